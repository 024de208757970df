import Workforce

/// Makes the scores of groups, units, establishments and the organisation out of the tallies (domain rules §7).
struct AggregateScores {
    let workforce: Workforce
    let groups: ScoredGroups
    /// Under so many people with FTE, or with a value, nothing is shown.
    let fewestPeople: Int

    /// Selection groups in code order, then units, then establishments, then the organisation.
    ///
    /// - Parameter vitality: by code of the unit, NaN where there is none.
    func list(groupTallies: ScoreTallies, unitTallies: ScoreTallies, vitality: [Double]) -> [AggregateScore] {
        let establishmentTable = workforce.employees.establishments
        let unitTable = workforce.employees.units
        var establishments = ScoreTallies(buckets: establishmentTable.count)
        var organisation = ScoreTallies(buckets: 1)
        var isPeopled = [Bool](repeating: false, count: establishmentTable.count)
        for (bucket, group) in groups.groups.enumerated() {
            establishments.buckets[Int(group.establishment)].add(groupTallies.buckets[bucket])
            organisation.buckets[0].add(groupTallies.buckets[bucket])
            isPeopled[Int(group.establishment)] = true
        }
        var list: [AggregateScore] = []
        for bucket in groupsInCodeOrder() {
            let group = groups.groups[bucket]
            list.append(
                score(
                    .group, jobGroup: groups.jobGroups[UInt32(group.jobGroup)],
                    code: establishmentTable[group.establishment], groupTallies, bucket))
        }
        for unit in Self.inByteOrder(unitTable) where unitTallies.buckets[unit].heads > 0 {
            var score = score(.unit, code: unitTable[UInt32(unit)], unitTallies, unit)
            if score.people != nil, !vitality[unit].isNaN { score.vitality = vitality[unit] }
            list.append(score)
        }
        for establishment in Self.inByteOrder(establishmentTable) where isPeopled[establishment] {
            list.append(
                score(.establishment, code: establishmentTable[UInt32(establishment)], establishments, establishment))
        }
        list.append(score(.organisation, code: "", organisation, 0))
        return list
    }

    private func score(
        _ scope: AggregateScore.Scope, jobGroup: String? = nil, code: String, _ tallies: ScoreTallies, _ bucket: Int
    ) -> AggregateScore {
        let bucket = tallies.buckets[bucket]
        let isWithheld = Int(bucket.heads) < fewestPeople
        let scores = bucket.scores(ofAtLeast: fewestPeople)
        let balance = OutcomeFormula.balance(scores[0] ?? .nan, scores[1] ?? .nan, scores[2] ?? .nan)
        return AggregateScore(
            scope: scope, jobGroup: jobGroup, code: code, people: isWithheld ? nil : Int(bucket.heads), scores: scores,
            balance: balance.isNaN ? nil : balance)
    }

    private func groupsInCodeOrder() -> [Int] {
        let jobGroups = groups.jobGroups.byteOrderRanks()
        let establishments = workforce.employees.establishments.byteOrderRanks()
        return groups.groups.indices.sorted {
            let (left, right) = (groups.groups[$0], groups.groups[$1])
            if left.jobGroup != right.jobGroup { return jobGroups[left.jobGroup] < jobGroups[right.jobGroup] }
            return establishments[Int(left.establishment)] < establishments[Int(right.establishment)]
        }
    }

    private static func inByteOrder(_ table: CodeTable) -> [Int] {
        let ranks = table.byteOrderRanks()
        return (0..<table.count).sorted { ranks[$0] < ranks[$1] }
    }
}
