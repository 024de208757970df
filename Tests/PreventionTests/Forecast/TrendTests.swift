import Testing
import Workforce

@testable import Prevention

@Suite("Trends of headcount")
struct TrendTests {
    /// Year ends before 2014-12-31, the last the present.
    private func trend(_ heads: [Int32], key: UInt64 = 7) -> HeadcountTrend? {
        HeadcountTrend(heads: heads, years: heads.indices.map { Double($0 - heads.count + 1) }, key: key)
    }

    @Test("A store that dwindles is seen, and by how much a year")
    func declines() throws {
        let trend = try #require(self.trend([89, 67, 52, 40, 31, 24]))
        #expect((-0.25...(-0.21)).contains(trend.changePerYear))
        #expect(trend.slopes.allSatisfy { $0 < 0 })
        #expect(trend.points == 6)
    }

    @Test(
        "There is nothing to see",
        arguments: [
            // Too short a history; growing; level; a creeping loss; a loss that chance brings about; a dip that recovered.
            [89, 67, 52], [30, 34, 39, 46, 50], [40, 41, 39, 40, 41, 40], [390, 388, 385, 383, 380, 376],
            [10, 9, 9, 8], [60, 40, 58, 61, 60, 59], [0, 0, 0, 0, 0, 0],
        ] as [[Int32]])
    func silent(heads: [Int32]) {
        #expect(trend(heads) == nil)
    }

    @Test("Stable counts with chance hires and exits are mostly left alone")
    func falseAlarms() {
        var random = SeededGenerator(seed: 5)
        var alarms = 0
        for number in 0..<400 {
            var count: Int32 = 60
            var heads = [count]
            for _ in 0..<7 {
                for _ in 0..<12 { count += Int32.random(in: -1...1, using: &random) }
                heads.append(max(0, count))
            }
            if trend(heads, key: UInt64(number)) != nil { alarms += 1 }
        }
        #expect(alarms < 40)
    }

    /// `E` has a dwindling job A and a steady job B; `F` has a dwindling job A and hires for B what A loses.
    private func stores() -> TestWorkforce {
        var test = TestWorkforce()
        test.policy.draws = 200
        for number in 0..<20 { test.add("a\(number)", job: "A", establishment: "E") }
        for number in 0..<10 { test.add("b\(number)", job: "B", establishment: "E") }
        for number in 0..<20 { test.add("c\(number)", job: "A", establishment: "F") }
        for number in 0..<70 { test.add("d\(number)", job: "B", establishment: "F") }
        return test
    }

    private func history() -> PastHeadcounts {
        var history = PastHeadcounts()
        for (index, year) in (2021...2025).enumerated() {
            let lost = Int32([80, 60, 45, 34, 26][index])
            history.append(
                day("\(year)-06-30"),
                [
                    PastHeadcounts.Cell(job: "A", establishment: "E"): lost,
                    PastHeadcounts.Cell(job: "B", establishment: "E"): 10,
                    PastHeadcounts.Cell(job: "A", establishment: "F"): lost,
                    PastHeadcounts.Cell(job: "B", establishment: "F"): 90 - lost,
                ])
        }
        return history
    }

    @Test("A group counts only where its establishment declines too")
    func gate() throws {
        let test = stores()
        var workforce = test.workforce
        workforce.history.headcounts = history().history
        let engine = PreventionEngine(policy: test.policy, statutes: test.statutes)
        let result = engine.assess(workforce)
        #expect(result.grounds?.decliningEstablishments.map(\.establishment) == ["E"])
        #expect(result.grounds?.decliningEstablishments.first?.heads == 30)
        let group = try #require(result.group("A", "E")?.forecast)
        #expect(group.basis == .trend)
        #expect(try #require(group.trendPerMille) < -200)
        #expect(group.planRows.isEmpty)
        #expect(result.group("B", "E")?.forecast == nil)
        #expect(result.group("A", "F")?.forecast == nil)
        // Expected exit by trend is the first date by which half of the draws have a surplus.
        let row = try #require(result.rules.firstIndex { $0.contains(.likely) })
        #expect(result.redundancyDate[row] == nil)
        #expect(result.expectedExit[row] == group.median)
        #expect(result.selection[row] == .none)
        #expect(result.cause[row] == .surplus)

        // A plan for the group goes before what its past says.
        workforce.plan = [PlanRow(jobGroup: "A", establishment: "E", date: day("2027-01-01"), centiFTE: 2_000)]
        #expect(engine.assess(workforce).group("A", "E")?.forecast == nil)
    }

    @Test("An establishment that dwindled until nobody was left is not shrinking any more")
    func closed() {
        var test = stores()
        for index in test.people.indices where test.people[index].establishment == "E" {
            test.people[index].exitDate = test.asOf
        }
        var workforce = test.workforce
        workforce.history.headcounts = history().history
        let result = PreventionEngine(policy: test.policy, statutes: test.statutes).assess(workforce)
        #expect(result.grounds?.decliningEstablishments == [])
    }

    @Test("A snapshot every night tells the same as one a year")
    func nightly() {
        let test = stores()
        var workforce = test.workforce
        workforce.history.headcounts = history().history
        let engine = PreventionEngine(policy: test.policy, statutes: test.statutes)
        let yearly = engine.assess(workforce).group("A", "E")?.forecast
        var nights = history()
        for date in ["2026-06-27", "2026-06-28", "2026-06-29"] {
            nights.append(
                day(date),
                [
                    PastHeadcounts.Cell(job: "A", establishment: "E"): 20,
                    PastHeadcounts.Cell(job: "B", establishment: "E"): 10,
                ])
        }
        workforce.history.headcounts = nights.history
        #expect(engine.assess(workforce).group("A", "E")?.forecast == yearly)
        #expect(yearly != nil)
    }

    @Test("What was not known on a day is not used on it")
    func hindsight() throws {
        let known = history().history.upTo(day("2023-12-31"))
        #expect(known.dates.map(\.description) == ["2021-06-30", "2022-06-30", "2023-06-30"])
        let cell = try #require(
            known.cells.firstIndex { known.jobs[$0.job] == "A" && known.establishments[$0.establishment] == "E" })
        #expect(known.dates.indices.map { known.heads(of: cell, at: $0) } == [80, 60, 45])
    }
}
