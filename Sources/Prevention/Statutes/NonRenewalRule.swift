package import Workforce

/// When an employer must say in writing that a fixed term is not renewed (NL: BW 7:668).
package struct NonRenewalRule: Equatable, Sendable, Codable, StatuteRule {
    package var from: CalendarDate
    /// Terms of at least so many months are concerned.
    package var minimumTermMonths: Int
    package var monthsBeforeEnd: Int
    /// Months of wage that being late costs at most.
    package var penaltyAtMostMonths: Int
    package var origin: StatuteOrigin

    package init(
        from: CalendarDate, minimumTermMonths: Int, monthsBeforeEnd: Int, penaltyAtMostMonths: Int,
        origin: StatuteOrigin
    ) {
        self.from = from
        self.minimumTermMonths = minimumTermMonths
        self.monthsBeforeEnd = monthsBeforeEnd
        self.penaltyAtMostMonths = penaltyAtMostMonths
        self.origin = origin
    }

    /// The last day on which it is in time; nil for terms that are too short.
    package func deadline(termFrom start: CalendarDate, to end: CalendarDate) -> CalendarDate? {
        guard start.adding(months: minimumTermMonths) <= end else { return nil }
        return end.adding(months: -monthsBeforeEnd)
    }

    /// What being late costs, in cents: the wage for the days late, the month before the end being one month's wage.
    package func penalty(daysLate: Int, deadline: CalendarDate, end: CalendarDate, monthlyWage: Int) -> Int {
        let month = Int(end.dayNumber - deadline.dayNumber)
        guard daysLate > 0, month > 0 else { return 0 }
        let wage = (2 * monthlyWage * monthsBeforeEnd * daysLate + month) / (2 * month)
        return min(wage, monthlyWage * penaltyAtMostMonths)
    }
}
