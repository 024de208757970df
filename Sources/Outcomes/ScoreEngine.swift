import Dispatch
package import Workforce

/// Computes the outcome scores of a workforce by one scorecard (domain rules §7).
///
/// A pure function of its inputs. It knows nothing of phases and selection, which cannot be imported here: scores steer
/// help and never decide who must leave. The scorecard is one that `validate` finds no error in; what policy does not
/// allow is missing for everybody even if it was not validated.
package struct ScoreEngine: Sendable {
    /// What is scored, by which weights.
    package let scorecard: Scorecard
    /// Which personal data may enter.
    package let policy: OutcomesPolicy
    /// Fewest people with FTE behind a score of a group (domain rules §7; configuration key `disclosure.inwardMinimum`).
    private let groupMinimum: Int
    /// Threads that share the work; the result does not depend on it.
    private let threads: Int

    /// An engine for one scorecard; `threads` changes the time it takes and nothing else. A `groupMinimum` under five
    /// counts as five.
    package init(
        scorecard: Scorecard, policy: OutcomesPolicy = OutcomesPolicy(), groupMinimum: Int = 5, threads: Int = 2
    ) {
        self.scorecard = scorecard
        self.policy = policy
        self.groupMinimum = max(Int(ScoreTallies.fewestPeople), groupMinimum)
        self.threads = max(1, threads)
    }

    /// Scores everybody in service at `asOf`; rows of others are NaN with coverage 0.
    package func score(_ workforce: Workforce) -> ScoreResult<Double> { result(workforce) }

    /// The same as the store keeps it.
    package func scoreInHundredths(_ workforce: Workforce) -> ScoreResult<ScoreHundredths> { result(workforce) }

    private func result<Value: ScoreValue>(_ workforce: Workforce) -> ScoreResult<Value> {
        let bound = BoundScorecard(scorecard, policy: policy, workforce: workforce)
        var groups = ScoredGroups(workforce)
        let percentiles = percentiles(bound, groups, workforce)
        groups.dropRows()
        let pass = ScorePass<Value>(
            workforce: workforce, scorecard: bound, groups: groups, percentiles: percentiles)
        let people = workforce.employees.count
        // Left as the system gives them: the pass writes every row of every column.
        var columns = (0..<2 * Outcome.allCases.count + 1).map { _ in
            [Value](unsafeUninitializedCapacity: people) { _, count in count = people }
        }
        let tallies = ScoreEngine.withPointers(to: &columns) { run(pass, into: ScorePass<Value>.Output(columns: $0)) }
        var result = ScoreResult<Value>()
        result.balance = columns.removeLast()
        result.coverage = Array(columns.suffix(Outcome.allCases.count))
        result.scores = Array(columns.prefix(Outcome.allCases.count))
        result.scorecard = "\(scorecard.name) \(scorecard.version)"
        result.warnings = bound.warnings
        result.aggregates = AggregateScores(workforce: workforce, groups: groups, fewestPeople: groupMinimum).list(
            groupTallies: tallies.groups, unitTallies: tallies.units,
            vitality: bound.vitality(units: workforce.employees.units.count))
        return result
    }

    /// Percentiles by row for each indicator that has them, in the order of the bound scorecard.
    private func percentiles(_ bound: BoundScorecard, _ groups: ScoredGroups, _ workforce: Workforce) -> [[Float]] {
        bound.indicators.map { indicator in
            guard case .percentile(let reversed) = indicator.normalisation else { return [] }
            return indicator.percentiles(groups, workforce, reversed: reversed, threads: threads)
        }
    }

    private func run<Value>(_ pass: ScorePass<Value>, into output: ScorePass<Value>.Output) -> ScorePassTallies {
        let people = pass.workforce.employees.count
        let none = ScorePassTallies(
            groups: ScoreTallies(buckets: pass.groups.groups.count),
            units: ScoreTallies(buckets: pass.workforce.employees.units.count))
        var parts = Array(repeating: none, count: threads)
        parts.withUnsafeMutableBufferPointer { parts in
            // Each thread touches its own part and its own rows only.
            nonisolated(unsafe) let (parts, output) = (parts, output)
            DispatchQueue.concurrentPerform(iterations: threads) { thread in
                let rows = people * thread / threads..<people * (thread + 1) / threads
                pass.run(rows, into: output, adding: &parts[thread])
            }
        }
        return parts.reduce(into: none) { $0.add($1) }
    }

    /// Calls `body` with a pointer to each column, without copying any.
    private static func withPointers<Value, Result>(
        to columns: inout [[Value]], _ found: [UnsafeMutablePointer<Value>] = [],
        _ body: ([UnsafeMutablePointer<Value>]) -> Result
    ) -> Result {
        if found.count == columns.count { return body(found) }
        // Taken out while it is lent, so that the list itself is not held for writing.
        var column: [Value] = []
        swap(&column, &columns[found.count])
        defer { swap(&column, &columns[found.count]) }
        return column.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress else {
                // No people, no rows to write.
                return body(Array(repeating: UnsafeMutablePointer(bitPattern: 8)!, count: columns.count))
            }
            return withPointers(to: &columns, found + [base], body)
        }
    }
}
