import Workforce

/// The rows of `indicators.csv` of one indicator at one scope, newest first come to bear, by code.
///
/// A value as of a run is that of the row with the latest date on or before `asOf` (a row without a date is the oldest);
/// of rows with the same date the later one is a correction. Values later than `asOf` do not exist.
struct IndicatorValues {
    /// Fewest respondents behind a team value (domain rules §7).
    static let fewestRespondents = 5

    /// NaN where there is no value, by code of the table they belong to.
    private(set) var values: [Double]
    /// Respondents where the row names them, else -1.
    private(set) var respondents: [Int32]
    /// A value exists and is not used: too few respondents, or nobody knows how many.
    private(set) var isWithheld: [Bool]
    /// Rows whose code nobody in the workforce has.
    private(set) var unknownCodes = 0
    private var dates: [Int32]

    init(count: Int) {
        values = Array(repeating: .nan, count: count)
        respondents = Array(repeating: -1, count: count)
        isWithheld = Array(repeating: false, count: count)
        dates = Array(repeating: Int32.min, count: count)
    }

    /// Takes up rows of one indicator and scope; `place` finds the code, nil when it is nobody's.
    mutating func read(_ rows: [IndicatorRow], asOf: CalendarDate, place: (String) -> Int?) {
        for row in rows where row.value.isFinite {
            let date = row.date?.dayNumber ?? Int32.min
            guard date <= asOf.dayNumber else { continue }
            guard let place = place(row.code) else {
                unknownCodes += 1
                continue
            }
            guard date >= dates[place] else { continue }
            dates[place] = date
            values[place] = row.value
            respondents[place] = row.respondents.map { Int32(clamping: $0) } ?? -1
        }
    }

    /// Withholds what fewer than five people answered; where a count is `required`, also what does not say how many.
    mutating func withholdSmallTeams(countRequired: Bool) {
        for place in values.indices where !values[place].isNaN {
            let count = respondents[place]
            guard count < 0 ? countRequired : count < Self.fewestRespondents else { continue }
            values[place] = .nan
            isWithheld[place] = true
        }
    }

    /// Fills the teams without a row of their own with the mean of their people's answers, if at least five answered.
    mutating func fillFromAnswers(_ answers: [(place: Int, value: Double)]) {
        // Sorted, so that the sum does not depend on the order of the rows.
        let answers = answers.sorted { ($0.place, $0.value) < ($1.place, $1.value) }
        var start = 0
        while start < answers.count {
            let place = answers[start].place
            var end = start
            var sum = 0.0
            while end < answers.count, answers[end].place == place {
                sum += answers[end].value
                end += 1
            }
            if values[place].isNaN, !isWithheld[place] {
                respondents[place] = Int32(clamping: end - start)
                if end - start >= Self.fewestRespondents {
                    values[place] = sum / Double(end - start)
                } else {
                    isWithheld[place] = true
                }
            }
            start = end
        }
    }
}
