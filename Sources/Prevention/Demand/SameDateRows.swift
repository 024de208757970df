import Workforce

/// The plan rows of one date, added up by what they lie inside of.
struct SameDateRows {
    private var exactInEstablishment: [Int: Int] = [:]
    private var exactInJobGroup: [Int: Int] = [:]
    /// Everything but the (`*`, `*`) row.
    private var total = 0
    private var exact: Set<Int> = []
    private var exactOrOfEstablishment: Set<Int> = []
    private var covered: Set<Int> = []

    init(_ sameDate: ArraySlice<Int>, of plan: [PlanRow], scopes: PlanScopes, members: ScopeMembers) {
        for index in sameDate {
            let row = scopes.rows[index]
            if row.reach == .everybody { continue }
            let value = max(0, plan[index].centiFTE)
            total += value
            covered.formUnion(members.groups(of: row))
            if row.reach != .jobGroup { exactOrOfEstablishment.formUnion(members.groups(of: row)) }
            if row.reach == .group {
                if let place = row.establishment { exactInEstablishment[place, default: 0] += value }
                if let place = row.jobGroup { exactInJobGroup[place, default: 0] += value }
                exact.formUnion(members.groups(of: row))
            }
        }
    }

    /// The values of the more specific rows inside a row.
    func value(within row: PlanScopes.Row) -> Int {
        switch row.reach {
        case .group: 0
        case .establishment: row.establishment.flatMap { exactInEstablishment[$0] } ?? 0
        case .jobGroup: row.jobGroup.flatMap { exactInJobGroup[$0] } ?? 0
        case .everybody: total
        }
    }

    /// Whether a more specific row than this one matches a group.
    func covers(_ group: Int, within row: PlanScopes.Row) -> Bool {
        switch row.reach {
        case .group: false
        case .establishment: exact.contains(group)
        case .jobGroup: exactOrOfEstablishment.contains(group)
        case .everybody: covered.contains(group)
        }
    }
}
