import Prevention
import Testing
import Workforce

@Suite("Average workers of the year before")
struct AverageWorkersTests {
    /// Twenty people today in the Belgian unit TBE, whose history the tests write.
    private static func today(_ asOf: String = "2026-06-30") -> TestWorkforce {
        var test = TestWorkforce.counted(asOf)
        for number in 0..<20 { test.add("p\(number)", establishment: "B") }
        return test
    }

    private static func months(_ year: Int) -> [String] {
        (1...12).map { CalendarDate(year: year, month: $0, day: 1)!.endOfMonth.description }
    }

    @Test("The average is of the calendar year before the day that is counted, not of the year of the scan")
    func yearOfTheAverage() throws {
        var test = Self.today("2026-11-30")
        for month in Self.months(2024) { test.addHistory(month, ["B": 5_000]) }
        for month in Self.months(2025) { test.addHistory(month, ["B": 250]) }
        for month in Self.months(2026).prefix(11) { test.addHistory(month, ["B": 50]) }
        for _ in 0..<10 { test.addCase("2027-01-10", establishment: "B") }
        let reading = try #require(test.reading("collective-dismissal"))
        #expect(reading.size == UnitSize(heads: 3_000, days: 12))
        #expect(reading.threshold == 25)
        #expect(!reading.isEstimated)
        #expect(reading.statement.dutch.contains("hoort bij gemiddeld 250,0 werknemers vorig jaar"))
        #expect(!reading.statement.english.contains("estimated"))
        // The running year's months stand for it until it is over.
        #expect(reading.crossing?.threshold == 10)
        #expect(reading.crossing?.day == day("2027-01-10"))
    }

    @Test(
        "Four dates in three quarters of that year make its average, fewer an estimate; without any it is today's",
        arguments: [
            ([], nil), (["2025-12-31"], (150, 1, true)),
            // Three quarters, three dates; four dates, two quarters.
            (["2025-03-31", "2025-06-30", "2025-09-30"], (450, 3, true)),
            (["2025-07-31", "2025-08-31", "2025-10-31", "2025-12-31"], (600, 4, true)),
            (["2025-03-31", "2025-06-30", "2025-09-30", "2025-12-31"], (600, 4, false)),
            (["2025-06-30", "2025-07-31", "2025-08-31", "2025-10-01"], (600, 4, false)),
            // Dates of the years beside it do not help.
            (["2024-12-31", "2025-03-31", "2025-06-30", "2025-09-30", "2026-01-31"], (450, 3, true)),
            (["2024-03-31", "2024-06-30", "2024-09-30", "2024-12-31"], nil),
        ] as [([String], (heads: Int, days: Int, isEstimated: Bool)?)])
    func enough(dates: [String], average: (heads: Int, days: Int, isEstimated: Bool)?) throws {
        var test = Self.today()
        for date in dates { test.addHistory(date, ["B": 150]) }
        let reading = try #require(test.reading("collective-dismissal"))
        let expected =
            average.map { UnitSize(heads: $0.heads, days: $0.days, isEstimated: $0.isEstimated) }
            ?? UnitSize(heads: 20, isEstimated: true)
        #expect(reading.size == expected)
        #expect(reading.isEstimated == expected.isEstimated)
        #expect(reading.threshold == (average == nil ? 10 : 15))
    }

    @Test("Agency workers and the self-employed are no workers of the unit, neither today nor in the past")
    func externals() throws {
        var test = Self.today()
        let codes = CodeTable(["J", "B"])
        var history = HeadcountHistory(jobs: codes, establishments: codes)
        let cell = HeadcountHistory.Cell(job: 0, establishment: 1)
        for month in Self.months(2025) {
            history.append(day(month), [(cell: cell, heads: Int32(150))], externals: [cell: 60])
        }
        for _ in 0..<9 { test.addCase("2026-06-01", establishment: "B") }
        var workforce = test.workforce
        workforce.history.headcounts = history
        let engine = PreventionEngine(policy: test.policy, statutes: test.statutes)
        let odometer = engine.odometer(of: workforce, result: engine.assess(workforce))
        let reading = try #require(odometer.readings.first { $0.rule == "collective-dismissal" })
        #expect(reading.size == UnitSize(heads: 12 * 90, days: 12))
        #expect(reading.threshold == 10)
    }

    @Test("All establishments of the unit are added up, those too that nobody works in today, and no others")
    func establishments() throws {
        var test = Self.today()
        for (code, unit) in [("closed", "TBE"), ("other", "T2")] {
            var establishment = Establishment(establishment: code, country: "BE")
            establishment.technicalUnit = unit
            test.establishments.append(establishment)
        }
        for (number, month) in Self.months(2025).enumerated() {
            // The other establishment closed at the end of May: the months without anybody count.
            let heads: [String: Int32] = ["B": 60, "closed": number < 5 ? 97 : 0, "other": 400, "E": 900, "gone": 700]
            test.addHistory(month, heads)
        }
        let reading = try #require(test.reading("collective-dismissal"))
        #expect(reading.size == UnitSize(heads: 12 * 60 + 5 * 97, days: 12))
        // 1,205 over 12 is 100 and five twelfths, of which a tenth is begun by eleven.
        #expect(reading.threshold == 11)
    }

    @Test("Of a unit that nobody worked in the year says nothing")
    func newUnit() throws {
        var test = Self.today()
        for month in Self.months(2025) { test.addHistory(month, ["E": 80, "B": 0]) }
        let reading = try #require(test.reading("collective-dismissal"))
        #expect(reading.isEstimated)
        #expect(reading.size.heads == 20)
    }

    @Test("A threshold that hangs on no size leaves history alone")
    func flatThreshold() throws {
        var test = TestWorkforce.counted()
        test.add("nl")
        for month in Self.months(2025) { test.addHistory(month, ["E": 80]) }
        let reading = try #require(test.reading())
        #expect(reading.size.heads == 1)
        #expect(!reading.isEstimated)
    }
}
