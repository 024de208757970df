import Workforce

/// What was drawn of one group, for another plan that asks the same of it.
struct GroupDraws {
    /// What the draws hang on, of all that a plan decides; people, exit rates and trend are those of the run.
    struct Question: Equatable {
        let steps: [DemandStep]
        let referenceDate: CalendarDate?
        let dates: [CalendarDate]

        /// Which rows of the plan the steps come from is no matter: another plan numbers its rows anew.
        static func == (left: Question, right: Question) -> Bool {
            left.referenceDate == right.referenceDate && left.dates == right.dates
                && left.steps.elementsEqual(right.steps) {
                    $0.from == $1.from && $0.centiFTE == $1.centiFTE && $0.isZeroRow == $1.isZeroRow
                }
        }
    }

    let question: Question
    /// Without the rows of a plan.
    let forecast: GroupForecast
    /// Rows of the workforce, and their probabilities in hundredths.
    let rows: [Int32]
    let hundredths: [UInt8]
}
