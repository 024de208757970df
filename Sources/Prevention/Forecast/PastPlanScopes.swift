import Workforce

/// What rows of past plans are about, as numbers instead of texts.
struct PastPlanScopes {
    /// A job group and an establishment by their numbers; `CodeTable.absent` is `*`.
    struct Scope: Hashable {
        var jobGroup: UInt32
        var establishment: UInt32
    }

    private(set) var jobGroups = CodeTable()
    private(set) var establishments = CodeTable()

    mutating func scope(of row: PlanRow) -> Scope {
        Scope(
            jobGroup: row.jobGroup.map { jobGroups.intern($0) } ?? CodeTable.absent,
            establishment: row.establishment.map { establishments.intern($0) } ?? CodeTable.absent)
    }

    /// Some scopes, for the question whether one of them has people in common with another.
    struct Cover {
        private var scopes: Set<Scope> = []
        /// Of those scopes the job groups and the establishments, `*` among them.
        private var jobGroups: Set<UInt32> = []
        private var establishments: Set<UInt32> = []

        init(_ scopes: [Scope]) {
            self.scopes = Set(scopes)
            jobGroups = Set(scopes.map(\.jobGroup))
            establishments = Set(scopes.map(\.establishment))
        }

        func meets(_ scope: Scope) -> Bool {
            let all = CodeTable.absent
            switch (scope.jobGroup == all, scope.establishment == all) {
            case (true, true): return !scopes.isEmpty
            case (true, false): return !establishments.isDisjoint(with: [scope.establishment, all])
            case (false, true): return !jobGroups.isDisjoint(with: [scope.jobGroup, all])
            case (false, false):
                return [scope.jobGroup, all].contains { jobGroup in
                    [scope.establishment, all].contains {
                        scopes.contains(Scope(jobGroup: jobGroup, establishment: $0))
                    }
                }
            }
        }
    }
}
