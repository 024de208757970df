import Prevention
import Workforce

/// One pair of forecast and outcome as the tests write it.
struct PairCase: Equatable {
    var forecast: Double
    var lost: Bool
    var baseline = 0.5
    var flagged = false
    var lead: Int32?
    var basis: UInt8 = 0
    var cluster: Int32 = 1
    var origin = "2024-01-31"
}

extension ForecastPairs {
    init(_ cases: [PairCase]) {
        self.init()
        reserveCapacity(cases.count)
        for pair in cases {
            append(
                probability: pair.forecast, baseline: pair.baseline, outcome: pair.lost, flagged: pair.flagged,
                leadDays: pair.lead, basis: pair.basis, cluster: pair.cluster, origin: day(pair.origin))
        }
    }

    /// Invented forecasts of hundredths in groups that share a fate: what is said of a group is too high or too low for
    /// all of it.
    static func random(seed: UInt64, groups: Int, people: Int) -> [PairCase] {
        var random = SeededGenerator(seed: seed)
        return (0..<groups).flatMap { group in
            let shift = Double.random(in: -0.2...0.2, using: &random)
            let basis = UInt8(group % 3)
            return (0..<people).map { person in
                let forecast = Double(Int.random(in: 0...100, using: &random)) / 100
                let lost = Double.random(in: 0..<1, using: &random) < forecast + shift
                let isFlagged = forecast >= 0.2
                return PairCase(
                    forecast: forecast, lost: lost, baseline: Double(group % 7) / 7, flagged: isFlagged,
                    lead: lost && isFlagged && person % 2 == 0 ? Int32.random(in: 1...400, using: &random) : nil,
                    basis: basis, cluster: Int32(group * 11 - 50), origin: person % 2 == 0 ? "2024-01-31" : "2024-02-29"
                )
            }
        }
    }
}
