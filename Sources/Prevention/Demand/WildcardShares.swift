import Workforce

/// What each group gets of the plan rows with a `*` (domain rules §3).
///
/// A row's value, less the values of same-date more specific rows inside it (not below 0), is shared over the remaining
/// in-service groups that it matches, pro rata to supply at asOf. A row is inside another when every group that it can
/// match is matched by the other too: an establishment's row is not inside a job group's, and nothing of it is taken off.
/// The groups where it is in force, being more specific, are not among the remaining ones all the same: a share given
/// to them would be in force nowhere, and the row would plan less than it says.
struct WildcardShares {
    /// Shares of all rows one after the other.
    private var pool: [Int] = []
    /// Where a row's shares begin in `pool`; -1 where it has none.
    private var offsets: [Int]
    private let scopes: PlanScopes
    private let members: ScopeMembers

    /// The share of a group in a row with a `*` that matches it.
    func share(of row: Int, in group: Int) -> Int {
        pool[offsets[row] + members.place(of: group, in: scopes.rows[row].reach)]
    }

    /// - Parameter isAlive: whether a row can be in force when anybody asks; the others get no shares.
    init(plan: [PlanRow], isAlive: [Bool], scopes: PlanScopes, grouping: SelectionGrouping, supply: [GroupSupply]) {
        self.scopes = scopes
        members = ScopeMembers(grouping)
        offsets = Array(repeating: -1, count: plan.count)
        let byDate = plan.indices.sorted { (plan[$0].date, $0) < (plan[$1].date, $1) }
        var next = 0
        while next < byDate.count {
            let first = next
            while next < byDate.count, plan[byDate[next]].date == plan[byDate[first]].date { next += 1 }
            let sameDate = byDate[first..<next]
            let shared = sameDate.filter { isAlive[$0] && scopes.rows[$0].reach != .group }
            if shared.isEmpty { continue }
            let inside = SameDateRows(sameDate, of: plan, scopes: scopes, members: members)
            for row in shared {
                let scope = scopes.rows[row]
                let weights = members.groups(of: scope).map { group in
                    inside.covers(group, within: scope) ? 0 : supply[group].centiFTE
                }
                let rest = max(0, max(0, plan[row].centiFTE) - inside.value(within: scope))
                offsets[row] = pool.count
                pool += LargestRemainder.shares(of: rest, weights: weights)
            }
        }
    }
}
