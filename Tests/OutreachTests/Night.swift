import Prevention
import Workforce

@testable import Outreach

/// A night's workforce and prevention result, made by hand: people with the phase they are to have.
struct Night {
    struct Person {
        var number: Int
        var job = "sales"
        var establishment = "shop-1"
        var phase: UInt8 = 2
        var rules: PhaseRules = .closing
        var cause = Cause.surplus
        var exit: CalendarDate? = CalendarDate(iso: "2026-08-31")
        var skills: [String] = []
        var name = ""
        var unit: String?
        var centiFTE = 100
        var exitReason = ExitReason.absent
        var exitDate: CalendarDate?
        /// What the run without hidden plan rows says; nil when it says the same.
        var outwardFace: OutwardFace?
    }

    /// A person in the run without hidden plan rows.
    struct OutwardFace {
        var phase: UInt8
        var rules: PhaseRules
        var cause = Cause.none
        var exit: CalendarDate?
    }

    var asOf = CalendarDate(iso: "2026-03-02")!
    var snapshotDate: CalendarDate?
    var people: [Person] = []
    var jobs = ["sales": "5223", "cashier": "5230", "stock": "4321", "guard": "5414", "unknown": nil]
    var regions = ["shop-1": "Twente", "shop-2": "Twente", "shop-3": "Zeeland", "shop-4": nil]
    /// Announced long ago, for every group, unless a test says otherwise.
    var plan: [PlanRow] = [Night.planRow()]
    /// Per group, which plan rows stand behind it; the first row where nothing is said.
    var planRows: [String: [Int]] = [:]
    var units: [OrganisationalUnit] = []
    var internships: [Internship] = []
    /// Changes to the groups that the people make.
    var shapeGroup: (inout SelectionGroup) -> Void = { _ in }

    static func planRow(
        jobGroup: String? = nil, establishment: String? = nil, announced: String? = "2026-01-01",
        embargo: String? = nil
    ) -> PlanRow {
        var row = PlanRow(
            jobGroup: jobGroup, establishment: establishment, date: CalendarDate(iso: "2026-08-31")!, centiFTE: 0)
        row.announcedOn = announced.flatMap { CalendarDate(iso: $0) }
        row.embargoUntil = embargo.flatMap { CalendarDate(iso: $0) }
        return row
    }

    /// `count` people from number `from` on, alike but for their number.
    static func crowd(_ count: Int, from: Int, _ shape: (inout Person) -> Void = { _ in }) -> [Person] {
        (from..<(from + count)).map { number in
            var person = Person(number: number)
            shape(&person)
            return person
        }
    }

    var workforce: Workforce {
        let rows = people.map { person in
            var row = EmployeeRow(
                id: "E\(person.number)", hireDate: CalendarDate(iso: "2015-01-01")!, job: person.job,
                establishment: person.establishment)
            row.skills = person.skills
            row.name = person.name
            row.unit = person.unit
            row.centiFTE = person.centiFTE
            row.exitReason = person.exitReason
            row.exitDate = person.exitDate
            return row
        }
        var workforce = Workforce(
            asOf: asOf, snapshotDate: snapshotDate, employerCountry: "NL", employees: EmployeeColumns(rows: rows))
        workforce.jobs = jobs.keys.sorted().map { Job(job: $0, isco08: jobs[$0] ?? nil) }
        workforce.establishments = regions.keys.sorted().map {
            Establishment(establishment: $0, country: "NL", region: regions[$0] ?? nil)
        }
        workforce.plan = plan
        workforce.units = units
        workforce.internships = internships
        return workforce
    }

    var inside: PreventionResult {
        result { OutwardFace(phase: $0.phase, rules: $0.rules, cause: $0.cause, exit: $0.exit) }
    }

    /// Nil when nobody has another face outward.
    var outward: PreventionResult? {
        guard people.contains(where: { $0.outwardFace != nil }) else { return nil }
        // The run without hidden rows knows the others by numbers of its own.
        let open = PlanDisclosure(plan: plan, asOf: asOf).openRows
        return result(planRowNumbers: { rows in rows.compactMap { open.firstIndex(of: $0) } }) {
            $0.outwardFace ?? OutwardFace(phase: $0.phase, rules: $0.rules, cause: $0.cause, exit: $0.exit)
        }
    }

    var personKeys: PersonKeys { PersonKeys(people.map { Int64($0.number) }) }

    private func result(
        planRowNumbers: ([Int]) -> [Int] = { $0 }, _ face: (Person) -> OutwardFace
    ) -> PreventionResult {
        var result = PreventionResult(asOf: asOf)
        let names = Set(people.map { [$0.job, $0.establishment] }).sorted { $0.lexicographicallyPrecedes($1) }
        let numbers = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, Int32($0)) })
        result.groups = names.map { name in
            var group = SelectionGroup(jobGroup: name[0], establishment: name[1], country: "NL")
            group.hasStatutoryOrder = true
            group.planRows = planRowNumbers(planRows[name[0] + "@" + name[1]] ?? (plan.isEmpty ? [] : [0]))
            shapeGroup(&group)
            return group
        }
        for person in people {
            let face = face(person)
            result.phase.append(face.phase)
            result.rules.append(face.rules)
            result.cause.append(face.cause)
            result.expectedExit.append(face.exit)
            result.group.append(numbers[[person.job, person.establishment]]!)
        }
        return result
    }
}
