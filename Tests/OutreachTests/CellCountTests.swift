import Prevention
import Testing
import Workforce

@testable import Outreach

/// When people are counted for what partners are told of cells, and what happens between two counts (domain rules §10,
/// "Across nights").
@Suite struct CellCountTests {
    private static let start = CalendarDate(iso: "2026-03-02")!

    private func employer() -> Employer {
        var employer = Employer()
        employer.policy = DisclosurePolicy()
        return employer
    }

    /// A night so many days after the start, with a snapshot of its own.
    private func night(_ day: Int, sales: Int, others: [Night.Person] = []) -> Night {
        var night = Night()
        night.asOf = Self.start.adding(days: day)
        night.people = Night.crowd(sales, from: 0) + others
        return night
    }

    @Test(
        "Cells move with a snapshot at least four weeks younger than the one counted last",
        arguments: [(1, false), (7, false), (27, false), (28, true), (31, true)])
    func rhythm(days: Int, isCounted: Bool) {
        var employer = employer()
        employer.scan(night(0, sales: 20))
        #expect(employer.told() == ["raised 5223 20 Twente"])
        employer.scan(night(days, sales: 4, others: Night.crowd(16, from: 100) { $0.job = "stock" }))
        #expect(employer.told() == (isCounted ? ["raised 4321 15 Twente", "withdrawn 5223 20 Twente"] : []))
    }

    @Test("Monthly snapshots are all counted, whatever the month", arguments: 1...12)
    func monthly(month: Int) {
        let first = CalendarDate(year: 2026, month: month, day: 31) ?? CalendarDate(year: 2026, month: month, day: 28)!
        let count = CellCount(snapshot: first)
        #expect(count.isFollowed(by: first.adding(months: 1)))
    }

    @Test("The date of the snapshot is the clock, not the night on which it is looked at")
    func snapshotDate() {
        var employer = employer()
        var night = night(0, sales: 20)
        employer.scan(night)
        employer.release()
        night.snapshotDate = night.asOf
        night.asOf = night.asOf.adding(days: 30)
        night.people = Night.crowd(9, from: 0)
        employer.scan(night)
        #expect(employer.told() == [])
        night.snapshotDate = night.asOf
        employer.scan(night)
        #expect(employer.told() == ["withdrawn 5223 20 Twente"])
    }

    @Test("A cell that fell and rose again between two counts was there all the time")
    func goneAndBack() {
        var employer = employer()
        employer.scan(night(0, sales: 32))
        #expect(employer.told() == ["raised 5223 30 Twente"])
        for (day, sales) in [(7, 3), (14, 0), (21, 31)] {
            employer.scan(night(day, sales: sales))
            #expect(employer.told() == [])
        }
        employer.scan(night(28, sales: 30))
        #expect(employer.told() == [])
        #expect(employer.onlyState.appearedOn == Self.start)
    }

    @Test("Whoever came since the last count is listed inside, with the reason")
    func withheld() {
        var employer = employer()
        employer.scan(night(0, sales: 20))
        employer.scan(night(1, sales: 22, others: Night.crowd(3, from: 100) { $0.establishment = "shop-4" }))
        #expect(employer.last.withheld.map(\.reason) == [.regionMissing, .betweenCounts])
        #expect(employer.last.withheld.map(\.people) == [[100, 101, 102], [20, 21]])
        #expect(employer.last.states.map(\.trueCount) == [20])
        #expect(employer.last.warnings.map(\.code) == ["region-missing"])
    }

    @Test(
        "A plan row that is taken back or embargoed takes its cells along at once, and looks the same",
        arguments: [
            "taken back", "embargoed", "unannounced",
        ])
    func planRowGone(how: String) {
        var employer = employer()
        var night = night(0, sales: 20)
        night.plan = [Night.planRow(jobGroup: "sales"), Night.planRow(jobGroup: "stock")]
        night.planRows = ["sales@shop-1": [0], "stock@shop-1": [1]]
        night.people += Night.crowd(15, from: 100) { $0.job = "stock" }
        employer.scan(night)
        employer.release()
        night.asOf = night.asOf.adding(days: 1)
        switch how {
        case "embargoed": night.plan[0].embargoUntil = CalendarDate(iso: "2026-05-01")
        case "unannounced": night.plan[0].announcedOn = nil
        default:
            night.plan.remove(at: 0)
            night.planRows["stock@shop-1"] = [0]
        }
        employer.scan(night)
        #expect(employer.told() == ["withdrawn 5223 20 Twente"])
        // Known again, it comes up like any cell that went: at the next count, with fifteen.
        night.plan = [Night.planRow(jobGroup: "sales"), Night.planRow(jobGroup: "stock")]
        night.planRows = ["sales@shop-1": [0], "stock@shop-1": [1]]
        night.people.removeFirst(6)
        night.asOf = Self.start.adding(days: 28)
        employer.scan(night)
        #expect(employer.told() == [])
        night.people += Night.crowd(1, from: 0)
        night.asOf = Self.start.adding(days: 56)
        employer.scan(night)
        #expect(employer.told() == ["raised 5223 15 Twente"])
    }

    @Test("A hidden row that is entered between two counts changes nothing")
    func hiddenRow() {
        var employer = employer()
        var night = night(0, sales: 20)
        employer.scan(night)
        employer.release()
        let before = employer.states
        night.asOf = night.asOf.adding(days: 1)
        night.plan.append(Night.planRow(embargo: "2026-05-01"))
        night.planRows = ["sales@shop-1": [0, 1]]
        for index in night.people.indices {
            night.people[index].outwardFace = Night.OutwardFace(
                phase: 2, rules: .closing, cause: .surplus, exit: night.people[index].exit)
        }
        night.people += Night.crowd(12, from: 100) {
            $0.outwardFace = Night.OutwardFace(phase: 1, rules: .base)
        }
        employer.scan(night)
        #expect(employer.told() == [])
        #expect(employer.states == before)
    }

    @Test("A cell that nobody has yet goes out only as long as it would come up", arguments: [(10, true), (9, false)])
    func untold(left: Int, isTold: Bool) {
        var employer = employer()
        var night = night(0, sales: 12)
        night.plan[0].announcedOn = CalendarDate(iso: "2026-03-10")
        employer.scan(night)
        #expect(employer.told() == [])
        night.asOf = CalendarDate(iso: "2026-03-10")!
        night.people = Night.crowd(left, from: 0)
        employer.scan(night)
        #expect(employer.told("2026-03-10") == (isTold ? ["raised 5223 10 Twente"] : []))
    }

    @Test("An announcement that is put off puts off the cell, also between counts")
    func putOff() {
        var employer = employer()
        var night = night(0, sales: 12)
        night.plan[0].announcedOn = CalendarDate(iso: "2026-03-10")
        employer.scan(night)
        night.asOf = night.asOf.adding(days: 1)
        night.plan[0].announcedOn = CalendarDate(iso: "2026-03-20")
        employer.scan(night)
        #expect(employer.told("2026-03-10") == [])
        #expect(employer.told("2026-03-20") == ["raised 5223 10 Twente"])
    }

    @Test(
        "Who goes from a published cell to another occupation or region is counted nowhere for a year",
        arguments: ["job", "region", "class"])
    func moved(what: String) {
        var employer = employer()
        // Far from the minimum, where chance has a say.
        employer.scan(night(0, sales: 32, others: Night.crowd(34, from: 100) { $0.job = "stock" }))
        #expect(employer.told() == ["raised 4321 35 Twente", "raised 5223 30 Twente"])
        var moved = night(28, sales: 31, others: Night.crowd(34, from: 100) { $0.job = "stock" })
        moved.people.append(Night.Person(number: 31))
        switch what {
        case "job": moved.people[65].job = "stock"
        case "region": moved.people[65].establishment = "shop-3"
        default: moved.people[65].phase = 3
        }
        employer.scan(moved)
        #expect(employer.told() == [])
        #expect(employer.states.map(\.trueCount).sorted() == [31, 34])
        let reason: WithheldGroup.Reason = what == "class" ? .belowMinimum : .moved
        #expect(employer.last.withheld.map(\.reason) == [reason])
        #expect(employer.last.withheld.map(\.people) == [[31]])
        // Between counts as well as on them.
        for day in [35, 56, 364] {
            moved.asOf = Self.start.adding(days: day)
            employer.scan(moved)
            let isCounted = day.isMultiple(of: 28)
            #expect(
                employer.last.withheld.map(\.reason)
                    == [reason == .belowMinimum && !isCounted ? .betweenCounts : reason], "day \(day)")
        }
        moved.asOf = Self.start.adding(days: 28).adding(months: 12)
        employer.scan(moved)
        #expect(employer.last.moved == [])
        #expect(employer.states.map(\.trueCount).sorted() == (what == "job" ? [31, 35] : [31, 34]))
    }

    @Test("A higher minimum takes smaller cells away with the next scan")
    func higherMinimum() {
        var employer = employer()
        employer.scan(night(0, sales: 12))
        employer.release()
        employer.policy.outwardMinimum = 13
        employer.scan(night(1, sales: 20))
        #expect(employer.told() == ["withdrawn 5223 10 Twente"])
    }

    @Test("What a person holds or takes back does not wait for a count")
    func takenBack() {
        var employer = employer()
        employer.scan(night(0, sales: 20))
        employer.release()
        employer.holds.append(
            ReleaseVerbs.withdraw(
                employer.onlyState, id: "h", by: "hr", reason: "wrong", at: Timestamp.start(of: Self.start)))
        employer.scan(night(1, sales: 20))
        #expect(employer.told() == ["withdrawn 5223 20 Twente"])
    }

    @Test("Who wants it so counts with every scan")
    func everyScan() {
        var employer = employer()
        employer.policy.cellChanges = .everyScan
        employer.scan(night(0, sales: 20))
        employer.release()
        employer.scan(night(1, sales: 9))
        #expect(employer.told() == ["withdrawn 5223 20 Twente"])
    }

    /// Of 800 employers with a cell of so many people at a second count, those where it goes.
    private func gone(of people: Int, isPublished: Bool = true, policy: DisclosurePolicy = DisclosurePolicy()) -> Int {
        (0..<800).count { seed in
            var employer = Employer()
            employer.policy = policy
            employer.generator = SeededGenerator(seed: UInt64(seed))
            employer.scan(night(0, sales: people))
            if isPublished { employer.release() }
            employer.scan(night(28, sales: people))
            return employer.states.isEmpty
        }
    }

    @Test(
        "Near the minimum a cell goes by itself at times: one person fewer makes it four times as likely, whatever the count",
        arguments: [(10, 200), (11, 50), (12, 12), (13, 3)])
    func edge(people: Int, expected: Int) {
        // Four standard deviations either way.
        let margin = Int(4 * Double(expected).squareRoot()) + 1
        #expect(abs(gone(of: people) - expected) <= margin)
    }

    @Test("What no partner has, and what is counted with every scan, goes under the minimum only")
    func edgeUnpublished() {
        #expect(gone(of: 10, isPublished: false) == 0)
        var policy = DisclosurePolicy()
        policy.cellChanges = .everyScan
        #expect(gone(of: 10, policy: policy) == 0)
    }

    @Test("A cell that went near the minimum comes up again at fifteen, and is listed with the reason")
    func edgeAndBack() throws {
        var employer = employer()
        _ = try #require(
            (0..<100).first { seed in
                employer = self.employer()
                employer.generator = SeededGenerator(seed: UInt64(seed))
                employer.scan(night(0, sales: 10))
                employer.release()
                employer.scan(night(28, sales: 10))
                return employer.states.isEmpty
            })
        #expect(employer.told() == ["withdrawn 5223 10 Twente"])
        #expect(employer.last.withheld.map(\.reason) == [.belowMinimumPlusFive])
        employer.scan(night(56, sales: 14))
        #expect(employer.told() == [])
        employer.scan(night(84, sales: 15))
        #expect(employer.told() == ["raised 5223 15 Twente"])
    }

    /// Of 800 employers with a cell of 40 those where a second count of so many is told.
    private func told(of people: Int) -> Int {
        (0..<800).count { seed in
            var employer = employer()
            employer.generator = SeededGenerator(seed: UInt64(seed))
            employer.scan(night(0, sales: 40))
            employer.release()
            employer.scan(night(28, sales: people))
            return !employer.release().isEmpty
        }
    }

    @Test(
        "A smaller cell is told of from ten fewer on, and at times before: each one fewer makes it four times as likely",
        arguments: [(30, 800), (31, 200), (32, 50), (33, 12), (34, 3), (35, 1), (36, 0), (44, 0), (45, 800)])
    func falls(people: Int, expected: Int) {
        let margin = [0, 800].contains(expected) ? 0 : Int(4 * Double(expected).squareRoot()) + 1
        #expect(abs(told(of: people) - expected) <= margin)
    }

    @Test("What was drawn at a count stands until the next one: nights and releases between do not draw again")
    func fallStands() throws {
        for seed in 0..<40 {
            var employer = employer()
            employer.generator = SeededGenerator(seed: UInt64(seed))
            employer.partners = [Employer.partner("one"), Employer.partner("two")]
            employer.scan(night(0, sales: 40))
            employer.release()
            employer.scan(night(28, sales: 32))
            let drawn = try #require(employer.onlyState.leastFall)
            #expect((5...10).contains(drawn))
            #expect(employer.release().count == (drawn <= 8 ? 2 : 0))
            for days in 29..<56 {
                employer.scan(night(days, sales: 32))
                #expect(employer.onlyState.leastFall == drawn)
                #expect(employer.release().isEmpty)
            }
        }
    }
}
