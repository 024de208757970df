import Prevention
import Store
import Workforce

/// Pairs of forecast and outcome, origin after origin, the oldest first.
struct BacktestCollection {
    private let losses: [PersonKey: CalendarDate]
    private let horizonMonths: Int
    private var pairs = ForecastPairs()
    private var clusters: [ClusterName: Int32] = [:]
    /// When somebody was first flagged.
    private var firstFlagged: Set<PersonKey> = []

    private struct ClusterName: Hashable {
        var jobGroup: String
        var establishment: String
    }

    init(losses: [PersonKey: CalendarDate], horizonMonths: Int) {
        self.losses = losses
        self.horizonMonths = horizonMonths
    }

    func finished() -> ForecastPairs { pairs }

    /// Adds what was said of everybody whose job was in question: in service, and not yet under notice.
    mutating func add(_ results: ScanResults) throws {
        let found = results.prevention
        let end = found.asOf.adding(months: horizonMonths)
        let cluster = found.groups.map { group in
            let name = ClusterName(jobGroup: group.jobGroup, establishment: group.establishment)
            let number = clusters[name] ?? Int32(clusters.count)
            clusters[name] = number
            return number
        }
        for row in found.phase.indices where found.probability[row] != PreventionResult.noProbability {
            let person = results.loaded.keys[row]
            let group = found.groups[Int(found.group[row])]
            let isFlagged =
                found.phase[row] == 2 && !found.rules[row].isDisjoint(with: [.indicated, .closing, .likely])
            let loss = losses[person].flatMap { found.asOf < $0 && $0 <= end ? $0 : nil }
            var lead: Int32?
            // The first warning counts, however far ahead of the loss it came.
            if isFlagged, firstFlagged.insert(person).inserted, let lost = losses[person], lost > found.asOf {
                lead = lost.dayNumber - found.asOf.dayNumber
            }
            pairs.append(
                probability: Double(found.probability[row]) / 100, baseline: Self.baseline(group), outcome: loss != nil,
                flagged: isFlagged, leadDays: lead, basis: Self.basis(group),
                cluster: cluster[Int(found.group[row])], origin: found.asOf)
        }
    }

    /// What a planner without a model would say: everybody in a surplus group alike, at surplus / heads, both in FTE.
    private static func baseline(_ group: SelectionGroup) -> Double {
        guard group.redundancyDate != nil, group.headsCentiFTE > 0 else { return 0 }
        return group.isClosing ? 1 : min(1, Double(group.toCover) / Double(group.headsCentiFTE))
    }

    /// Names of the bases, as the pairs number them. Most people are in groups where nothing was to be drawn: they are told
    /// apart, since with them any forecast looks good.
    static let bases = [ForecastBasis.history, .default, .trend].map(\.code) + ["not-drawn"]

    private static func basis(_ group: SelectionGroup) -> UInt8 {
        UInt8(bases.firstIndex { $0 == group.forecast?.basis.code } ?? bases.count - 1)
    }
}
