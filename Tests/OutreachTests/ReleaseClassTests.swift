import Prevention
import Testing
import Workforce

import struct Foundation.Date

@testable import Outreach

/// What hidden plan rows keep in, and that nobody outside can tell (domain rules §10, "Announcement").
@Suite struct ReleaseClassTests {
    @Test(
        "The stricter of two standings wins",
        arguments: [
            (PlanDisclosure.Standing.open, PlanDisclosure.Standing.open, PlanDisclosure.Standing.open),
            (.open, .person, .person), (.person, .open, .person), (.person, .person, .person),
            (.date(CalendarDate(dayNumber: 5)), .person, .date(CalendarDate(dayNumber: 5))),
            (.person, .date(CalendarDate(dayNumber: 5)), .date(CalendarDate(dayNumber: 5))),
            (.open, .date(CalendarDate(dayNumber: 5)), .date(CalendarDate(dayNumber: 5))),
            (.date(CalendarDate(dayNumber: 5)), .open, .date(CalendarDate(dayNumber: 5))),
            (.date(CalendarDate(dayNumber: 5)), .date(CalendarDate(dayNumber: 9)), .date(CalendarDate(dayNumber: 9))),
        ])
    func stricter(one: PlanDisclosure.Standing, other: PlanDisclosure.Standing, expected: PlanDisclosure.Standing) {
        #expect(one.stricter(other) == expected)
    }

    @Test("The outside's plan is the plan without hidden rows")
    func outwardPlan() {
        var night = Night()
        night.plan = [Night.planRow(), Night.planRow(jobGroup: "sales", announced: nil)]
        #expect(PlanDisclosure(plan: night.plan, asOf: night.asOf).outwardPlan == [Night.planRow()])
        #expect(PlanDisclosure(plan: [Night.planRow()], asOf: night.asOf).outwardPlan == nil)
    }

    /// A hidden row of the shop's sales staff beside an announced row for everybody.
    private func embargoedNight(open: Int, hidden: Int) -> Night {
        var night = Night()
        night.plan = [Night.planRow(), Night.planRow(establishment: "shop-2", embargo: "2026-05-01")]
        night.planRows["sales@shop-2"] = [1]
        night.people = Night.crowd(open, from: 0) + Night.crowd(hidden, from: 1000) { $0.establishment = "shop-2" }
        return night
    }

    @Test(
        "Embargoed people neither lift a cell nor a parent over the minimum", arguments: [(9, 40), (12, 40), (12, 3)])
    func apart(open: Int, hidden: Int) {
        var employer = Employer()
        employer.scan(embargoedNight(open: open, hidden: hidden))
        #expect(employer.told() == (open >= 10 ? ["raised 5223 10 Twente"] : []))
        let waiting = employer.states.filter { $0.opensOn != nil }
        #expect(waiting.map(\.trueCount) == (hidden >= 10 ? [hidden] : []))
        #expect(waiting.allSatisfy { $0.opensOn == CalendarDate(iso: "2026-05-01") })
    }

    @Test("Until the embargo ends, events are those of an employer without the closure", arguments: 1...10)
    func equality(seed: Int) {
        var walk = CellWalkTests.Walk(seed: UInt64(seed) &+ 400)
        var with = Employer()
        var without = Employer()
        var hidden = Night.crowd(60, from: 5000) {
            $0.establishment = "shop-2"
            $0.job = "sales-b"
        }
        var lifted = false
        for _ in 0..<20 {
            var night = walk.night
            without.scan(night)
            night.plan = [Night.planRow(), Night.planRow(establishment: "shop-2", embargo: "2026-03-17")]
            // The people of the closure are in groups of their own, so that the walk's people are not flagged by it.
            for index in hidden.indices where Int.random(in: 0..<5, using: &walk.generator) == 0 {
                hidden[index].job = ["sales-b", "cashier-b"].randomElement(using: &walk.generator)!
            }
            night.jobs["sales-b"] = "5223"
            night.jobs["cashier-b"] = "5230"
            night.planRows = ["sales-b@shop-2": [1], "cashier-b@shop-2": [1], "sales@shop-2": [0]]
            night.people += hidden
            with.scan(night)
            let today = night.asOf.description
            let told = (with.told(today), without.told(today))
            if night.asOf < CalendarDate(iso: "2026-03-17")! {
                #expect(told.0 == told.1)
                #expect(with.publications.map(\.sequence).sorted() == without.publications.map(\.sequence).sorted())
            } else if told.0 != told.1 {
                lifted = true
            }
            walk.next()
        }
        #expect(lifted)
    }

    @Test("A fact that may be known stays told when a hidden row comes on top of it")
    func openFaceUnderHiddenRow() {
        // Twelve are indicated by an announced row; a hidden row makes it thirty, and brings the date forward.
        let day = CalendarDate(iso: "2026-08-31")
        func night(isHiddenRowThere: Bool) -> Night {
            var night = Night()
            night.people = Night.crowd(30, from: 0) { person in
                let isOpen = person.number < 12
                person.rules = isOpen ? .indicated : .base
                person.phase = isOpen ? 2 : 1
                person.cause = isOpen ? .surplus : .none
                person.exit = isOpen ? day : nil
                guard isHiddenRowThere else { return }
                person.outwardFace = Night.OutwardFace(
                    phase: person.phase, rules: person.rules, cause: person.cause, exit: person.exit)
                person.phase = 2
                person.rules = .indicated
                person.cause = .surplus
                person.exit = CalendarDate(iso: "2026-05-31")
            }
            if isHiddenRowThere {
                night.plan.append(Night.planRow(jobGroup: "sales", announced: nil))
                night.planRows["sales@shop-1"] = [0, 1]
            }
            return night
        }
        var employer = Employer()
        employer.scan(night(isHiddenRowThere: false))
        #expect(employer.told() == ["raised 5223 10 Twente"])
        employer.scan(night(isHiddenRowThere: true))
        #expect(employer.told() == [])
        #expect(employer.publications.map(\.status) == [.standing])
        let waiting = employer.states.filter(\.needsPerson)
        #expect(waiting.map(\.trueCount) == [18])
    }

    @Test(
        "Who is bound by a hidden row, by the rule that flags",
        arguments: [
            (PhaseRules.indicated, UInt8(2), true), (.closing, 2, true), (.likely, 2, true), (.announced, 2, true),
            (.fixedTermEnd, 2, false), (.assignmentEnd, 2, false), ([.closing, .fixedTermEnd], 2, true),
            (.notice, 3, false),
            (.declared, 3, false), (.agreedExit, 3, false), (.ended, 4, false),
        ] as [(PhaseRules, UInt8, Bool)])
    func bound(rules: PhaseRules, phase: UInt8, isBound: Bool) {
        var employer = Employer()
        var night = Night()
        night.plan = [Night.planRow(embargo: "2026-05-01")]
        night.people = Night.crowd(12, from: 0) {
            $0.rules = rules
            $0.phase = phase
        }
        employer.scan(night)
        #expect(employer.told().isEmpty == isBound)
    }

    @Test(
        "With a run of its own for the outside, a contract that ends stays open and a dismissal dated ahead does not",
        arguments: [
            (PhaseRules.fixedTermEnd, true), (.assignmentEnd, true), (.announced, false),
            ([.announced, .fixedTermEnd], false),
            ([.announced, .indicated], true), (.indicated, true),
        ] as [(PhaseRules, Bool)])
    func boundWithOutwardRun(outwardRules: PhaseRules, goesOut: Bool) {
        var employer = Employer()
        var night = Night()
        night.plan = [Night.planRow(embargo: "2026-05-01")]
        night.people = Night.crowd(12, from: 0) {
            $0.rules = [.closing, .announced]
            $0.outwardFace = Night.OutwardFace(phase: 2, rules: outwardRules, cause: .surplus, exit: $0.exit)
        }
        employer.scan(night)
        #expect(employer.told().isEmpty != goesOut)
    }

    @Test(
        "A dismissal dated ahead is bound by hidden rows that match its group only",
        arguments: [
            ("sales" as String?, "shop-1" as String?, true), (nil, "shop-1", true), ("sales", nil, true),
            (nil, nil, true),
            ("stock", nil, false), (nil, "shop-2", false), ("sales", "shop-2", false), ("stock", "shop-1", false),
        ])
    func announcedMatches(jobGroup: String?, establishment: String?, isBound: Bool) {
        var employer = Employer()
        var night = Night()
        night.plan = [Night.planRow(jobGroup: jobGroup, establishment: establishment, embargo: "2026-05-01")]
        night.planRows["sales@shop-1"] = []
        night.people = Night.crowd(12, from: 0) { $0.rules = .announced }
        employer.scan(night)
        #expect(employer.told().isEmpty == isBound)
    }

    @Test("People flagged only because a hidden row shifts the shares of others are hidden too")
    func shiftedShares() {
        var employer = Employer()
        var night = Night()
        night.plan = [Night.planRow(), Night.planRow(jobGroup: "stock", announced: nil)]
        night.planRows["sales@shop-1"] = [0]
        night.people = Night.crowd(12, from: 0) {
            $0.outwardFace = Night.OutwardFace(phase: 1, rules: .base)
        }
        employer.scan(night)
        #expect(employer.told() == [])
        #expect(employer.states.map(\.needsPerson) == [true])
    }

    /// One closure of 12 people, as its row stands.
    private func closure(announced: String?, embargo: String? = nil, asOf: String = "2026-03-02") -> Night {
        var night = Night()
        night.asOf = CalendarDate(iso: asOf)!
        night.plan = [Night.planRow(announced: announced, embargo: embargo)]
        night.people = Night.crowd(12, from: 0)
        return night
    }

    @Test("What a person released stays as it was told when its announcement date comes")
    func announcedLater() {
        var employer = Employer()
        employer.scan(closure(announced: nil))
        let subject = employer.onlyState.key
        employer.approvals = [Approval(of: employer.onlyState, by: "planner", at: Date(timeIntervalSince1970: 0))]
        #expect(employer.told() == ["raised 5223 10 Twente"])
        // Other open cells of the partition were there before: the cell still stands at 12.
        for announced in ["2026-03-02", "2026-01-01"] {
            var night = closure(announced: announced)
            night.people += Night.crowd(20, from: 100) { $0.job = "guard" }
            employer.scan(night)
            #expect(employer.states.map(\.key).contains(subject))
            #expect(employer.told().filter { $0.contains("5223") } == [])
            #expect(employer.states.allSatisfy { !$0.needsPerson })
        }
    }

    @Test(
        "A partition that was known before takes over what partners have of it, and nothing else",
        arguments: [true, false])
    func standsOn(isReleased: Bool) {
        var employer = Employer()
        let guards = Night.crowd(20, from: 100) { $0.job = "guard" }
        var night = closure(announced: nil)
        night.plan = [Night.planRow(), Night.planRow(jobGroup: "sales", announced: nil)]
        night.planRows["sales@shop-1"] = [1]
        night.people += guards
        for index in 0..<12 {
            night.people[index].outwardFace = Night.OutwardFace(phase: 1, rules: .base)
        }
        employer.scan(night)
        if isReleased {
            employer.approvals = employer.states.filter(\.needsPerson).map {
                Approval(of: $0, by: "planner", at: Date(timeIntervalSince1970: 0))
            }
        }
        let all = ["raised 5223 10 Twente", "raised 5414 20 Twente"]
        #expect(employer.told() == all.filter { isReleased || !$0.contains("5223") })
        night.plan[1].announcedOn = night.asOf
        for index in 0..<12 { night.people[index].outwardFace = nil }
        employer.scan(night)
        // What partners have stands at the minimum; what they never heard of comes up at five more.
        #expect(employer.told() == [])
        #expect(employer.states.count == (isReleased ? 2 : 1))
    }

    /// Two closures in one partition, each with its own row, neither known outside but by a person's word.
    private func twoClosures(_ first: PlanRow, _ second: PlanRow, job: String, asOf: String = "2026-03-02") -> Night {
        var night = Night()
        night.asOf = CalendarDate(iso: asOf)!
        night.plan = [Night.planRow(), first, second]
        night.planRows = ["sales@shop-1": [1], "\(job)@shop-2": [2]]
        let standings = PlanDisclosure(plan: night.plan, asOf: night.asOf).standings
        night.people =
            Night.crowd(12, from: 0) {
                if standings[1] != .open { $0.outwardFace = Night.OutwardFace(phase: 1, rules: .base) }
            }
            + Night.crowd(13, from: 50) {
                $0.job = job
                $0.establishment = "shop-2"
                if standings[2] != .open { $0.outwardFace = Night.OutwardFace(phase: 1, rules: .base) }
            } + Night.crowd(12, from: 100) { $0.job = "guard" }
        return night
    }

    @Test("A released cell stands on when its date comes, also beside one that still waits")
    func besideOneThatWaits() throws {
        var employer = Employer()
        let waits = Night.planRow(establishment: "shop-2", announced: nil)
        employer.scan(twoClosures(Night.planRow(establishment: "shop-1", announced: nil), waits, job: "stock"))
        let released = try #require(employer.states.first { $0.needsPerson && $0.trueCount == 12 })
        employer.approvals = [Approval(of: released, by: "planner", at: Date(timeIntervalSince1970: 0))]
        #expect(employer.told() == ["raised 5223 10 Twente", "raised 5414 10 Twente"])
        employer.scan(twoClosures(Night.planRow(establishment: "shop-1", announced: "2026-03-02"), waits, job: "stock"))
        #expect(employer.told() == [])
        #expect(employer.states.contains { $0.key == released.key && !$0.needsPerson })
    }

    @Test("Where two cells become one, the subject that partners have goes on", arguments: 1...20)
    func mergesIntoTheKnown(seed: Int) throws {
        var employer = Employer()
        employer.generator = SeededGenerator(seed: UInt64(seed))
        let hidden = Night.planRow(establishment: "shop-2", embargo: "2026-03-05")
        employer.scan(twoClosures(Night.planRow(establishment: "shop-1", announced: nil), hidden, job: "sales"))
        let released = try #require(employer.states.first { $0.needsPerson })
        employer.approvals = [Approval(of: released, by: "planner", at: Date(timeIntervalSince1970: 0))]
        #expect(employer.told() == ["raised 5223 10 Twente", "raised 5414 10 Twente"])
        employer.scan(
            twoClosures(
                Night.planRow(establishment: "shop-1", announced: "2026-03-05"), hidden, job: "sales",
                asOf: "2026-03-05"))
        #expect(employer.told("2026-03-05") == ["changed 5223 25 Twente"])
        #expect(employer.publications.filter { $0.status == .standing }.count == 2)
    }

    @Test("What partners lost comes back at minimum + 5, in whatever class")
    func comesBackLater() {
        var employer = Employer()
        employer.scan(closure(announced: nil))
        employer.approvals = [Approval(of: employer.onlyState, by: "planner", at: Date(timeIntervalSince1970: 0))]
        #expect(employer.told() == ["raised 5223 10 Twente"])
        var night = closure(announced: nil)
        night.people.removeLast(3)
        employer.scan(night)
        #expect(employer.told() == ["withdrawn 5223 10 Twente"])
        employer.scan(closure(announced: "2026-03-02"))
        #expect(employer.told() == [])
        night = closure(announced: "2026-03-02")
        night.people += Night.crowd(3, from: 70)
        employer.scan(night)
        #expect(employer.told() == ["raised 5223 15 Twente"])
    }

    @Test("A release of something embargoed counts when the embargo ends")
    func releasedEarly() {
        var employer = Employer()
        employer.scan(closure(announced: nil, embargo: "2026-03-10"))
        employer.approvals = [Approval(of: employer.onlyState, by: "planner", at: Date(timeIntervalSince1970: 0))]
        #expect(employer.told() == [])
        employer.scan(closure(announced: nil, embargo: "2026-03-10", asOf: "2026-03-10"))
        #expect(employer.onlyState.needsPerson)
        #expect(employer.told("2026-03-10") == ["raised 5223 10 Twente"])
        employer.scan(closure(announced: "2026-03-11", embargo: "2026-03-10", asOf: "2026-03-11"))
        #expect(employer.told("2026-03-11") == [])
    }

    @Test("What partners have and becomes hidden is withdrawn, and comes back under the key it had")
    func hiddenAgain() {
        var employer = Employer()
        employer.scan(closure(announced: "2026-01-01"))
        #expect(employer.told() == ["raised 5223 10 Twente"])
        let subject = employer.onlyState.key
        employer.scan(closure(announced: "2026-01-01", embargo: "2026-03-10"))
        #expect(!employer.states.contains { $0.key == subject })
        #expect(employer.told() == ["withdrawn 5223 10 Twente"])
        var night = closure(announced: "2026-01-01", embargo: "2026-03-10", asOf: "2026-03-10")
        night.people += Night.crowd(3, from: 50)
        employer.scan(night)
        #expect(employer.states.map(\.key) == [subject])
        #expect(employer.told("2026-03-10") == ["raised 5223 15 Twente"])
    }

    @Test("Indicated people without a plan row behind them wait for a person")
    func unexplained() {
        var employer = Employer()
        var night = Night()
        night.plan = []
        night.people = Night.crowd(12, from: 0) { $0.rules = .indicated }
        employer.scan(night)
        #expect(employer.states.map(\.needsPerson) == [true])
        night.people = Night.crowd(12, from: 0) { $0.rules = .likely }
        employer.scan(night)
        #expect(employer.states.map(\.needsPerson) == [true])
    }

    @Test(
        "A probability is bound by every row that it rests on, also where the plan leaves no surplus; a trend by none")
    func likely() {
        func isBound(_ basis: ForecastBasis, rows: [Int], announced: String?) -> [Bool] {
            var employer = Employer()
            var night = Night()
            var row = PlanRow(jobGroup: "sales", establishment: "shop-1", date: night.asOf, centiFTE: 0)
            row.announcedOn = announced.flatMap { CalendarDate(iso: $0) }
            night.plan = [row]
            night.planRows["sales@shop-1"] = []
            night.shapeGroup = {
                $0.forecast = GroupForecast(
                    basis: basis, expected: 200, low: 0, high: 4, chance: 90, earliest: nil, median: nil, planRows: rows
                )
            }
            night.people = Night.crowd(12, from: 0) { $0.rules = .likely }
            employer.scan(night)
            return employer.states.map(\.needsPerson)
        }
        #expect(isBound(.history, rows: [0], announced: nil) == [true])
        #expect(isBound(.history, rows: [0], announced: "2025-01-01") == [false])
        #expect(isBound(.trend, rows: [], announced: nil) == [false])
    }
}
