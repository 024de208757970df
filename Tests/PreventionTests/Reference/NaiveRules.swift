import Prevention
import Workforce

/// What the reference rules say of one person; names and dates as a listing would show them.
struct NaiveOutcome: Equatable {
    var phase = 0
    var rules: [String] = []
    var cause = ""
    var selection = "none"
    var rank = 0
    var tied = false
    var redundancyDate: CalendarDate?
    var expectedExit: CalendarDate?
    var vitalSigns: [String] = []
}

/// What the reference rules say of one group.
struct NaiveGroupOutcome: Equatable {
    var inService = 0
    var supply = 0
    var surplus = 0
    var redundancyDate: CalendarDate?
    var isClosing = false
    var decisiveDate: CalendarDate?
    var referenceDate: CalendarDate?
    var heads = 0
    var headsCentiFTE = 0
    var toGo = 0
    /// In any country: the date of each place.
    var going: [CalendarDate] = []
    var largestToGo = 0
    var indicatedCentiFTE = 0
    var planRows: [Int] = []
    var futureHires = 0
    var missingBirthDates: Set<String> = []
}

/// Domain rules §1–§5 once more, slowly and straight from the sentences: dictionaries, exact fractions, nothing shared
/// with the engine but the calendar.
struct NaiveRules {
    var input: TestWorkforce
    private(set) var people: [String: NaiveOutcome] = [:]
    private(set) var groups: [NaiveGroup: NaiveGroupOutcome] = [:]

    init(_ input: TestWorkforce) {
        self.input = input
        var members: [NaiveGroup: [NaivePerson]] = [:]
        for row in input.people { members[group(of: row), default: []].append(person(row)) }
        var supplyAtAsOf: [NaiveGroup: Int] = [:]
        for (group, people) in members where people.contains(where: \.isInService) {
            supplyAtAsOf[group] = people.filter(\.isInService).map { counted($0) }.reduce(0, +)
        }
        let plan = NaivePlan(rows: input.plan, supplyAtAsOf: supplyAtAsOf)
        for (group, people) in members { assess(group, people, plan) }
    }

    func group(of row: EmployeeRow) -> NaiveGroup {
        let job = input.jobs.first { $0.job == row.job }
        return NaiveGroup(jobGroup: job?.jobGroup ?? row.job, establishment: row.establishment)
    }

    func person(_ row: EmployeeRow) -> NaivePerson {
        let establishment = input.establishments.first { $0.establishment == row.establishment }
        let country = establishment?.country ?? input.country
        return NaivePerson(
            row: row, asOf: input.asOf, policy: input.policy, country: country,
            pack: input.statutes.first { $0.country == country })
    }

    /// Hundredths of FTE that count as supply.
    func counted(_ person: NaivePerson) -> Int {
        !input.policy.planIncludesExternals && person.isExternal ? 0 : person.row.centiFTE
    }

    func supply(_ people: [NaivePerson], at t: CalendarDate) -> Int {
        people.filter { $0.isInService && ($0.knownLeaveDate == nil || $0.knownLeaveDate! > t) }
            .map { counted($0) }.reduce(0, +)
    }

    /// Every date of any plan row and every month end in the horizon.
    var evaluatedDates: [CalendarDate] {
        let end = input.asOf.adding(months: input.policy.horizonMonths)
        var dates: [CalendarDate] = []
        var t = input.asOf.adding(days: 1)
        while t <= end {
            if t == t.endOfMonth || input.plan.contains(where: { $0.date == t }) { dates.append(t) }
            t = t.adding(days: 1)
        }
        return dates
    }

    private mutating func assess(_ key: NaiveGroup, _ members: [NaivePerson], _ plan: NaivePlan) {
        let asOf = input.asOf
        let dates = evaluatedDates
        let present = members.filter(\.isInService)
        var outcome = NaiveGroupOutcome()
        outcome.inService = present.count
        outcome.supply = supply(members, at: asOf)
        outcome.futureHires = members.filter { $0.row.hireDate > asOf }.count

        var rowAt: [CalendarDate: Int] = [:]
        var demandAt: [CalendarDate: Int] = [:]
        var surplusAt: [CalendarDate: Int] = [:]
        for t in dates {
            let row = plan.rowInForce(for: key, at: t)
            rowAt[t] = row
            let supply = supply(members, at: t)
            let demand = row.map { plan.value(of: $0, for: key) } ?? supply
            demandAt[t] = demand
            surplusAt[t] = max(0, supply - demand)
        }
        let surplus = dates.map { surplusAt[$0]! }
        outcome.surplus = surplus.max() ?? 0
        outcome.redundancyDate = dates.first { surplusAt[$0]! >= 10 }
        outcome.planRows = Set(dates.filter { surplusAt[$0]! >= 10 }.map { rowAt[$0]! }).sorted()

        for person in members { people[person.row.id] = ownOutcome(person) }
        if isDeclining(key, plan, supply: outcome.supply) {
            for person in present where people[person.row.id]!.phase == 1 {
                people[person.row.id]!.vitalSigns.append("declining-job")
            }
        }
        if let redundancy = outcome.redundancyDate {
            let closesFrom = dates.first { t in
                dates.filter { $0 >= t }.allSatisfy { rowAt[$0].map { input.plan[$0].centiFTE == 0 } ?? false }
            }
            outcome.isClosing = closesFrom != nil
            let decisive = closesFrom ?? dates.first { surplusAt[$0]! == outcome.surplus }!
            outcome.decisiveDate = decisive
            outcome.referenceDate = input.plan[rowAt[redundancy]!].referenceDate ?? asOf
            let heads = present.filter {
                $0.phase3.isEmpty && ($0.knownLeaveDate == nil || $0.knownLeaveDate! > decisive)
            }
            outcome.heads = heads.count
            outcome.headsCentiFTE = heads.map(\.row.centiFTE).reduce(0, +)
            var toGoAt: [CalendarDate: Int] = [:]
            for t in dates {
                let stillThere = present.filter { !$0.phase3.isEmpty }
                let left = max(0, surplusAt[t]! - supply(stillThere, at: t))
                toGoAt[t] = toGo(covering: left, heads)
            }
            outcome.going = (1...(1 + (outcome.isClosing ? heads.count : toGoAt[decisive]!))).dropLast().map { place in
                dates.first { toGoAt[$0]! >= place } ?? decisive
            }
            for person in present {
                people[person.row.id]!.selection = "exposed"
                people[person.row.id]!.redundancyDate = decisive
            }
            if members[0].pack?.selectionOrder == .proportionality {
                outcome.toGo = outcome.isClosing ? heads.count : toGoAt[decisive]!
                outcome.largestToGo = max(outcome.toGo, toGoAt.values.max() ?? 0)
                let order = NaiveOrder(
                    heads: heads, toGo: outcome.toGo, isClosing: outcome.isClosing,
                    referenceDate: outcome.referenceDate!)
                outcome.missingBirthDates = order.missing
                for person in heads {
                    let id = person.row.id
                    people[id]!.rank = order.rank[id] ?? 0
                    people[id]!.tied = order.tied.contains(id)
                    if let rank = order.rank[id] {
                        people[id]!.redundancyDate = dates.first { toGoAt[$0]! >= rank } ?? decisive
                    }
                    if order.indicated.contains(id) {
                        people[id]!.selection = "indicated"
                        outcome.indicatedCentiFTE += person.row.centiFTE
                    }
                }
            }
            for person in heads { conclude(person, isClosing: outcome.isClosing) }
        }
        for person in present { date(person, groupDate: outcome.redundancyDate) }
        groups[key] = outcome
    }

    /// n, rounded half up, at the average FTE of the heads.
    func toGo(covering surplus: Int, _ heads: [NaivePerson]) -> Int {
        let fte = heads.map(\.row.centiFTE).reduce(0, +)
        if fte == 0 { return 0 }
        return min(heads.count, (Rational(surplus * heads.count, fte) + Rational(1, 2)).floor)
    }

    private func isDeclining(_ key: NaiveGroup, _ plan: NaivePlan, supply: Int) -> Bool {
        guard supply > 0 else { return false }
        var t = input.asOf.adding(days: 1)
        let end = input.asOf.adding(months: 36)
        var dates: Set<CalendarDate> = [t]
        for row in input.plan where row.date > input.asOf && row.date <= end { dates.insert(row.date) }
        while let next = dates.min() {
            dates.remove(next)
            t = next
            if let row = plan.rowInForce(for: key, at: t),
                Rational(plan.value(of: row, for: key), supply) <= Rational(80, 100)
            {
                return true
            }
        }
        return false
    }

    /// Phase, rules and signs of the person's own row.
    private func ownOutcome(_ person: NaivePerson) -> NaiveOutcome {
        var outcome = NaiveOutcome()
        guard person.isInService else {
            if person.hasEnded {
                outcome.phase = 4
                outcome.rules = ["ended"]
                outcome.expectedExit = person.row.exitDate
                outcome.cause = causeOfExit(person)
            }
            return outcome
        }
        outcome.rules = person.phase3
        if person.announced { outcome.rules.append("announced") }
        if let rule = person.contractEndRule { outcome.rules.append(rule) }
        outcome.phase = !person.phase3.isEmpty ? 3 : outcome.rules.isEmpty ? 1 : 2
        if outcome.phase == 1 {
            outcome.rules = ["base"]
            outcome.vitalSigns = person.vitalSigns
        }
        outcome.cause = cause(person, outcome)
        return outcome
    }

    private mutating func conclude(_ person: NaivePerson, isClosing: Bool) {
        var outcome = people[person.row.id]!
        if let pension = person.pensionDate, pension > input.asOf, pension <= outcome.redundancyDate! { return }
        var added: [String] = []
        if outcome.selection == "indicated" { added.append("indicated") }
        if isClosing { added.append("closing") }
        if added.isEmpty { return }
        outcome.rules.removeAll { $0 == "base" }
        let after = outcome.rules.filter { $0 != "announced" }
        outcome.rules = outcome.rules.filter { $0 == "announced" } + added + after
        outcome.phase = 2
        outcome.vitalSigns = []
        outcome.cause = cause(person, outcome)
        people[person.row.id] = outcome
    }

    /// Expected exit of somebody in service.
    private mutating func date(_ person: NaivePerson, groupDate: CalendarDate?) {
        let outcome = people[person.row.id]!
        var exit: CalendarDate?
        if outcome.phase == 3 {
            exit = person.leaveDatesWithoutPension.min()
            if person.row.exitDate == nil,
                outcome.rules == ["declared"] || exit == nil && outcome.rules.contains("declared")
            {
                if let end = person.noticeEnd(from: person.row.redundantSince!, byEmployee: false) {
                    exit = person.notPassed(end)
                } else {
                    exit = groupDate ?? exit
                }
            }
        } else if outcome.phase == 2 {
            var dates: [CalendarDate] = []
            if !Set(outcome.rules).isDisjoint(with: ["announced", "indicated", "closing"]) {
                dates.append(contentsOf: [outcome.redundancyDate].compactMap(\.self))
            }
            if person.contractEndRule != nil { dates.append(person.row.contractEnd!) }
            exit = dates.min()
        }
        people[person.row.id]!.expectedExit = exit
    }

    private func reasonCause(_ reason: ExitReason) -> String {
        switch reason {
        case .redundancy, .settlement: "surplus"
        case .contractEnd: "contract-end"
        default: "individual"
        }
    }

    private func cause(_ person: NaivePerson, _ outcome: NaiveOutcome) -> String {
        var causes: Set<String> = []
        for rule in outcome.rules {
            switch (outcome.phase, rule) {
            case (3, "notice"), (3, "agreed-exit"): causes.insert(reasonCause(person.row.exitReason))
            case (3, "declared"), (2, "indicated"), (2, "closing"): causes.insert("surplus")
            case (2, "announced"):
                if let since = person.row.redundantSince, since > input.asOf { causes.insert("surplus") }
                if let given = person.row.noticeDate, given > input.asOf {
                    causes.insert(reasonCause(person.row.exitReason))
                }
            case (2, "fixed-term-end"), (2, "assignment-end"): causes.insert("contract-end")
            default: break
            }
        }
        return ["surplus", "contract-end", "individual"].first { causes.contains($0) } ?? ""
    }

    private func causeOfExit(_ person: NaivePerson) -> String {
        let row = person.row
        if let since = row.redundantSince, since <= row.exitDate! { return "surplus" }
        if row.exitReason != .absent && row.exitReason != .other { return reasonCause(row.exitReason) }
        if let end = row.contractEnd, end <= row.exitDate! { return "contract-end" }
        return "individual"
    }
}
