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
