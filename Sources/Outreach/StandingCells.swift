import Prevention
import Workforce

/// The cells on a night on which nobody is counted: as they were counted last, whoever has come or gone since (domain
/// rules §10, "Across nights"; see ``CellCount``).
///
/// A cell goes all the same when a plan row behind it may not be known any more: the row was taken out of the plan, or was
/// given an embargo. Both look alike from outside, and neither depends on what a single person did. A cell that no partner
/// has yet goes also when it would not come up tonight. Nothing comes up and no count moves.
struct StandingCells {
    let input: OutreachScan.Input
    let people: FlaggedPeople
    let disclosure: PlanDisclosure

    func cells() -> CellGate.Cells {
        var cells = CellGate.Cells(count: input.count, moved: input.moved)
        let tonight = Tonight(people, personKeys: input.personKeys)
        let openness = disclosure.openness
        var gone: [CellPartition: Set<Occupation>] = [:]
        for state in input.states {
            guard case .alert(let alert) = state.content else { continue }
            if let standing = standing(state, of: alert.cell, tonight, openness) {
                cells.states.append(standing)
            } else {
                gone[alert.cell.partition, default: []].insert(alert.cell.occupation)
            }
        }
        cells.memory = input.memory.map { memory in
            var memory = memory
            if let gone = gone[memory.partition] { memory.standing.removeAll(where: gone.contains) }
            return memory
        }
        cells.withheld = withheld(from: Set(cells.states.flatMap(\.people)))
        return cells
    }

    /// The cell as it stands tonight; nil when it goes.
    private func standing(
        _ state: SubjectState, of cell: Cell, _ tonight: Tonight, _ openness: [PlannedGroup: ReleaseClass]
    ) -> SubjectState? {
        let releaseClass = cell.partition.releaseClass
        guard state.trueCount >= input.policy.cellMinimum,
            // A row about each may be known at least as far as the cell.
            (state.plannedGroups ?? []).allSatisfy({ openness[$0].map { !$0.isStricter(than: releaseClass) } ?? false })
        else { return nil }
        if input.published.contains(state.key) { return state }
        var state = state
        var present = 0
        let outward = tonight.number(of: cell.partition)
        for person in state.people {
            guard let (bucket, row) = tonight.places[person] else { continue }
            if tonight.releaseClasses[Int(bucket)].isStricter(than: releaseClass) { return nil }
            if tonight.outward[Int(bucket)] == outward { present += 1 }
            if releaseClass == .date, let opensOn = people.opensOn[row] {
                state.opensOn = max(state.opensOn ?? opensOn, opensOn)
            }
        }
        return present >= input.policy.cellMinimum ? state : nil
    }

    /// Whom no cell holds: for the reason that they had on the count, or since they came after it.
    private func withheld(from told: Set<Int64>) -> [Composition.Pool] {
        let moved = Set(input.moved.flatMap(\.people))
        var pools: [Composition.Pool] = []
        for bucket in people.buckets {
            let partition = bucket.cell.partition
            let rows = bucket.rows.filter { !told.contains(input.personKeys[Int($0)]) }
            let (still, gone) = (
                rows.filter { !moved.contains(input.personKeys[Int($0)]) },
                rows.filter { moved.contains(input.personKeys[Int($0)]) }
            )
            pools.add(gone, of: partition, .moved)
            pools.add(still, of: partition, partition.region.isEmpty ? .regionMissing : .betweenCounts)
        }
        return pools
    }

    /// Where everybody flagged is tonight. Partitions by number, so that no texts are held against each other for each person
    /// of each cell.
    private struct Tonight {
        private(set) var places: [Int64: (bucket: Int32, row: Int32)] = [:]
        /// By bucket.
        let releaseClasses: [ReleaseClass]
        /// By bucket, which partitions are one from outside.
        let outward: [Int]
        private let numbers: [CellPartition: Int]

        init(_ people: FlaggedPeople, personKeys: PersonKeys) {
            releaseClasses = people.buckets.map(\.cell.partition.releaseClass)
            var numbers: [CellPartition: Int] = [:]
            outward = people.buckets.map { bucket in
                let partition = bucket.cell.partition.outward
                let number = numbers[partition] ?? numbers.count
                numbers[partition] = number
                return number
            }
            self.numbers = numbers
            places.reserveCapacity(people.buckets.reduce(0) { $0 + $1.rows.count })
            for (number, bucket) in people.buckets.enumerated() {
                for row in bucket.rows { places[personKeys[Int(row)]] = (Int32(number), row) }
            }
        }

        /// Nil where nobody is in it tonight.
        func number(of partition: CellPartition) -> Int? { numbers[partition.outward] }
    }
}
