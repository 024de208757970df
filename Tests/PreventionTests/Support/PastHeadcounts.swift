import Workforce

/// Headcounts of the past as a test writes them down: by codes.
struct PastHeadcounts {
    struct Cell: Hashable {
        var job: String
        var establishment: String
    }

    private(set) var counts: [(date: CalendarDate, heads: [Cell: Int32])] = []

    mutating func append(_ date: CalendarDate, _ heads: [Cell: Int32]) { counts.append((date, heads)) }

    func upTo(_ date: CalendarDate) -> PastHeadcounts {
        var known = PastHeadcounts()
        known.counts = counts.filter { $0.date <= date }
        return known
    }

    var history: HeadcountHistory {
        let cells = counts.flatMap(\.heads.keys)
        var history = HeadcountHistory(
            jobs: CodeTable(cells.map(\.job)), establishments: CodeTable(cells.map(\.establishment)))
        for (date, heads) in counts {
            let numbered = heads.map { cell, heads in
                let job = history.jobs.find(cell.job) ?? CodeTable.absent
                let establishment = history.establishments.find(cell.establishment) ?? CodeTable.absent
                return (cell: HeadcountHistory.Cell(job: job, establishment: establishment), heads: heads)
            }
            history.append(date, numbered)
        }
        return history
    }
}
