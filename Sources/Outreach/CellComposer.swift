import Prevention
import Workforce

/// Makes the cells of a run: disjoint groups of people of at least the outward minimum (domain rules §10).
///
/// A node of the occupation tree takes its own people and those passed up. A node that stands from an earlier night
/// stays while it holds the minimum; any other node comes up at the minimum on the partition's first night, and at
/// minimum + 5 later. Of one that partners know the minimum is blurred upwards (``EdgeNoise``). What a node does not publish goes to its parent; what remains at "all" is withheld. A partition
/// is (release class, region, phase, cause, quarter): see `ReleaseClass` for why classes are never pooled.
struct CellComposer {
    let policy: DisclosurePolicy
    let asOf: CalendarDate
    /// Nodes that partners know from partitions whose people are tonight in these.
    var succeeded: [CellPartition: Set<Occupation>] = [:]
    /// The partitions of which a partner ever heard something, as partners see them: what comes back there, in whatever
    /// class, does so at minimum + 5 only.
    var told: Set<CellPartition> = []
    /// Nodes that partners know, where cells near the minimum go by themselves at times (``EdgeNoise``).
    var blurred: [CellPartition: Set<Occupation>] = [:]

    /// How long after its quarter an empty partition keeps its memory, in months: the time that results about persons
    /// are kept.
    private static let memoryMonths = 24

    func compose(
        _ people: FlaggedPeople, memory: [PartitionMemory], using generator: inout some RandomNumberGenerator
    ) -> Composition {
        var remembered = Dictionary(memory.map { ($0.partition, $0) }, uniquingKeysWith: { _, new in new })
        var composition = Composition()
        var start = 0
        while start < people.buckets.count {
            let partition = people.buckets[start].cell.partition
            let end = people.buckets[start...].firstIndex { $0.cell.partition != partition } ?? people.buckets.count
            let members = people.buckets[start..<end]
            if partition.region.isEmpty {
                composition.withheld.append(
                    Composition.Pool(
                        partition: partition, reason: .regionMissing, rows: members.flatMap(\.rows).sorted()))
            } else {
                rollUp(
                    members, of: people, before: remembered.removeValue(forKey: partition), into: &composition,
                    using: &generator)
            }
            start = end
        }
        for partition in remembered.keys where !isLongPast(partition) {
            composition.memory.append(PartitionMemory(partition: partition, standing: []))
        }
        composition.memory = composition.memory.map { (id: $0.id, memory: $0) }.sorted { $0.id < $1.id }.map(\.memory)
        return composition
    }

    private func isLongPast(_ partition: CellPartition) -> Bool {
        guard let end = partition.quarterEnd else { return false }
        return end.adding(months: Self.memoryMonths) <= asOf
    }

    private func rollUp(
        _ members: ArraySlice<FlaggedPeople.Bucket>, of people: FlaggedPeople, before: PartitionMemory?,
        into composition: inout Composition, using generator: inout some RandomNumberGenerator
    ) {
        let partition = members[members.startIndex].cell.partition
        let stood = Set(before?.standing ?? []).union(succeeded[partition] ?? [])
        let isFirstNight = before == nil && !told.contains(partition.outward)
        var pools: [Occupation: [Int32]] = [:]
        for bucket in members { pools[bucket.cell.occupation, default: []] += bucket.rows }
        var standing: [Occupation] = []
        for length in stride(from: 4, through: 0, by: -1) {
            for node in pools.keys.filter({ $0.length == length }).sorted(by: { $0.number < $1.number }) {
                guard let rows = pools.removeValue(forKey: node) else { continue }
                var least = stood.contains(node) || isFirstNight ? policy.cellMinimum : policy.raiseMinimum
                if blurred[partition]?.contains(node) ?? false, stood.contains(node) {
                    least = policy.minimumToStay(using: &generator)
                }
                if rows.count >= least {
                    standing.append(node)
                    composition.cells.append(
                        Composition.ComposedCell(
                            cell: Cell(partition: partition, occupation: node), rows: rows.sorted(),
                            opensOn: partition.releaseClass == .date
                                ? rows.lazy.compactMap { people.opensOn[$0] }.max() : nil
                        ))
                } else if let parent = node.parent {
                    pools[parent, default: []] += rows
                } else {
                    let reason: WithheldGroup.Reason =
                        rows.count < policy.cellMinimum ? .belowMinimum : .belowMinimumPlusFive
                    composition.withheld.append(
                        Composition.Pool(partition: partition, reason: reason, rows: rows.sorted()))
                }
            }
        }
        composition.memory.append(
            PartitionMemory(
                partition: partition, standing: standing.sorted { ($0.length, $0.number) < ($1.length, $1.number) }))
    }
}
