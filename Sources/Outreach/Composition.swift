import Workforce

/// What a run makes of everybody in phases 2–4: cells, people of whom nothing is told, and the structure to remember.
struct Composition {
    struct ComposedCell {
        var cell: Cell
        /// Rows of `Workforce.employees`, ascending.
        var rows: [Int32]
        /// The latest day that something behind the people waits for.
        var opensOn: CalendarDate?
    }

    struct Pool {
        var partition: CellPartition
        var reason: WithheldGroup.Reason
        /// Rows of `Workforce.employees`, ascending.
        var rows: [Int32]
    }

    /// By partition, the finest first.
    var cells: [ComposedCell] = []
    var withheld: [Pool] = []
    var memory: [PartitionMemory] = []
}

extension [Composition.Pool] {
    /// Puts rows into the pool of their partition and reason, which is the last one where there is one: partitions come one
    /// after the other.
    mutating func add(_ rows: [Int32], of partition: CellPartition, _ reason: WithheldGroup.Reason) {
        guard !rows.isEmpty else { return }
        if let place = lastIndex(where: { $0.reason == reason }), self[place].partition == partition {
            self[place].rows = (self[place].rows + rows).sorted()
        } else {
            append(Composition.Pool(partition: partition, reason: reason, rows: rows.sorted()))
        }
    }
}
