import Workforce

/// What the employer has justified beyond the defaults: both kinds of personal data are off until both references exist.
package struct OutcomesPolicy: Equatable, Sendable, Codable {
    /// The ground on which a kind of personal data may enter individual scores (GDPR articles 6 and 35).
    package struct Justification: Equatable, Sendable, Codable {
        /// The lawful basis, as the record of processing names it.
        package var lawfulBasis: String
        /// Reference of the data protection impact assessment.
        package var impactAssessment: String

        /// Both references; an empty one justifies nothing.
        package init(lawfulBasis: String, impactAssessment: String) {
            self.lawfulBasis = lawfulBasis
            self.impactAssessment = impactAssessment
        }

        /// Both references are written down.
        var isComplete: Bool { !lawfulBasis.allSatisfy(\.isWhitespace) && !impactAssessment.allSatisfy(\.isWhitespace) }
    }

    /// For individuals' own wellbeing answers; without it they count only as team values over at least five respondents.
    package var individualWellbeing: Justification?
    /// For performance ratings, which are profiling.
    package var performanceRatings: Justification?

    /// The justified kinds of data; none by default.
    package init(individualWellbeing: Justification? = nil, performanceRatings: Justification? = nil) {
        self.individualWellbeing = individualWellbeing
        self.performanceRatings = performanceRatings
    }

    var allowsIndividualWellbeing: Bool { individualWellbeing?.isComplete ?? false }
    var allowsPerformanceRatings: Bool { performanceRatings?.isComplete ?? false }

    /// Whether an indicator's source may be read at all.
    func allows(_ indicator: Indicator) -> Bool {
        switch indicator.source {
        case .column(EmployeeMeasure.performance.rawValue): allowsPerformanceRatings
        case .indicator(_, .employee): indicator.outcome != Outcome.wellbeing.code || allowsIndividualWellbeing
        default: true
        }
    }
}
