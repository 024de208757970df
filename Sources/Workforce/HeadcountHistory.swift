/// In-service people by job and establishment at past dates, one date a month.
package struct HeadcountHistory: Sendable {
    /// A job at an establishment, by their numbers in the tables.
    package struct Cell: Hashable, Sendable {
        package var job: UInt32
        package var establishment: UInt32

        package init(job: UInt32, establishment: UInt32) {
            self.job = job
            self.establishment = establishment
        }
    }

    package let jobs: CodeTable
    package let establishments: CodeTable
    /// Ascending.
    package private(set) var dates: [CalendarDate] = []
    /// Every cell that ever held somebody, in the order in which they came.
    package private(set) var cells: [Cell] = []
    private var places: [Cell: Int32] = [:]
    /// By date and cell; a cell that came later is missing at the end.
    private var heads: [[Int32]] = []
    /// By date, of the cells that hold externals how many those are.
    private var externals: [[Int32: Int32]] = []

    /// A history without a date, over these codes.
    package init(jobs: CodeTable = CodeTable(), establishments: CodeTable = CodeTable()) {
        self.jobs = jobs
        self.establishments = establishments
    }

    /// The people of a cell at a date, by their places in `cells` and `dates`.
    package func heads(of cell: Int, at date: Int) -> Int32 {
        cell < heads[date].count ? heads[date][cell] : 0
    }

    /// The employer's own employees among them: without agency workers and the self-employed.
    package func employees(of cell: Int, at date: Int) -> Int32 {
        heads(of: cell, at: date) - (externals[date][Int32(cell)] ?? 0)
    }

    /// Adds a date after the last one; of a cell that comes twice the counts are added up.
    /// - Parameter externals: the agency workers and self-employed among the people, of the cells that hold some.
    package mutating func append(
        _ date: CalendarDate, _ counts: some Sequence<(cell: Cell, heads: Int32)>, externals: [Cell: Int32] = [:]
    ) {
        var column = [Int32](repeating: 0, count: cells.count)
        for (cell, heads) in counts {
            if let place = places[cell] {
                column[Int(place)] += heads
            } else {
                places[cell] = Int32(cells.count)
                cells.append(cell)
                column.append(heads)
            }
        }
        dates.append(date)
        heads.append(column)
        self.externals.append(
            Dictionary(
                externals.compactMap { cell, number in places[cell].map { ($0, number) } }, uniquingKeysWith: +))
    }

    /// As it was known on a day.
    package func upTo(_ date: CalendarDate) -> HeadcountHistory {
        var history = HeadcountHistory(jobs: jobs, establishments: establishments)
        for (place, known) in dates.enumerated() where known <= date {
            history.append(
                known, zip(cells, heads[place]).lazy.filter { $0.1 > 0 }.map { (cell: $0.0, heads: $0.1) },
                externals: Dictionary(
                    uniqueKeysWithValues: externals[place].map { (cells[Int($0.key)], $0.value) }))
        }
        return history
    }
}

extension HeadcountHistory: Equatable {
    /// Whether the same people were counted; how codes are numbered and in which order cells came is no matter.
    package static func == (left: HeadcountHistory, right: HeadcountHistory) -> Bool {
        left.dates == right.dates && left.named == right.named
    }

    /// By job and establishment, in bytes, the people and the employees at each date.
    private var named: [[[UInt8]]: [[Int32]]] {
        var named: [[[UInt8]]: [[Int32]]] = [:]
        for (number, cell) in cells.enumerated() {
            named[[Array(jobs[cell.job].utf8), Array(establishments[cell.establishment].utf8)]] = [
                dates.indices.map { heads(of: number, at: $0) }, dates.indices.map { employees(of: number, at: $0) },
            ]
        }
        return named
    }
}
