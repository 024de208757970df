/// The groups that lie in each establishment and each job group.
struct ScopeMembers {
    private var ofEstablishment: [[Int]]
    private var ofJobGroup: [[Int]]
    private let all: [Int]
    private var placeInEstablishment: [Int] = []
    private var placeInJobGroup: [Int] = []

    init(_ grouping: SelectionGrouping) {
        ofEstablishment = Array(repeating: [], count: grouping.establishments.count)
        ofJobGroup = Array(repeating: [], count: grouping.jobGroups.count)
        all = Array(0..<grouping.count)
        for group in all {
            let establishment = Int(grouping.establishment[group])
            let jobGroup = Int(grouping.jobGroup[group])
            placeInEstablishment.append(ofEstablishment[establishment].count)
            ofEstablishment[establishment].append(group)
            placeInJobGroup.append(ofJobGroup[jobGroup].count)
            ofJobGroup[jobGroup].append(group)
        }
    }

    /// The groups that a row matches, in code order.
    func groups(of row: PlanScopes.Row) -> [Int] {
        switch row.reach {
        case .group: row.scope.map { [$0] } ?? []
        case .establishment: row.establishment.map { ofEstablishment[$0] } ?? []
        case .jobGroup: row.jobGroup.map { ofJobGroup[$0] } ?? []
        case .everybody: all
        }
    }

    /// The place of a group among those that a row of that reach matches.
    func place(of group: Int, in reach: PlanScopes.Reach) -> Int {
        switch reach {
        case .group: 0
        case .establishment: placeInEstablishment[group]
        case .jobGroup: placeInJobGroup[group]
        case .everybody: group
        }
    }
}
