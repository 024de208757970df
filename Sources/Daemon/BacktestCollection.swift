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
            if isFlagged, firstFlagged.insert(person).inserted, let loss {
                lead = loss.dayNumber - found.asOf.dayNumber
            }
            pairs.append(
                probability: Double(found.probability[row]) / 100, baseline: Self.baseline(group), outcome: loss != nil,
                flagged: isFlagged, leadDays: lead, basis: Self.basis(group, found), cluster: cluster[Int(found.group[row])],
                origin: found.asOf)
        }
    }

    /// What a planner without a model would say: everybody in a surplus group alike, at surplus / heads.
    private static func baseline(_ group: SelectionGroup) -> Double {
        guard group.redundancyDate != nil, group.supply > 0 else { return 0 }
        return min(1, Double(group.surplus) / Double(group.supply))
    }

    /// As `Backtest.bases` numbers them; whoever's group was not drawn counts under what the draws would have rested on.
    private static func basis(_ group: SelectionGroup, _ found: PreventionResult) -> UInt8 {
        switch group.forecast?.basis ?? found.grounds?.basis ?? .default {
        case .history: 0
        case .trend: 2
        default: 1
        }
    }
}
