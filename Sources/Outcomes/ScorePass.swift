import Workforce

/// The loop over people: values by indicator over a block of rows, then scores by outcome and row.
struct ScorePass {
    /// Rows at a time: their values stay in the cache of one core.
    static let blockRows = 512

    /// Where the results go; each pass writes its own rows only.
    struct Output {
        var scores: [UnsafeMutablePointer<Double>]
        var coverage: [UnsafeMutablePointer<Double>]
        var balance: UnsafeMutablePointer<Double>

        /// Three columns of scores, three of coverage, one of balance.
        init(columns: [UnsafeMutablePointer<Double>]) {
            scores = Array(columns[0..<3])
            coverage = Array(columns[3..<6])
            balance = columns[6]
        }
    }

    /// Sums of the pass's rows, by selection group and by unit.
    struct Tallies {
        var groups: ScoreTallies
        var units: ScoreTallies

        mutating func add(_ other: Tallies) {
            groups.add(other.groups)
            units.add(other.units)
        }
    }

    let workforce: Workforce
    let scorecard: BoundScorecard
    let groups: ScoredGroups
    /// By bound indicator: percentiles by row, empty for goalposts.
    let percentiles: [[Float]]

    /// Scores `rows`, and adds them to the tallies of their groups and units.
    func run(_ rows: Range<Int>, into output: Output, adding tallies: inout Tallies) {
        let indicators = scorecard.indicators.count
        let outcomes = scorecard.formulas.count
        let values = UnsafeMutablePointer<Double>.allocate(capacity: (indicators + outcomes) * Self.blockRows)
        defer { values.deallocate() }
        let groupValues = values + indicators * Self.blockRows
        var memos = scorecard.formulas.map { ShareMemo($0) }
        var start = rows.lowerBound
        while start < rows.upperBound {
            let block = start..<min(start + Self.blockRows, rows.upperBound)
            fill(block, values)
            for outcome in scorecard.formulas.indices {
                score(
                    scorecard.formulas[outcome], block, values, &memos[outcome], into: output.scores[outcome],
                    output.coverage[outcome], groupValues + outcome * Self.blockRows)
            }
            for row in block {
                output.balance[row] = OutcomeFormula.balance(
                    output.scores[0][row], output.scores[1][row], output.scores[2][row])
            }
            tally(block, groupValues, &tallies)
            start = block.upperBound
        }
    }

    /// The values of a block, 0–100, one run of `blockRows` per indicator.
    private func fill(_ block: Range<Int>, _ values: UnsafeMutablePointer<Double>) {
        for (index, indicator) in scorecard.indicators.enumerated() {
            let output = values + index * Self.blockRows
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
        into scores: UnsafeMutablePointer<Double>, _ coverage: UnsafeMutablePointer<Double>,
        _ groupValues: UnsafeMutablePointer<Double>
    ) {
        let members = formula.members.map { UnsafePointer(values + $0 * Self.blockRows) }
        for row in block {
            let place = row - block.lowerBound
            scores[row] = .nan
            coverage[row] = 0
            groupValues[place] = .nan
            if groups.groupOfRow[row] < 0 { continue }
            var present: UInt64 = 0
            for member in members.indices where !members[member][place].isNaN { present |= 1 << UInt64(member) }
            let memoPlace = memo.place(of: present)
            let standing = memo.standings[memoPlace]
            coverage[row] = standing.coverage
            guard standing.countsInGroups else { continue }
            let firstShare = memoPlace * members.count
            var sum = 0.0
            for member in members.indices where present >> member & 1 == 1 {
                sum += memo.shares[firstShare + member] * members[member][place]
            }
            groupValues[place] = sum
            if standing.hasScore { scores[row] = sum }
        }
    }

    private func tally(
        _ block: Range<Int>, _ groupValues: UnsafeMutablePointer<Double>, _ tallies: inout Tallies
    ) {
        let (economic, wellbeing) = (groupValues, groupValues + Self.blockRows)
        let legitimacy = groupValues + 2 * Self.blockRows
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
