import Prevention
import Testing
import Workforce

@Suite("The intervals of a backtest")
struct BacktestIntervalTests {
    /// The finalizer of SplitMix64, as published.
    private func mixed(_ value: UInt64) -> UInt64 {
        var mixed = value
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    @Test(
        "They hold the 2.5th to the 97.5th percentile, by nearest rank, of draws of whole groups",
        arguments: [200, 1_000])
    func percentiles(draws: Int) {
        let cases = ForecastPairs.random(seed: 4, groups: 15, people: 20)
        let result = Backtest(seed: 77, draws: draws).result(of: ForecastPairs(cases))
        let groups = Dictionary(grouping: cases, by: \.cluster).sorted { $0.key < $1.key }.map(\.value)
        let golden: UInt64 = 0x9e37_79b9_7f4a_7c15
        var rates: [Double] = []
        for draw in 0..<draws {
            let key = mixed(77 &+ mixed(UInt64(draw) &+ golden))
            let drawn = (0..<groups.count).flatMap { position in
                let number = mixed(key &+ UInt64(position) &* golden)
                return groups[Int(number.multipliedFullWidth(by: UInt64(groups.count)).high)]
            }
            rates.append(Double(drawn.count(where: \.lost)) / Double(drawn.count))
        }
        rates.sort()
        #expect(result.level == 0.95)
        #expect(result.overall.baseRate?.low == rates[draws / 40 - 1])
        #expect(result.overall.baseRate?.high == rates[draws * 39 / 40 - 1])
    }

    @Test("They are the same on any number of threads, and in any order of the pairs")
    func independence() {
        var cases = ForecastPairs.random(seed: 9, groups: 25, people: 12)
        let backtest = Backtest(seed: 5, draws: 60)
        let result = backtest.result(of: ForecastPairs(cases), pieces: 1)
        for pieces in [2, 7, 64] {
            #expect(backtest.result(of: ForecastPairs(cases), pieces: pieces) == result)
        }
        var random = SeededGenerator(seed: 1)
        for _ in 0..<3 {
            cases.shuffle(using: &random)
            #expect(backtest.result(of: ForecastPairs(cases)) == result)
        }
        #expect(Backtest(seed: 6, draws: 60).result(of: ForecastPairs(cases)) != result)
        #expect(result.overall.baseRate?.low != nil && result.overall.skill?.high != nil)
        #expect(result.overall.slope?.low != nil && result.overall.leadTime?.median.low != nil)
    }

    @Test("One group, or the same in every draw, shows no interval")
    func none() {
        let one = (0..<20).map { PairCase(forecast: Double($0) / 20, lost: $0 % 2 == 0) }
        let figures = Backtest(draws: 50).result(of: ForecastPairs(one)).overall
        #expect(figures.brier != nil && figures.brier?.low == nil)
        let same = (0..<20).map { PairCase(forecast: 0.5, lost: $0 % 2 == 0, cluster: Int32($0 / 2)) }
        let equal = Backtest(draws: 50).result(of: ForecastPairs(same)).overall
        #expect(equal.baseRate == BacktestResult.Estimate(value: 0.5))
        #expect(equal.brier == BacktestResult.Estimate(value: 0.25))
    }

    @Test("What most draws have no case for has no interval")
    func rare() {
        // Only one of 20 groups has a forecast of 0.9: about a third of the draws are without it.
        var cases = (0..<40).map { PairCase(forecast: 0.1, lost: $0 % 5 == 0, cluster: Int32($0 % 20)) }
        cases += [PairCase(forecast: 0.9, lost: true, cluster: 3), PairCase(forecast: 0.9, lost: false, cluster: 3)]
        let figures = Backtest(draws: 100).result(of: ForecastPairs(cases)).overall
        #expect(figures.reliability[9].observed == BacktestResult.Estimate(value: 0.5))
        #expect(figures.reliability[1].observed?.low != nil)
        // A slope in odds takes both of two groups out of 20: most draws lack one of them.
        let certain = (0..<20).map { PairCase(forecast: 0, lost: false, cluster: Int32($0)) }
        let first = (0..<4).map { PairCase(forecast: 0.2, lost: $0 < 2, cluster: 0) }
        let second = (0..<4).map { PairCase(forecast: $0 < 2 ? 0.5 : 0.8, lost: $0 >= 2, cluster: 1) }
        let slope = Backtest(draws: 200).result(of: ForecastPairs(certain + first + second)).overall.logisticSlope
        #expect(slope != nil && slope?.low == nil)
    }

    /// How often the interval of the base rate holds the true one, in groups whose rates differ between 0 and 0.6.
    private func coverage(groups: Int, people: Int, byPerson: Bool, runs: Int) -> Double {
        var random = SeededGenerator(seed: 12)
        var held = 0
        for run in 0..<runs {
            var pairs = ForecastPairs()
            for group in 0..<groups {
                let rate = Double.random(in: 0...0.6, using: &random)
                for person in 0..<people {
                    pairs.append(
                        probability: 0.3, baseline: 0.3, outcome: Double.random(in: 0..<1, using: &random) < rate,
                        flagged: true, basis: 0, cluster: Int32(byPerson ? group * people + person : group),
                        origin: day("2024-01-31"))
                }
            }
            let backtest = Backtest(bases: ["history"], seed: UInt64(run), draws: 100)
            if let rate = backtest.result(of: pairs).overall.baseRate, let low = rate.low, let high = rate.high,
                low <= 0.3, 0.3 <= high
            {
                held += 1
            }
        }
        return Double(held) / Double(runs)
    }

    @Test("Intervals from groups hold the truth about as often as they say; from people they would not")
    func coverage() {
        let fromGroups = coverage(groups: 40, people: 25, byPerson: false, runs: 120)
        #expect((0.88...0.99).contains(fromGroups), "\(fromGroups)")
        let fromPeople = coverage(groups: 40, people: 25, byPerson: true, runs: 40)
        #expect(fromPeople < 0.85, "\(fromPeople)")
    }
}
