import Foundation
import Prevention
import Testing
import Workforce

@Suite("The figures of a backtest")
struct BacktestTests {
    private func result(_ cases: [PairCase], draws: Int = 200) -> BacktestResult {
        Backtest(draws: draws).result(of: ForecastPairs(cases))
    }

    private func isNear(_ estimate: BacktestResult.Estimate?, _ value: Double, _ tolerance: Double = 1e-9) -> Bool {
        estimate.map { abs($0.value - value) < tolerance } ?? false
    }

    @Test("Four pairs by hand")
    func byHand() {
        let figures = result([
            PairCase(forecast: 0.8, lost: true, flagged: true), PairCase(forecast: 0.6, lost: false, flagged: true),
            PairCase(forecast: 0.3, lost: true, flagged: true), PairCase(forecast: 0.1, lost: false, baseline: 0.1),
        ]).overall
        #expect((figures.pairs, figures.events, figures.flagged, figures.clusters) == (4, 2, 3, 1))
        #expect(isNear(figures.baseRate, 0.5))
        // (0.04 + 0.36 + 0.49 + 0.01) / 4
        #expect(isNear(figures.brier, 0.225))
        #expect(isNear(figures.brierOfBaseRate, 0.25))
        // (0.25 + 0.25 + 0.25 + 0.01) / 4
        #expect(isNear(figures.brierOfBaseline, 0.19))
        #expect(isNear(figures.skill, 0.1))
        #expect(isNear(figures.skillAgainstBaseline, 1 - 0.225 / 0.19))
        // Covariance 0.275 − 0.45·0.5, variance 0.275 − 0.45².
        #expect(isNear(figures.slope, 0.05 / 0.0725))
        #expect(isNear(figures.intercept, 0.5 - 0.05 / 0.0725 * 0.45))
        #expect(isNear(figures.precision, 2.0 / 3))
        #expect(isNear(figures.recall, 1))
    }

    @Test("Perfect foresight has a Brier score of 0, a skill of 1 and lies on the line")
    func perfect() {
        let figures = result((0..<40).map { PairCase(forecast: $0 % 4 == 0 ? 1 : 0, lost: $0 % 4 == 0) }).overall
        #expect(figures.brier?.value == 0)
        #expect(figures.skill?.value == 1)
        #expect(isNear(figures.slope, 1))
        #expect(isNear(figures.intercept, 0))
        // Certainties have no odds.
        #expect(figures.logisticSlope == nil)
    }

    @Test("Saying the base rate of everybody has no skill and no slope", arguments: [0.0, 0.25, 0.5])
    func constant(rate: Double) {
        let figures = result((0..<40).map { PairCase(forecast: rate, lost: Double($0) < rate * 40) }).overall
        #expect(figures.slope == nil)
        #expect(figures.logisticSlope == nil)
        if rate == 0 {
            #expect(figures.skill == nil && figures.recall == nil)
            #expect(figures.brier?.value == 0)
        } else {
            #expect(isNear(figures.skill, 0))
        }
    }

    @Test(
        "A forecast falls into the tenth that begins with it, and certainty into the last",
        arguments: [
            (0.0, 0), (0.09999, 0), (0.1, 1), (0.29, 2), (0.3, 3), (0.6, 6), (0.7, 7), (0.9, 9), (1.0, 9), (1.5, 9),
            (-0.1, 0), (Double.nan, 0),
        ])
    func deciles(forecast: Double, decile: Int) {
        let lines = result([PairCase(forecast: forecast, lost: true)]).overall.reliability
        #expect(lines.count == 10)
        #expect(lines.map(\.pairs) == (0..<10).map { $0 == decile ? 1 : 0 })
        #expect(lines[decile].observed?.value == 1)
        #expect(lines[decile].from <= max(0, min(1, forecast.isNaN ? 0 : forecast)))
        let others = lines.filter { $0.pairs == 0 }
        #expect(others.allSatisfy { $0.observed == nil && $0.meanForecast == nil })
    }

    struct Odds: Sendable {
        var events: [Int]
        var slope: Double
        var intercept: Double
    }

    @Test(
        "Calibration in odds: at 0.2, 0.5 and 0.8 of 900 people each",
        arguments: [
            Odds(events: [180, 450, 720], slope: 1, intercept: 0),
            // Log odds of half the size: chances of 1/3, 1/2, 2/3.
            Odds(events: [300, 450, 600], slope: 0.5, intercept: 0),
            // Odds twice as large: 1/3, 2/3, 8/9.
            Odds(events: [300, 600, 800], slope: 1, intercept: log(2)),
        ])
    func logistic(odds: Odds) {
        var cases: [PairCase] = [PairCase(forecast: 0, lost: true), PairCase(forecast: 1, lost: false)]
        for (forecast, events) in zip([0.2, 0.5, 0.8], odds.events) {
            cases += (0..<900).map { PairCase(forecast: forecast, lost: $0 < events) }
        }
        let figures = result(cases, draws: 1).overall
        #expect(isNear(figures.logisticSlope, odds.slope, 1e-6))
        #expect(isNear(figures.logisticIntercept, odds.intercept, 1e-6))
    }

    @Test("Outcomes that a threshold tells apart have no slope in odds, and no end of looking for one")
    func separated() {
        let cases = (1..<10).map { PairCase(forecast: Double($0) / 10, lost: $0 > 4) }
        #expect(result(cases).overall.logisticSlope == nil)
    }

    @Test(
        "Quartiles of lead times by nearest rank",
        arguments: [([10], [10, 10, 10]), ([40, 10, 30, 20], [10, 20, 30]), ([5, 3, 1, 2, 4], [2, 3, 4])]
            as [([Int32], [Double])]
    )
    func leadTimes(days: [Int32], quartiles: [Double]) throws {
        let lead = try #require(
            result(days.map { PairCase(forecast: 0.5, lost: true, flagged: true, lead: $0) }).overall.leadTime)
        #expect(lead.losses == days.count)
        #expect([lead.lowerQuartile.value, lead.median.value, lead.upperQuartile.value] == quartiles)
    }

    @Test("What has no case is absent, and never no number")
    func empty() throws {
        let nothing = result([])
        #expect(nothing.overall.pairs == 0 && nothing.overall.brier == nil && nothing.overall.leadTime == nil)
        #expect(nothing.firstOrigin == nil && nothing.origins == 0)
        let some = result([PairCase(forecast: 0.4, lost: false, basis: 2)])
        #expect(some.byBasis.map(\.basis) == ["history", "default", "trend"])
        #expect(some.byBasis.map(\.figures.pairs) == [0, 0, 1])
        #expect(some.byBasis[0].figures.baseRate == nil)
        #expect(some.overall.precision == nil && some.overall.recall == nil && some.overall.skill == nil)
        for result in [nothing, some] {
            // JSON has no NaN: the encoder would throw.
            let data = try JSONEncoder().encode(result)
            #expect(try JSONDecoder().decode(BacktestResult.self, from: data) == result)
        }
    }

    @Test("The figures of every class are those of its pairs, one by one", arguments: [1, 2, 3] as [UInt64])
    func classes(seed: UInt64) {
        let cases = ForecastPairs.random(seed: seed, groups: 12, people: 40)
        let result = result(cases, draws: 20)
        #expect(result.origins == 2)
        #expect(result.firstOrigin == day("2024-01-31") && result.lastOrigin == day("2024-02-29"))
        let classes =
            [(cases, result.overall)]
            + result.byBasis.enumerated().map { index, basis in
                (cases.filter { $0.basis == UInt8(index) }, basis.figures)
            }
        for (pairs, figures) in classes {
            let count = Double(pairs.count)
            let outcomes = pairs.map { $0.lost ? 1.0 : 0.0 }
            let rate = outcomes.reduce(0, +) / count
            func mean(_ value: (PairCase, Double) -> Double) -> Double {
                zip(pairs, outcomes).map(value).reduce(0, +) / count
            }
            let brier = mean { ($0.forecast - $1) * ($0.forecast - $1) }
            let baseline = mean { ($0.baseline - $1) * ($0.baseline - $1) }
            let average = mean { pair, _ in pair.forecast }
            let covariance = mean { ($0.forecast - average) * ($1 - rate) }
            let variance = mean { pair, _ in (pair.forecast - average) * (pair.forecast - average) }
            #expect(figures.pairs == pairs.count)
            #expect(figures.clusters == Set(pairs.map(\.cluster)).count)
            #expect(isNear(figures.brier, brier))
            #expect(isNear(figures.brierOfBaseRate, mean { _, outcome in (rate - outcome) * (rate - outcome) }))
            // Sevenths are taken to hundred-thousandths.
            #expect(isNear(figures.brierOfBaseline, baseline, 1e-5))
            #expect(isNear(figures.skill, 1 - brier / (rate * (1 - rate))))
            #expect(isNear(figures.slope, covariance / variance))
            #expect(isNear(figures.intercept, rate - covariance / variance * average))
            let flagged = pairs.filter(\.flagged)
            let hits = Double(flagged.count(where: \.lost))
            #expect(isNear(figures.precision, hits / Double(flagged.count)))
            #expect(isNear(figures.recall, hits / Double(figures.events)))
            for (index, line) in figures.reliability.enumerated() {
                let inside = pairs.filter { min(9, Int(($0.forecast * 100).rounded()) / 10) == index }
                #expect(line.pairs == inside.count && line.events == inside.count(where: \.lost))
            }
            let leads = pairs.compactMap(\.lead).sorted()
            #expect(figures.leadTime?.losses == leads.count)
            #expect(figures.leadTime?.median.value == Double(leads[(leads.count + 1) / 2 - 1]))
        }
    }
}
