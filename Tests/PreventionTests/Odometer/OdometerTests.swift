import Foundation
import Prevention
import Testing
import Workforce

@Suite("The odometer of collective redundancies")
struct OdometerTests {
    @Test(
        "A case counts up to the day before it leaves the window: windows touch without overlapping",
        arguments: [
            // Three months, month ends and leap days (domain rules §1: the day is kept, clamped to the month's end).
            ("2026-01-01", "2026-04-01"), ("2026-01-15", "2026-04-15"), ("2025-11-28", "2026-02-28"),
            ("2025-11-29", "2026-03-01"), ("2025-11-30", "2026-03-01"), ("2023-11-29", "2024-02-29"),
            ("2023-11-30", "2024-03-01"), ("2024-02-29", "2024-05-29"), ("2024-02-28", "2024-05-28"),
            ("2026-03-31", "2026-07-01"), ("2026-03-30", "2026-06-30"), ("2025-12-31", "2026-03-31"),
            ("2026-08-31", "2026-12-01"),
        ])
    func threeMonths(date: String, leaves: String) throws {
        let window = CollectiveRedundancy.Window.months(3)
        #expect(window.end(of: day(date)) == day(leaves))
        #expect(window.start(endingOn: day(leaves)) >= day(date))
        #expect(window.start(endingOn: day(leaves).adding(days: -1)) < day(date))
        for (asOf, count) in [(day(leaves).adding(days: -1), 1), (day(leaves), 0)] {
            var test = TestWorkforce.counted(asOf.description)
            test.addCase(date)
            #expect(try #require(test.reading()).current == count)
        }
    }

    @Test(
        "Sixty days, the day itself included",
        arguments: [("2026-01-01", "2026-03-02"), ("2024-01-01", "2024-03-01"), ("2025-12-02", "2026-01-31")])
    func sixtyDays(date: String, leaves: String) throws {
        #expect(CollectiveRedundancy.Window.days(60).end(of: day(date)) == day(leaves))
        for (asOf, count) in [(day(leaves).adding(days: -1), 1), (day(leaves), 0)] {
            var test = TestWorkforce.counted(asOf.description)
            test.addCase(date, establishment: "B")
            #expect(try #require(test.reading("collective-dismissal")).current == count)
        }
    }

    @Test(
        "Belgian thresholds go with the average workers of the year before, at each boundary of their tiers",
        arguments: [
            (0, nil, 1), (1, nil, 1), (2, nil, 1), (3, nil, 2), (10, nil, 5), (11, nil, 6), (12, nil, 6), (19, nil, 6),
            (20, 10, 6), (21, 10, 10), (99, 10, 10), (100, 10, 10), (101, 11, 11), (110, 11, 11), (299, 30, 30),
            (300, 30, 30), (5_000, 30, 30),
        ] as [(Int, Int?, Int)])
    func tiers(workers: Int, dismissal: Int?, cell: Int) {
        let size = UnitSize(heads: workers * 12, days: 12)
        #expect(CollectiveRedundancy.belgianDismissal.threshold(of: size) == dismissal)
        #expect(CollectiveRedundancy.belgianCell.threshold(of: size) == cell)
    }

    @Test(
        "An average is compared exactly: 99 workers and eleven twelfths are not 100",
        arguments: [(1_199, 10), (1_200, 10), (1_201, 11), (3_587, 30), (239, nil), (240, 10)] as [(Int, Int?)])
    func averages(heads: Int, threshold: Int?) {
        #expect(CollectiveRedundancy.belgianDismissal.threshold(of: UnitSize(heads: heads, days: 12)) == threshold)
    }

    @Test("Without a history today's heads stand for the average, without externals, and are marked")
    func estimate() throws {
        var test = TestWorkforce.counted()
        for number in 0..<25 {
            test.add("p\(number)", establishment: "B") { if number >= 20 { $0.contract = .agency } }
        }
        let reading = try #require(test.reading("collective-dismissal"))
        #expect(reading.isEstimated)
        #expect(reading.size == UnitSize(heads: 20, isEstimated: true))
        #expect(reading.threshold == 10)
        #expect(reading.statement.english.contains("estimated from 20.0 workers"))
        // The Dutch threshold hangs on no size.
        test.add("nl")
        #expect(try #require(test.reading()).isEstimated == false)
    }

    @Test("Seventeen of twenty, and when the window resets")
    func sentence() throws {
        var test = TestWorkforce.counted("2026-02-10")
        test.addCase("2025-12-03")
        test.addCase("2025-12-03")
        for _ in 0..<15 { test.addCase("2026-02-01") }
        let reading = try #require(test.reading())
        #expect(reading.current == 17)
        #expect(reading.threshold == 20)
        #expect(reading.nextDropOut?.day == day("2026-03-03"))
        #expect(reading.nextDropOut?.count.total == 15)
        #expect(reading.crossing == nil)
        #expect(reading.shortfall?.more == 3)
        #expect(reading.shortfall?.threshold == 20)
        #expect(reading.shortfall?.from == day("2026-02-10"))
        #expect(reading.shortfall?.before == day("2026-03-03"))
        #expect(reading.isNear)
        #expect(
            reading.statement.english
                == "17 of 20 in area Oost, window resets 3 March 2026 (15 then). 3 more on one day before 3 March "
                + "2026 would reach 20.")
        #expect(
            reading.statement.dutch
                == "17 van 20 in gebied Oost, het oudste ontslag telt niet meer mee vanaf 3 maart 2026 "
                + "(dan 15). Nog 3 op één dag voor 3 maart 2026, en de drempel van 20 is bereikt.")
    }

    @Test("What would cross counts every day whose window reaches the fullest one: three on 15 May cross on 1 June")
    func opening() throws {
        var test = TestWorkforce.counted("2026-11-29")
        for _ in 0..<17 { test.addCase("2027-06-01") }
        let reading = try #require(test.reading())
        #expect(reading.shortfall?.from == day("2027-06-01"))
        #expect(reading.opening?.more == 3)
        #expect(reading.opening?.from == day("2027-03-02"))
        #expect(reading.opening?.before == day("2027-09-01"))
        #expect(
            reading.statement.english.hasSuffix(
                "3 more on one day, from 2 March 2027 and before 1 September 2027, would reach 20."))
        for (date, crosses) in [
            ("2027-03-01", false), ("2027-03-02", true), ("2027-05-15", true), ("2027-08-31", true),
            ("2027-09-01", false),
        ] {
            var more = test
            for _ in 0..<3 { more.addCase(date) }
            let crossing = try #require(more.reading()).crossing
            #expect((crossing != nil) == crosses, "three on \(date)")
        }
    }

    @Test("A case that has left the window by tomorrow is of no help to what would cross")
    func openingOfTomorrow() throws {
        var test = TestWorkforce.counted("2026-11-29")
        test.addCase("2026-08-30")
        let reading = try #require(test.reading())
        #expect(reading.shortfall?.more == 19)
        let opening = try #require(reading.opening)
        #expect((opening.more, opening.from, opening.before) == (20, nil, nil))
        #expect(reading.statement.dutch.hasSuffix("Nog 20 op één dag, en de drempel van 20 is bereikt."))
    }

    @Test("Of several stretches that lack as few, the first is told")
    func openings() throws {
        var test = TestWorkforce.counted("2026-01-10")
        for date in ["2026-02-01", "2026-12-01"] { for _ in 0..<5 { test.addCase(date) } }
        let reading = try #require(test.reading())
        let opening = try #require(reading.opening)
        #expect((opening.more, opening.from, opening.before) == (15, nil, day("2026-05-01")))
    }

    @Test("A crossing tells by when it is notified and the first notice goes, of all in a window with it")
    func deadlines() throws {
        var test = TestWorkforce.counted("2026-06-30", count: 4)
        test.statutes[0].collectiveNotifications = [
            CollectiveNotificationRule(
                from: day("2012-03-01"), waitMonths: 1, origin: StatuteOrigin(source: "s", certainty: .verified))
        ]
        // Notice of four months for who is there 15 years, of two for the others; all to end by 1 January.
        for number in 0..<4 { test.add("p\(number)", hired: number == 0 ? "2005-01-01" : "2020-01-01") }
        test.plan("J", "E", "2027-01-01", 0)
        let reading = try #require(test.reading())
        let deadlines = try #require(reading.deadlines)
        #expect(deadlines.firstNotice == day("2026-08-31"))
        #expect(deadlines.notification == day("2026-07-31"))
        #expect(deadlines.areNear(on: day("2026-06-01")))
        #expect(!deadlines.areNear(on: day("2026-05-31")))
        #expect(
            deadlines.statement(on: day("2026-08-01")).dutch
                == "Meld het uiterlijk op 31 juli 2026 (voorbij); de eerste opzegging gaat uiterlijk op 31 augustus 2026 "
                + "uit.")
        #expect(deadlines.statement(on: day("2026-07-31")).english.contains("31 July 2026 at the latest;"))
    }

    @Test("Who is dated after the crossing, but in one window with it, and has a longer notice sets the deadline")
    func deadlinesOfTheWindow() throws {
        var test = TestWorkforce.counted("2026-06-30", count: 4)
        test.statutes[0].collectiveNotifications = [
            CollectiveNotificationRule(
                from: day("2012-03-01"), waitMonths: 1, origin: StatuteOrigin(source: "s", certainty: .verified))
        ]
        for number in 0..<4 { test.add("p\(number)", hired: "2020-01-01") }
        test.add("later", hired: "2005-01-01", job: "K")
        test.plan("J", "E", "2027-01-01", 0)
        test.plan("K", "E", "2027-02-01", 0)
        let reading = try #require(test.reading())
        #expect(reading.crossing?.day == day("2027-01-01"))
        #expect(reading.deadlines?.firstNotice == day("2026-09-30"))
        #expect(reading.deadlines?.notification == day("2026-08-30"))
    }

    @Test("What is past, or has no notice to come, sets no deadline")
    func noDeadlines() throws {
        var test = TestWorkforce.counted("2026-06-30", count: 2)
        test.addCase("2026-06-01")
        test.addCase("2026-07-10")
        let reading = try #require(test.reading())
        #expect(reading.crossing != nil && reading.deadlines == nil)
    }

    @Test("A window is JSON that programs read, and what versions before wrote is still read")
    func window() throws {
        for (window, text, former) in [
            (CollectiveRedundancy.Window.months(3), #"{"months":3}"#, #"{"months":{"_0":3}}"#),
            (.days(60), #"{"days":60}"#, #"{"days":{"_0":60}}"#),
        ] {
            #expect(String(decoding: try JSONEncoder().encode(window), as: UTF8.self) == text)
            for json in [text, former] {
                #expect(try JSONDecoder().decode(CollectiveRedundancy.Window.self, from: Data(json.utf8)) == window)
            }
        }
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(CollectiveRedundancy.Window.self, from: Data("{}".utf8))
        }
    }

    @Test("Three quarters of a threshold is near, and less is not", arguments: [(14, false), (15, true), (20, true)])
    func near(cases: Int, isNear: Bool) throws {
        var test = TestWorkforce.counted()
        for _ in 0..<cases { test.addCase("2026-06-01") }
        #expect(try #require(test.reading()).isNear == isNear)
    }

    @Test("Past, committed and planned dismissals add up, and the first day over the threshold is the crossing")
    func crossing() throws {
        var test = TestWorkforce.counted("2026-06-30", count: 6)
        test.addCase("2026-04-20")
        test.addCase("2026-06-10")
        test.addCase("2026-07-10")
        for number in 0..<4 { test.add("p\(number)") }
        test.plan("J", "E", "2026-08-15", 0)
        let reading = try #require(test.reading())
        #expect((reading.current, reading.committed, reading.forecast) == (2, 1, 4))
        // The case of 20 April has left by 15 August.
        #expect(reading.crossing?.day == day("2026-08-15"))
        #expect(reading.crossing?.count.past == 1)
        #expect(reading.crossing?.count.committed == 1)
        #expect(reading.crossing?.count.forecast == 4)
        #expect(reading.crossing?.isKnown == false)
        #expect(reading.crossing?.isReached == false)
        #expect(reading.largest.day == day("2026-08-15"))
        #expect(reading.shortfall == nil)
        #expect(reading.statement.english.contains("is reached on 15 August 2026, with 6"))
    }

    @Test("A threshold that was reached before says since when, and that the plan is not needed")
    func reached() throws {
        var test = TestWorkforce.counted("2026-06-30", count: 3)
        for date in ["2026-04-20", "2026-05-10", "2026-06-10", "2026-06-20"] { test.addCase(date) }
        let reading = try #require(test.reading())
        #expect(reading.crossing?.day == day("2026-06-10"))
        #expect(reading.crossing?.isKnown == true)
        #expect(reading.crossing?.isReached == true)
        #expect(reading.crossing?.cases.count == 3)
        #expect(reading.statement.english.contains("has been reached since 10 June 2026"))
    }

    @Test("What counts is the entry in force on the day: window and threshold may change ahead")
    func entries() throws {
        var test = TestWorkforce.counted("2026-06-30")
        test.statutes[0] = .netherlands.counting(
            .flat(count: 20), .flat(from: "2026-09-01", .statutoryArea, .days(30), count: 2))
        test.addCase("2026-08-15")
        test.addCase("2026-08-20")
        let reading = try #require(test.reading())
        #expect(reading.threshold == 20)
        #expect(reading.crossing?.day == day("2026-09-01"))
        #expect(reading.crossing?.threshold == 2)
        test.people[0].exitDate = day("2026-07-30")
        #expect(try #require(test.reading()).crossing == nil)
    }

    @Test("A day before the first entry is counted with the first")
    func beforeTheFirst() throws {
        var test = TestWorkforce.counted("2009-06-30")
        test.addCase("2009-06-01")
        #expect(try #require(test.reading()).current == 1)
    }

    @Test("Who moves to another area counts where they are listed now")
    func transfer() throws {
        var test = TestWorkforce.counted()
        var other = Establishment(establishment: "Z", country: "NL")
        other.statutoryArea = "Zuid"
        test.establishments.append(other)
        test.addCase("2026-06-01")
        test.people[0].establishment = "Z"
        let readings = test.odometer().readings
        #expect(readings.map(\.unit.code) == ["Zuid"])
        #expect(readings.first?.current == 1)
    }

    @Test("Establishments that state no area are counted together, and the operator is told")
    func unstated() throws {
        var test = TestWorkforce.counted("2026-06-30", count: 4)
        test.establishments[0].statutoryArea = ""
        for establishment in ["E", "unlisted"] {
            for _ in 0..<2 { test.addCase("2026-06-01", establishment: establishment) }
            test.add("in \(establishment)", establishment: establishment)
        }
        let odometer = test.odometer()
        #expect(odometer.readings.count == 1)
        let reading = try #require(odometer.readings.first)
        #expect(reading.unit == StatutoryUnit(country: "NL", kind: .statutoryArea, code: nil))
        #expect(reading.current == 4)
        #expect(odometer.warnings.map(\.code) == ["statutory-area-missing"])
        #expect(odometer.warnings.first?.value == "E, unlisted")
    }

    @Test("A country without a statute has no odometer")
    func elsewhere() {
        var test = TestWorkforce.counted()
        test.country = "US"
        test.add("one", establishment: "elsewhere") { $0.redundantSince = day("2026-06-01") }
        let odometer = test.odometer()
        #expect(odometer.readings.isEmpty)
        #expect(odometer.cases.isEmpty)
        #expect(odometer.warnings.isEmpty)
    }
}
