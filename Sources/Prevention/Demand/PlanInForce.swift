import Workforce

/// The plan as each group sees it (domain rules §3): of the rows that match the group the latest date holds, and on
/// that date the most specific: exact, then (`*`, establishment), then (job group, `*`), then (`*`, `*`).
struct PlanInForce {
    private let plan: [PlanRow]
    private let grouping: SelectionGrouping
    private let asOf: CalendarDate
    private let shares: WildcardShares
    /// Rows that can still be in force, scope after scope, each by date.
    private var ordered: [Int] = []
    /// Where each scope begins in `ordered`.
    private var starts: [Int] = []
    private let scopes: PlanScopes

    /// - Parameter end: the last day anybody asks about.
    init(plan: [PlanRow], grouping: SelectionGrouping, supply: [GroupSupply], asOf: CalendarDate, end: CalendarDate) {
        self.plan = plan
        self.grouping = grouping
        self.asOf = asOf
        let scopes = PlanScopes(plan: plan, grouping: grouping)
        self.scopes = scopes
        let sorted = plan.indices.filter { scopes.rows[$0].scope != nil && plan[$0].date <= end }
            .sorted { (scopes.rows[$0].scope!, plan[$0].date, $0) < (scopes.rows[$1].scope!, plan[$1].date, $1) }
        var isAlive = [Bool](repeating: false, count: plan.count)
        var next = 0
        for scope in 0..<scopes.count {
            starts.append(ordered.count)
            var past: Int?
            while next < sorted.count, scopes.rows[sorted[next]].scope == scope {
                let row = sorted[next]
                if plan[row].date <= asOf {
                    past = row
                } else {
                    if let row = past { ordered.append(row) }
                    past = nil
                    ordered.append(row)
                }
                next += 1
            }
            if let row = past { ordered.append(row) }
            for row in ordered[starts[scope]...] { isAlive[row] = true }
        }
        starts.append(ordered.count)
        shares = WildcardShares(plan: plan, isAlive: isAlive, scopes: scopes, grouping: grouping, supply: supply)
    }

    /// The rows in force for a group from asOf on, ascending; the first may have begun before asOf. Empty where no
    /// row ever is: demand is supply then.
    func steps(of group: Int) -> [DemandStep] {
        var candidates: [(from: CalendarDate, specificity: Int, row: Int)] = []
        for (specificity, scope) in scopes.matching(group, in: grouping).enumerated() {
            for row in ordered[starts[scope]..<starts[scope + 1]] {
                candidates.append((plan[row].date, specificity, row))
            }
        }
        if candidates.isEmpty { return [] }
        candidates.sort { $0 < $1 }
        var steps: [DemandStep] = []
        for candidate in candidates where steps.last?.from != candidate.from {
            if candidate.from <= asOf { steps.removeAll(keepingCapacity: true) }
            let row = plan[candidate.row]
            let isExact = candidate.specificity == 0
            steps.append(
                DemandStep(
                    from: row.date,
                    centiFTE: isExact ? max(0, row.centiFTE) : shares.share(of: candidate.row, in: group),
                    row: candidate.row, isZeroRow: row.centiFTE <= 0))
        }
        return steps
    }
}
