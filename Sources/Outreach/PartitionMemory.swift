/// Which nodes of a partition stand as cells, remembered from night to night (domain rules §10, "Across nights").
///
/// Stored one per partition, keyed by `id`. A partition is remembered from the first night on which it held anybody,
/// cells or not: a pool that stayed under the minimum must reach minimum + 5 later, like one that was withdrawn.
/// Holds no date, so that an unchanged night writes nothing.
package struct PartitionMemory: Equatable, Sendable, Codable {
    package var partition: CellPartition
    /// In the order of their codes, "all" first.
    package var standing: [Occupation]

    package init(partition: CellPartition, standing: [Occupation]) {
        self.partition = partition
        self.standing = standing
    }

    /// Key for the store.
    package var id: String { partition.identity }
}
