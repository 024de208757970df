import Foundation
import Prevention
import Testing
import Workforce

import struct Foundation.Date

@testable import Outreach

/// Collective redundancies within reach, from their opening to what partners hear (domain rules §8, §10).
@Suite struct CrisisTests {
    private static let oost = StatutoryUnit(country: "NL", kind: .statutoryArea, code: "Oost")

    /// Sixty sales people in Twente, area Oost, of whom a plan row lets so many go on 31 August.
    private func night(
        _ asOf: String = "2026-03-02", announced: String? = "2026-01-01", embargo: String? = nil, leave: Int = 40,
        also: [PlanRow] = []
    ) -> Workforce {
        let rows = (0..<60).map { number in
            var row = EmployeeRow(
                id: "E\(number)", hireDate: CalendarDate(iso: "2000-01-01")!.adding(days: number * 40), job: "sales",
                establishment: "shop")
            row.birthDate = CalendarDate(iso: "1985-05-05")
            return row
        }
        var workforce = Workforce(
            asOf: CalendarDate(iso: asOf)!, employerCountry: "NL", employees: EmployeeColumns(rows: rows))
        var shop = Establishment(establishment: "shop", country: "NL", region: "Twente")
        shop.statutoryArea = "Oost"
        var empty = Establishment(establishment: "empty", country: "NL", region: "Zeeland")
        empty.statutoryArea = "Oost"
        workforce.establishments = [shop, empty]
        var row = PlanRow(
            jobGroup: "sales", establishment: "shop", date: CalendarDate(iso: "2026-08-31")!,
            centiFTE: (60 - leave) * 100)
        row.announcedOn = announced.flatMap { CalendarDate(iso: $0) }
        row.embargoUntil = embargo.flatMap { CalendarDate(iso: $0) }
        workforce.plan = (leave > 0 ? [row] : []) + also
        return workforce
    }

    private static func row(_ date: String, _ people: Int, announced: String?) -> PlanRow {
        var row = PlanRow(
            jobGroup: "sales", establishment: "shop", date: CalendarDate(iso: date)!, centiFTE: people * 100)
        row.announcedOn = announced.flatMap { CalendarDate(iso: $0) }
        return row
    }

    /// An employer, its crises, and what partners were told of them.
    private struct Run {
        var employer = Employer()
        var crises: [Crisis] = []
        var last = OutreachScan.Output()

        static let engine = PreventionEngine.countingInAreas

        mutating func scan(_ workforce: Workforce) {
            let inside = Self.engine.assess(workforce)
            var input = OutreachScan.Input(
                workforce: workforce, inside: inside, personKeys: PersonKeys(0..<Int64(workforce.employees.count)))
            var odometers = OutreachScan.Odometers(
                inside: Self.engine.odometer(of: workforce, result: inside), outward: nil)
            if let plan = PlanDisclosure(plan: workforce.plan, asOf: workforce.asOf).outwardPlan {
                var outside = workforce
                outside.plan = plan
                let outward = Self.engine.assess(outside)
                input.outward = outward
                odometers.outward = Self.engine.odometer(of: workforce, result: outward)
            }
            input.odometers = { [odometers] in odometers }
            input.memory = employer.memory
            input.keys = employer.keys
            input.states = employer.states
            input.holds = employer.holds
            input.crises = crises
            input.recall(employer.publications)
            last = OutreachScan.run(input, using: &employer.generator)
            employer.memory = last.memory
            employer.keys = last.keys
            employer.states = last.states
            employer.holds = last.holds
            crises = last.crises
        }

        var state: SubjectState? {
            employer.states.first { if case .crisis = $0.content { true } else { false } }
        }

        /// The only crisis as people inside see it.
        var listing: CrisisListing {
            CrisisListing.list(
                crises: crises, states: employer.states, publications: employer.publications,
                partners: employer.partners, rules: employer.rules(today: "2026-03-02"))[0]
        }

        var content: CrisisContent? {
            if case .crisis(let crisis) = state?.content { return crisis }
            return nil
        }

        /// A person lets the crisis go out as it stands.
        mutating func approve() throws {
            let state = try #require(state)
            employer.approvals.removeAll { $0.subject == state.key }
            employer.approvals.append(Approval(of: state, by: "hr", at: Date(timeIntervalSince1970: 0)))
        }

        /// Types of the crisis's events that a release sends.
        mutating func told(_ day: String, _ moment: ReleaseRequest.Moment = .regular) -> [String] {
            employer.release(day, moment).map(\.type).filter { $0.contains("crises") }
        }
    }

    private static let opened = "nl.doorstroom.crises.opened.v1"
    private static let closed = "nl.doorstroom.crises.closed.v1"

    @Test("A crossing opens one dossier, with groups, dates and counts; nothing goes out before a person says so")
    func opens() throws {
        var run = Run()
        run.scan(night())
        let crisis = try #require(run.crises.first)
        #expect(run.crises.count == 1)
        #expect(crisis.state == .open && crisis.openedOn == CalendarDate(iso: "2026-03-02"))
        #expect(crisis.crossesOn == CalendarDate(iso: "2026-08-31"))
        #expect(crisis.daysToCrossing(from: CalendarDate(iso: "2026-03-02")!) == 182)
        #expect(crisis.daysToCrossing(from: CalendarDate(iso: "2026-09-10")!) == -10)
        #expect(crisis.count == 40 && crisis.threshold == 20 && !crisis.isKnown)
        #expect(crisis.groups.map(\.people) == [40])
        #expect(crisis.history.map(\.forecast) == [40])
        #expect(crisis.obligation.english.contains("UWV"))
        #expect(run.state?.people.count == 40)
        #expect(run.told("2026-03-02").isEmpty)
        #expect(run.last.warnings.map(\.code).contains(Crisis.noticeCode))
        try run.approve()
        #expect(run.told("2026-03-02") == [Self.opened])
        #expect(run.told("2026-03-03").isEmpty)
    }

    @Test("The same night again writes the same: no new count, no new notice")
    func unchanged() {
        var run = Run()
        run.scan(night())
        let crises = run.crises
        run.scan(night("2026-03-03"))
        #expect(run.crises == crises)
        #expect(!run.last.warnings.map(\.code).contains(Crisis.noticeCode))
    }

    @Test("It is closed when the count falls below the threshold, told as closed, and opened again in the same dossier")
    func closes() throws {
        var run = Run()
        run.scan(night())
        try run.approve()
        #expect(run.told("2026-03-02") == [Self.opened])
        let key = run.crises[0].key
        run.scan(night("2026-03-03", leave: 5))
        #expect(run.crises.map(\.state) == [.closed])
        #expect(run.crises[0].closedOn == CalendarDate(iso: "2026-03-03"))
        #expect(run.crises[0].history.map(\.forecast) == [40, 5])
        #expect(run.told("2026-03-03", .atOnce).isEmpty, "a withdrawal waits for the regular release")
        #expect(run.told("2026-03-03") == [Self.closed])
        run.scan(night("2026-03-04"))
        #expect(run.crises.map(\.state) == [.open])
        #expect(run.crises[0].openedOn == CalendarDate(iso: "2026-03-04"))
        #expect(run.crises[0].closedOn == nil)
        #expect(run.crises[0].history.count == 3)
        #expect(run.crises[0].key == key)
        #expect(run.told("2026-03-04").isEmpty, "what came back needs a person again")
        try run.approve()
        #expect(run.told("2026-03-04") == [Self.opened])
    }

    @Test("A change that partners would see needs a person again, and is told as the whole present state")
    func changes() throws {
        var run = Run()
        run.scan(night())
        try run.approve()
        #expect(run.told("2026-03-02") == [Self.opened])
        var sooner = night("2026-03-03")
        sooner.plan[0].date = CalendarDate(iso: "2026-05-31")!
        run.scan(sooner)
        #expect(run.content?.quarter == "2026-Q2")
        #expect(run.told("2026-03-03").isEmpty)
        try run.approve()
        #expect(run.told("2026-03-03") == [Self.opened])
        // More people on the same day change nothing that is told.
        var larger = night("2026-03-04", leave: 50)
        larger.plan[0].date = CalendarDate(iso: "2026-05-31")!
        run.scan(larger)
        #expect(run.crises[0].count == 50)
        #expect(run.told("2026-03-04").isEmpty)
    }

    @Test(
        "Before the announcement, or the end of an embargo, nothing goes out though a person released it; then it does, once",
        arguments: [("2026-04-01", nil), ("2026-01-01", "2026-04-01")] as [(String, String?)])
    func announcement(announced: String, embargo: String?) throws {
        var run = Run()
        run.scan(night(announced: announced, embargo: embargo))
        #expect(run.crises.map(\.state) == [.open])
        #expect(run.state?.opensOn == CalendarDate(iso: "2026-04-01"))
        #expect(!run.last.warnings.map(\.code).contains(Crisis.noticeCode), "nobody is told who may not know")
        let key = run.crises[0].key
        try run.approve()
        #expect(run.told("2026-03-31").isEmpty)
        run.scan(night("2026-04-01", announced: announced, embargo: embargo))
        #expect(run.crises[0].key == key)
        #expect(run.state?.opensOn == nil)
        #expect(run.told("2026-04-01") == [Self.opened])
        #expect(run.told("2026-04-02").isEmpty)
    }

    @Test("Whoever releases a crisis is told which plans are not announced, and a release covers only those")
    func knowingly() throws {
        let sales = PlannedGroup(jobGroup: "sales", establishment: "shop")
        var run = Run()
        run.scan(night())
        #expect(run.state?.unannounced == nil)
        #expect(!run.listing.blockers.contains(.unannounced([sales])))
        // Also while an embargo runs: a release that is given now goes on when it ends.
        run.scan(night(announced: nil, embargo: "2026-04-01"))
        #expect(run.state?.unannounced == [sales])
        run.scan(night(announced: nil))
        #expect(run.state?.unannounced == [sales])
        #expect(run.listing.blockers.contains(.unannounced([sales])))
        #expect(run.listing.unannounced == [sales])
        #expect(run.listing.outward == "needs-release")
        // A release that knew of nothing unannounced does not cover it.
        try run.approve()
        run.employer.approvals[0].unannounced = nil
        #expect(run.told("2026-03-02").isEmpty)
        try run.approve()
        #expect(run.told("2026-03-02") == [Self.opened])
    }

    @Test("Unannounced plans of groups whose dismissals are dated ahead are named, and others are not")
    func unannouncedDates() {
        var run = Run()
        var workforce = night(leave: 0)
        for row in 0..<25 { workforce.employees.redundantSince[row] = CalendarDate(iso: "2026-03-20") }
        var other = PlanRow(
            jobGroup: "sales", establishment: "empty", date: CalendarDate(iso: "2026-08-31")!, centiFTE: 0)
        workforce.plan = [other]
        run.scan(workforce)
        #expect(run.state != nil && run.state?.unannounced == nil)
        other.establishment = nil
        workforce.plan = [other]
        run.scan(workforce)
        #expect(run.state?.unannounced == [PlannedGroup(jobGroup: "sales", establishment: "shop")])
    }

    @Test("Listings say what partners were told, not what the dossier has become by a plan they may not know")
    func told() throws {
        var run = Run()
        run.scan(night())
        #expect(run.listing.told.isEmpty)
        try run.approve()
        #expect(run.told("2026-03-02") == [Self.opened])
        run.scan(night("2026-03-03", also: [Self.row("2026-05-31", 10, announced: "2026-12-01")]))
        #expect(run.listing.crisis.crossesOn.quarter == "2026-Q2")
        #expect(run.listing.told.map(\.quarter) == ["2026-Q3"])
        run.scan(night("2026-03-04", leave: 0))
        #expect(run.listing.told.map(\.quarter) == ["2026-Q3"], "until they hear that it is closed")
        #expect(run.told("2026-03-04") == [Self.closed])
        #expect(run.listing.told.isEmpty)
    }

    @Test("What binds is what the law says: the first notice waits, by a month or by thirty days")
    func obligation() throws {
        var run = Run()
        run.scan(night())
        var crisis = try #require(run.crises.first)
        #expect(crisis.obligation.english.contains("no notice is given until a month after the notification"))
        #expect(crisis.obligation.dutch.contains("tot een maand na de melding wordt niemand opgezegd"))
        crisis.unit.country = "BE"
        #expect(crisis.obligation.english.contains("30 days"))
        #expect(crisis.obligation.dutch.contains("30 dagen"))
    }

    @Test("A row without announcement date waits for a person and nothing else")
    func unannounced() throws {
        var run = Run()
        run.scan(night(announced: nil))
        #expect(run.state?.opensOn == nil)
        #expect(run.told("2026-03-02").isEmpty)
        try run.approve()
        #expect(run.told("2026-03-02") == [Self.opened])
        let key = run.crises[0].key
        // Announced later, it goes on as it was.
        run.scan(night("2026-03-05", announced: "2026-03-05"))
        #expect(run.crises[0].key == key)
        #expect(run.told("2026-03-05").isEmpty)
    }

    @Test("An embargoed row changes nothing of an open crisis, and does not keep one standing that would be closed")
    func asIfAbsent() throws {
        var run = Run()
        run.scan(night())
        try run.approve()
        #expect(run.told("2026-03-02") == [Self.opened])
        // Sooner and larger, but nobody may know yet.
        let hidden = Self.row("2026-05-31", 10, announced: "2026-12-01")
        run.scan(night("2026-03-03", also: [hidden]))
        #expect(run.crises[0].crossesOn == CalendarDate(iso: "2026-05-31"))
        #expect(run.content?.quarter == "2026-Q3")
        #expect(run.told("2026-03-03").isEmpty)
        // What may be known is called off: outward the crisis is over, inside it goes on.
        run.scan(night("2026-03-04", leave: 0, also: [hidden]))
        #expect(run.crises.map(\.state) == [.open])
        #expect(run.told("2026-03-04") == [Self.closed])
        #expect(run.state?.opensOn == CalendarDate(iso: "2026-12-01"))
        try run.approve()
        #expect(run.told("2026-03-05").isEmpty)
    }

    @Test("Another closure's embargo far away does not keep in a crisis that does not rest on it")
    func otherEmbargo() {
        var run = Run()
        var workforce = night(announced: "2026-04-01")
        var other = PlanRow(
            jobGroup: "nobody", establishment: "empty", date: CalendarDate(iso: "2026-08-31")!, centiFTE: 0)
        other.announcedOn = CalendarDate(iso: "2026-12-01")
        workforce.plan.append(other)
        run.scan(workforce)
        #expect(run.state?.opensOn == CalendarDate(iso: "2026-04-01"))
    }

    @Test("Dismissals that are dated ahead wait for hidden rows of their group too")
    func datedAhead() throws {
        var run = Run()
        var workforce = night(leave: 0)
        for row in 0..<25 { workforce.employees.redundantSince[row] = CalendarDate(iso: "2026-03-20") }
        run.scan(workforce)
        #expect(run.crises.first?.isKnown == true)
        #expect(run.state?.opensOn == nil)
        workforce.plan = [Self.row("2026-08-31", 55, announced: "2026-05-01")]
        run.scan(workforce)
        #expect(run.state?.opensOn == CalendarDate(iso: "2026-05-01"))
    }

    @Test("Holds bind as for cells: on the crisis every cell that holds its people, and on a cell the crisis")
    func holds() throws {
        for isOnCrisis in [true, false] {
            var run = Run()
            run.scan(night())
            try run.approve()
            let cell = try #require(run.employer.states.first { if case .alert = $0.content { true } else { false } })
            let crisis = try #require(run.state)
            run.employer.holds = [
                ReleaseVerbs.hold(
                    isOnCrisis ? crisis : cell, id: "h", by: "hr", reason: "asked", at: Date(timeIntervalSince1970: 1))
            ]
            #expect(run.employer.release("2026-03-02").isEmpty, "hold on the \(isOnCrisis ? "crisis" : "cell")")
        }
    }

    @Test("A person takes it back: closed at the regular release, and in until released")
    func takenBack() throws {
        var run = Run()
        run.scan(night())
        try run.approve()
        #expect(run.told("2026-03-02") == [Self.opened])
        run.employer.holds = [
            ReleaseVerbs.withdraw(
                try #require(run.state), id: "h", by: "hr", reason: "asked", at: Date(timeIntervalSince1970: 1))
        ]
        #expect(run.told("2026-03-03") == [Self.closed])
        #expect(run.told("2026-03-04").isEmpty)
    }

    @Test("A stale snapshot opens and closes nothing")
    func stale() {
        var run = Run()
        run.scan(night())
        let crises = run.crises
        var old = night("2026-06-01", leave: 0)
        old.snapshotDate = CalendarDate(iso: "2026-03-02")!
        run.scan(old)
        #expect(run.crises == crises)
    }

    @Test(
        "Partners hear of it who ask for redundancies or crises and serve a region where the unit has people",
        arguments: [
            (["*"], [Partner.Family.redundancies], true), (["Twente"], [.crises], true),
            (["Zeeland"], [.crises], false),
            (["Twente"], [.internships], false),
        ] as [([String], [Partner.Family], Bool)])
    func partners(regions: [String], events: [Partner.Family], hears: Bool) throws {
        var run = Run()
        run.employer.partners = [Employer.partner("centre", regions: regions, events: events)]
        run.scan(night())
        try run.approve()
        #expect(run.told("2026-03-02") == (hears ? [Self.opened] : []))
    }

    @Test("The event tells where, under which rule and when, holds its schema, and has no count of people")
    func event() throws {
        var run = Run()
        run.scan(night())
        try run.approve()
        let event = try #require(run.employer.release("2026-03-02").first { $0.type == Self.opened })
        let body = try #require(try JSONSerialization.jsonObject(with: Data(event.body)) as? [String: Any])
        let data = try #require(body["data"] as? [String: Any])
        #expect(data["area"] as? String == "Oost")
        #expect(data["regions"] as? [String] == ["Twente"])
        #expect(data["quarter"] as? String == "2026-Q3")
        #expect((data["window"] as? [String: Int]) == ["months": 3])
        #expect(Set(data.keys) == ["country", "unit", "area", "regions", "rule", "window", "threshold", "quarter"])
        let text = String(decoding: event.body, as: UTF8.self)
        #expect(!text.contains("40") && !text.contains("sales") && !text.contains("shop"))
        let schema = try JSONSerialization.jsonObject(with: Data(SchemaCatalogue.schema(of: .crisisOpened)))
        #expect(SchemaCheck.problems(of: data, schema: try #require(schema as? [String: Any]), at: "data") == [])
    }

    @Test("Of a technical unit only the regions go out: its name is the employer's")
    func technicalUnit() throws {
        let content = CrisisContent(
            unit: StatutoryUnit(country: "BE", kind: .technicalUnit, code: "Werkplaats Gent"),
            rule: "collective-dismissal", window: .days(60), threshold: 10, quarter: "2026-Q3",
            regions: ["Oost-Vlaanderen"])
        #expect(content.area == nil)
        #expect(SubjectState.Content.crisis(content).texts.map(\.text) == ["Oost-Vlaanderen"])
    }
}
