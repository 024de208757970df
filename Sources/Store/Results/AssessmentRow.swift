package import Prevention
package import Workforce

/// One person's result, as `assessments` lists it (interface: `assessments`); no scores.
package struct AssessmentRow: Equatable, Sendable {
    package var person: PersonKey
    package var employeeID: String
    /// 1–4.
    package var phase: Int
    package var rules: PhaseRules
    package var cause: Cause
    package var selection: Selection
    /// Place in the order, from 1.
    package var rank: Int?
    package var tied: Bool
    package var redundancyDate: CalendarDate?
    package var expectedExit: CalendarDate?
    /// Chance of redundancy within the horizon in hundredths (domain rules §6); nil where there is none, and in runs of
    /// versions that computed none.
    package var probability: Int?
    package var basis: ForecastBasis
    package var jobGroup: String
    package var establishment: String
}
