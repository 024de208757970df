import Dispatch
import Workforce

extension BoundIndicator {
    /// The percentile of every row within its job group, NaN where missing; job groups are shared out over threads.
    func percentiles(_ groups: ScoredGroups, _ workforce: Workforce, reversed: Bool, threads: Int) -> [Float] {
        var column = rawColumn(workforce)
        let people = groups.rows.count
        column.withUnsafeMutableBufferPointer { column in
            // Job groups have no row in common, so that no two threads touch the same value.
            nonisolated(unsafe) let values = column
            DispatchQueue.concurrentPerform(iterations: threads) { thread in
                // A job group belongs to the thread in whose share of the people it begins.
                let share = people * thread / threads..<people * (thread + 1) / threads
                var ranks = PercentileRanks()
                for jobGroup in groups.jobGroupEnds.indices {
                    let range = groups.range(ofJobGroup: jobGroup)
                    if share.contains(range.lowerBound) { ranks.rank(groups.rows[range], values, reversed: reversed) }
                }
            }
        }
        return column
    }

    /// The percentile of one row, from its job group alone: for explaining one person.
    func percentile(ofRow row: Int, _ groups: ScoredGroups, _ workforce: Workforce, reversed: Bool) -> Double {
        guard groups.groupOfRow[row] >= 0 else { return .nan }
        var column = rawColumn(workforce)
        let range = groups.range(ofJobGroup: groups.groups[Int(groups.groupOfRow[row])].jobGroup)
        var ranks = PercentileRanks()
        column.withUnsafeMutableBufferPointer { column in
            ranks.rank(groups.rows[range], column, reversed: reversed)
        }
        return Double(column[row])
    }

    private func rawColumn(_ workforce: Workforce) -> [Float] {
        let people = workforce.employees.count
        var column = [Float](repeating: .nan, count: people)
        let block = UnsafeMutablePointer<Double>.allocate(capacity: ScoreBlock.rows)
        defer { block.deallocate() }
        for start in stride(from: 0, to: people, by: ScoreBlock.rows) {
            let rows = start..<min(start + ScoreBlock.rows, people)
            fill(rows, of: workforce.employees, asOf: workforce.asOf, into: block)
            for row in rows { column[row] = Float(block[row - start]) }
        }
        return column
    }
}
