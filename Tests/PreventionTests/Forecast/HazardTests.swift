import Testing
import Workforce

@testable import Prevention

@Suite("Exit rates from snapshots")
struct HazardTests {
    private func turnover(_ from: String, _ to: String, years: [Int: Double], exits: [Int: Int32]) -> Turnover {
        var days = [Int64](repeating: 0, count: HazardClasses.count)
        var numbers = [Int32](repeating: 0, count: HazardClasses.count)
        for (index, value) in years { days[index] = Int64(value * 365.25) }
        for (index, value) in exits { numbers[index] = value }
        return Turnover(from: day(from), to: day(to), exposureDays: days, exits: numbers)
    }

    @Test("Each class is drawn to the rate of all, as if it had been seen for fifty person-years more")
    func shrinkage() {
        var history = SnapshotHistory()
        history.turnovers = [
            turnover("2024-12-31", "2025-06-30", years: [3: 400, 7: 40], exits: [3: 20, 7: 8]),
            turnover("2025-06-30", "2025-12-31", years: [3: 400, 7: 60], exits: [3: 20, 7: 6]),
        ]
        let hazards = ExitHazards(history, policy: PreventionPolicy())
        #expect(hazards.basis == .history)
        #expect(abs(hazards.personYears - 900) < 0.1)
        #expect(hazards.exits == 54)
        // 54 of 900 and, as configured, 4 of 50: 58 of 950.
        let all = 58.0 / 950
        #expect(abs(hazards.perYear[3] - (40 + 50 * all) / 850) < 1e-5)
        #expect(abs(hazards.perYear[7] - (14 + 50 * all) / 150) < 1e-5)
        // A class of which nobody was ever seen has the rate of all.
        #expect(abs(hazards.perYear[0] - all) < 1e-5)
        #expect(hazards.leftOut.isEmpty)
    }

    @Test("Three nights without an exit do not show that nobody ever leaves")
    func youngHistory() {
        var history = SnapshotHistory()
        history.turnovers = [
            turnover("2026-06-27", "2026-06-28", years: [3: 1], exits: [:]),
            turnover("2026-06-28", "2026-06-29", years: [3: 1], exits: [:]),
        ]
        let hazards = ExitHazards(history, policy: PreventionPolicy())
        #expect(hazards.basis == .history)
        // 4 of 52, and that once more for the class.
        #expect(abs(hazards.perYear[3] - 50 * (4.0 / 52) / 52) < 1e-5)
    }

    @Test(
        "A span in which employee numbers changed counts nobody as having left; a high turnover counts",
        arguments: [
            // A month in which all of 100, half of them, and a third but for one vanish.
            (31, 8.49, 100, true), (31, 8.49, 50, true), (31, 8.49, 33, false),
            // A year: all of them; four in five, as in a call centre.
            (365, 99.9, 100, true), (365, 90.0, 80, false),
        ] as [(Int, Double, Int32, Bool)])
    func renumbering(days: Int, years: Double, exits: Int32, isLeftOut: Bool) {
        let end = day("2026-06-30")
        let begin = end.adding(days: -days)
        var history = SnapshotHistory()
        history.turnovers = [
            turnover("\(begin.adding(days: -365))", "\(begin)", years: [3: 100], exits: [3: 10]),
            turnover("\(begin)", "\(end)", years: [3: years], exits: [3: exits]),
        ]
        let hazards = ExitHazards(history, policy: PreventionPolicy())
        #expect(hazards.basis == .history)
        #expect(hazards.leftOut == (isLeftOut ? [TurnoverSpan(from: begin, to: end)] : []))
        #expect(hazards.exits == 10 + (isLeftOut ? 0 : Int(exits)))
    }

    @Test(
        "Whatever was seen, rates are numbers and futures can be drawn from them",
        arguments: [
            // Without a prior, of classes that nobody was in; two days in which everybody's id changed; days that come off
            // a class that nobody was counted in.
            (0.0, [0: 40.0], [0: Int32(4)], .history), (50.0, [0: 0.3], [0: Int32(110)], .default),
            (0.0, [0: 0.3], [0: Int32(110)], .default),
            (0.5, [0: 40.0, 1: -0.7], [0: Int32(3), 1: Int32(1)], .history),
            (0.0, [0: 40.0, 1: -0.7], [1: Int32(1)], .history),
        ] as [(Double, [Int: Double], [Int: Int32], ForecastBasis)])
    func oddHistories(prior: Double, years: [Int: Double], exits: [Int: Int32], basis: ForecastBasis) throws {
        var test = TestWorkforce()
        test.policy = PreventionPolicy()
        test.policy.draws = 20
        test.policy.priorPersonYears = prior
        for contract in ContractKind.allCases {
            for number in 0..<6 {
                test.add("\(contract)\(number)", hired: "20\(10 + 3 * number)-01-01") { $0.contract = contract }
            }
        }
        test.plan("J", "E", "2027-01-01", 1_000)
        var workforce = test.workforce
        workforce.history.turnovers = [
            turnover("2026-06-28", "2026-06-29", years: years, exits: exits),
            turnover("2026-06-29", "2026-06-30", years: [:], exits: [:]),
        ]
        let hazards = ExitHazards(workforce.history, policy: test.policy)
        #expect(hazards.basis == basis)
        #expect(hazards.perYear.allSatisfy { $0.isFinite && $0 >= 0 })
        let result = PreventionEngine(policy: test.policy, statutes: test.statutes).assess(workforce)
        #expect(try #require(result.groups.first?.forecast).basis == basis)
    }

    @Test("With a snapshot every night rates move once a month; with one a month nothing is left out")
    func monthly() {
        func years(_ dates: [String]) -> (Double, Int) {
            var history = SnapshotHistory()
            history.turnovers = zip(dates, dates.dropFirst()).map { turnover($0, $1, years: [3: 10], exits: [3: 1]) }
            let hazards = ExitHazards(history, policy: PreventionPolicy())
            return (hazards.personYears.rounded(), hazards.snapshots)
        }
        let months = ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]
        #expect(years(months) == (30, 4))
        #expect(years(months + ["2026-05-01"]) == (40, 5))
        #expect(years(months + ["2026-05-01", "2026-05-02", "2026-05-31"]) == (40, 5))
        #expect(years(months + ["2026-05-01", "2026-05-31", "2026-06-01"]) == (60, 7))
        // The first month of all: what there is.
        #expect(years(["2026-05-01", "2026-05-02", "2026-05-03", "2026-05-04"]) == (30, 4))
        #expect(years(["2026-04-30", "2026-05-02", "2026-05-03"]) == (20, 3))
    }

    @Test("With fewer than three snapshots the configured rate holds, and says so")
    func fallback() {
        var history = SnapshotHistory()
        history.turnovers = [turnover("2024-12-31", "2025-12-31", years: [3: 800], exits: [3: 400])]
        var policy = PreventionPolicy()
        policy.defaultAttritionPerYear = 0.05
        let hazards = ExitHazards(history, policy: policy)
        #expect(hazards.basis == .default)
        #expect(hazards.perYear == Array(repeating: 0.05, count: HazardClasses.count))
        #expect(ExitHazards(SnapshotHistory(), policy: policy).personYears == 0)
    }

    @Test(
        "Classes change on the day that a birthday or an anniversary completes them",
        arguments: [
            ("1980-06-30", "2016-06-30", "permanent 45-54 10+"), ("1981-07-01", "2016-07-01", "permanent 35-44 5-9"),
            ("2001-06-30", "2024-06-30", "permanent 25-34 2-4"), ("2001-07-01", "2024-07-01", "permanent 15-24 0-1"),
            ("1971-06-30", "2021-06-30", "permanent 55+ 5-9"),
        ])
    func classes(birth: String, since: String, name: String) {
        let index = HazardClasses(at: day("2026-06-30"))
            .index(.permanent, birth: day(birth).dayNumber, serviceSince: day(since).dayNumber)
        let age = AgeBand.allCases[index / HazardClasses.services % HazardClasses.ages].code
        let service = ["0-1", "2-4", "5-9", "10+"][index % HazardClasses.services]
        #expect("permanent \(age) \(service)" == name)
    }

    @Test("Every contract, age and length of service has a class of its own")
    func distinct() {
        let classes = HazardClasses(at: day("2026-06-30"))
        var seen: Set<Int> = []
        for contract in ContractKind.allCases {
            for birth in ["2005-01-01", "1995-01-01", "1985-01-01", "1975-01-01", "1965-01-01", ""] {
                for since in ["2026-01-01", "2023-01-01", "2020-01-01", "2010-01-01"] {
                    seen.insert(
                        classes.index(
                            contract, birth: birth.isEmpty ? DateColumn.absent : day(birth).dayNumber,
                            serviceSince: day(since).dayNumber))
                }
            }
        }
        #expect(seen == Set(0..<HazardClasses.count))
    }

    @Test(
        "Quantiles of the normal distribution, against a printed table",
        arguments: [(0.5, 0.0), (0.975, 1.959_964), (0.9, 1.281_552), (0.841_344_746, 1.0), (0.0005, -3.290_527)])
    func quantiles(share: Double, value: Double) {
        #expect(abs(NormalQuantile.value(at: share) - value) < 1e-5)
    }

    @Test("Draws of the plan's error are even: their mean is 0 and their variance 1")
    func evenDraws() {
        let draws = NormalQuantile.even(1_000)
        #expect(abs(draws.reduce(0, +)) < 1e-6)
        #expect(abs(draws.reduce(0) { $0 + $1 * $1 } / 1_000 - 1) < 0.01)
    }
}
