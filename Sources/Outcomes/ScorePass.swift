import Workforce

/// The loop over people: values by indicator over a block of rows, then scores by outcome and row.
struct ScorePass<Value: ScoreValue> {
    /// Where the results go; each pass writes its own rows only.
    struct Output {
        var scores: [UnsafeMutablePointer<Value>]
        var coverage: [UnsafeMutablePointer<Value>]
        var balance: UnsafeMutablePointer<Value>

        /// Three columns of scores, three of coverage, one of balance.
        init(columns: [UnsafeMutablePointer<Value>]) {
            scores = Array(columns[0..<3])
            coverage = Array(columns[3..<6])
            balance = columns[6]
        }
    }

    let workforce: Workforce
    let scorecard: BoundScorecard
    let groups: ScoredGroups
    /// By bound indicator: percentiles by row, empty for goalposts.
    let percentiles: [[Float]]

    /// Scores `rows`, and adds them to the tallies of their groups and units.
    func run(_ rows: Range<Int>, into output: Output, adding tallies: inout ScorePassTallies) {
        let indicators = scorecard.indicators.count
        let outcomes = scorecard.formulas.count
        let values = UnsafeMutablePointer<Double>.allocate(capacity: (indicators + 2 * outcomes) * ScoreBlock.rows)
        defer { values.deallocate() }
        let groupValues = values + indicators * ScoreBlock.rows
        let scores = groupValues + outcomes * ScoreBlock.rows
        var memos = scorecard.formulas.map { ShareMemo($0) }
        var start = rows.lowerBound
        while start < rows.upperBound {
            let block = start..<min(start + ScoreBlock.rows, rows.upperBound)
            fill(block, values)
            for outcome in scorecard.formulas.indices {
                score(
                    scorecard.formulas[outcome], block, values, &memos[outcome],
                    into: scores + outcome * ScoreBlock.rows, output.coverage[outcome],
                    groupValues + outcome * ScoreBlock.rows)
            }
            keep(block, scores, in: output)
            tally(block, groupValues, &tallies)
            start = block.upperBound
        }
    }

    /// Writes the scores of a block, and the balance that follows from them as they were computed.
    private func keep(_ block: Range<Int>, _ scores: UnsafeMutablePointer<Double>, in output: Output) {
        let (economic, wellbeing) = (scores, scores + ScoreBlock.rows)
        let legitimacy = scores + 2 * ScoreBlock.rows
        for row in block {
            let place = row - block.lowerBound
            output.scores[0][row] = Value(score: economic[place])
            output.scores[1][row] = Value(score: wellbeing[place])
            output.scores[2][row] = Value(score: legitimacy[place])
            output.balance[row] = Value(
                score: OutcomeFormula.balance(economic[place], wellbeing[place], legitimacy[place]))
        }
    }

    /// The values of a block, 0–100, one run of `blockRows` per indicator.
    private func fill(_ block: Range<Int>, _ values: UnsafeMutablePointer<Double>) {
        for (index, indicator) in scorecard.indicators.enumerated() {
            let output = values + index * ScoreBlock.rows
            if case .percentile = indicator.normalisation {
                percentiles[index].withUnsafeBufferPointer { column in
                    for row in block { output[row - block.lowerBound] = Double(column[row]) }
                }
            } else {
                indicator.fill(block, of: workforce.employees, asOf: workforce.asOf, into: output)
                indicator.normalise(block.count, output)
            }
        }
    }

    /// Scores of one outcome for a block; `groupValues` also gets the values that count in groups only.
    private func score(
        _ formula: OutcomeFormula, _ block: Range<Int>, _ values: UnsafeMutablePointer<Double>, _ memo: inout ShareMemo,
        into scores: UnsafeMutablePointer<Double>, _ coverage: UnsafeMutablePointer<Value>,
        _ groupValues: UnsafeMutablePointer<Double>
    ) {
        let members = formula.members.map { UnsafePointer(values + $0 * ScoreBlock.rows) }
        for row in block {
            let place = row - block.lowerBound
            scores[place] = .nan
            coverage[row] = Value(share: 0)
            groupValues[place] = .nan
            if groups.groupOfRow[row] < 0 { continue }
            var present: UInt64 = 0
            for member in members.indices where !members[member][place].isNaN { present |= 1 << UInt64(member) }
            let memoPlace = memo.place(of: present)
            let standing = memo.standings[memoPlace]
            coverage[row] = Value(share: standing.coverage)
            guard standing.countsInGroups else { continue }
            let firstShare = memoPlace * members.count
            var sum = 0.0
            for member in members.indices where present >> member & 1 == 1 {
                sum += memo.shares[firstShare + member] * members[member][place]
            }
            groupValues[place] = sum
            if standing.hasScore { scores[place] = sum }
        }
    }

    private func tally(
        _ block: Range<Int>, _ groupValues: UnsafeMutablePointer<Double>, _ tallies: inout ScorePassTallies
    ) {
        let (economic, wellbeing) = (groupValues, groupValues + ScoreBlock.rows)
        let legitimacy = groupValues + 2 * ScoreBlock.rows
        for row in block {
            let group = groups.groupOfRow[row]
            let centiFTE = UInt32(workforce.employees.centiFTE[row])
            guard group >= 0, centiFTE > 0 else { continue }
            let place = row - block.lowerBound
            tallies.groups.buckets[Int(group)]
                .add(economic[place], wellbeing[place], legitimacy[place], centiFTE: centiFTE)
            let unit = workforce.employees.unit[row]
            guard unit != CodeTable.absent else { continue }
            tallies.units.buckets[Int(unit)]
                .add(economic[place], wellbeing[place], legitimacy[place], centiFTE: centiFTE)
        }
    }
}
