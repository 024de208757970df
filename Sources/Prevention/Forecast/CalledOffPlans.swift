package import Workforce

/// How often this employer's planned reductions were called off, by what its own plans say month after month (rule R123).
///
/// A reduction is what the plan takes away from one scope: a job group, an establishment, both, or everybody, as the plan
/// writes it. It is seen for as long as it is ahead in the plan of one month and in that of the next, and it was called off
/// where it is gone from the next without having come into force. A scope that has a row anew in its place was planned
/// anew, and says neither.
///
/// Only rows that may be known outside count, lest forecasts move by what is hidden (domain rules §10).
package struct CalledOffPlans: Equatable, Sendable {
    /// Years for which reductions were seen ahead, all together.
    package private(set) var planYears = 0.0
    package private(set) var calledOff = 0

    /// Plan-years that the share without evidence, nothing, weighs.
    package static let priorPlanYears = 20.0

    /// Reductions called off, per year for which one is ahead.
    package var perYear: Double { Double(calledOff) / (planYears + Self.priorPlanYears) }

    /// Nothing was seen.
    init() {}

    /// - Parameters:
    ///   - jobs: what says which job group a job of the history is in.
    ///   - countsExternals: whether planned FTE includes agency workers and the self-employed.
    package init(_ history: SnapshotHistory, jobs: [Job], countsExternals: Bool) {
        let plans = history.plans
        guard let newest = plans.points.last?.date, plans.points.count > 1 else { return }
        // As of the newest plan that is looked at, not of today: rates move once a month.
        var scopes = PastPlanScopes()
        let versions = plans.versions.map { PastPlan($0, openOn: newest, &scopes) }
        let heads = PastPlanHeads(
            history.headcounts, of: Set(versions.flatMap(\.scopes)), scopes, jobs: jobs,
            countsExternals: countsExternals)
        for (earlier, later) in zip(plans.points, plans.points.dropFirst()) {
            let heads = heads.at(earlier.date)
            add(
                versions[earlier.version].reductions(after: later.date, heads: heads),
                versions[later.version].reductions(after: earlier.date, heads: heads),
                years: Double(later.date.dayNumber - earlier.date.dayNumber) / ExitHazards.daysPerYear)
        }
    }

    /// Adds what became of the reductions that were ahead in one plan by the next.
    /// - Parameters:
    ///   - before: by scope whether all its rows may be known outside.
    ///   - after: those of the next plan that are still ahead or came into force.
    private mutating func add(
        _ before: [PastPlanScopes.Scope: Bool], _ after: [PastPlanScopes.Scope: Bool], years: Double
    ) {
        let anew = PastPlanScopes.Cover(after.keys.filter { before[$0] == nil })
        var seen = 0
        var gone = 0
        for (scope, isOpen) in before where isOpen {
            if let isStillOpen = after[scope] {
                if isStillOpen { seen += 1 }
            } else if !anew.meets(scope) {
                seen += 1
                gone += 1
            }
        }
        // A file that is empty for once, or begun anew, is one decision and not one for each of its rows.
        if gone == seen, gone > 1 { return }
        planYears += Double(seen) * years
        calledOff += gone
    }
}
