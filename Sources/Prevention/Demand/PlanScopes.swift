import Workforce

/// What each plan row is about, in places and numbers instead of texts.
struct PlanScopes {
    /// Whom a plan row matches.
    enum Reach { case group, establishment, jobGroup, everybody }

    struct Row {
        var reach: Reach
        /// Place of the row's job group in byte order; nil for `*` and for one that nobody is in.
        var jobGroup: Int?
        /// Place of the row's establishment in byte order; nil for `*` and for one where nobody is.
        var establishment: Int?
        /// Number of what the row is about; nil where nobody is.
        var scope: Int?
    }

    private let groups: Int
    private let establishments: Int
    private let jobGroups: Int
    /// One for each plan row.
    private(set) var rows: [Row] = []

    /// Groups first, then establishments, then job groups, then everybody.
    var count: Int { groups + establishments + jobGroups + 1 }

    init(plan: [PlanRow], grouping: SelectionGrouping) {
        groups = grouping.count
        establishments = grouping.establishments.count
        jobGroups = grouping.jobGroups.count
        rows.reserveCapacity(plan.count)
        for row in plan {
            let jobGroup = row.jobGroup.flatMap { grouping.jobGroups.find($0) }
            let establishment = row.establishment.flatMap { grouping.establishments.find($0) }
            let reach: Reach
            var scope: Int?
            switch (row.jobGroup, row.establishment) {
            case (nil, nil):
                reach = .everybody
                scope = groups + establishments + jobGroups
            case (nil, _?):
                reach = .establishment
                scope = establishment.map { groups + Int($0) }
            case (_?, nil):
                reach = .jobGroup
                scope = jobGroup.map { groups + establishments + Int($0) }
            case (_?, _?):
                reach = .group
                if let jobGroup, let establishment {
                    scope = grouping.find(jobGroup: jobGroup, establishment: establishment)
                }
            }
            rows.append(
                Row(
                    reach: reach, jobGroup: jobGroup.map(Int.init), establishment: establishment.map(Int.init),
                    scope: scope))
        }
    }

    /// The scopes that a group lies in, the most specific first.
    func matching(_ group: Int, in grouping: SelectionGrouping) -> [Int] {
        [
            group,
            groups + Int(grouping.establishment[group]),
            groups + establishments + Int(grouping.jobGroup[group]),
            groups + establishments + jobGroups,
        ]
    }
}
