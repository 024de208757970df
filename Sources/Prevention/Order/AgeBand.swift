package import Workforce

/// The age bands of the proportionality principle, the younger first (domain rules §4.3).
package enum AgeBand: UInt8, CaseIterable, Comparable, Sendable, Codable {
    case upTo24, from25To34, from35To44, from45To54, from55

    /// The band of somebody born on `birthDate` at the reference date; under 15 counts in the first.
    package init(birthDate: CalendarDate, at referenceDate: CalendarDate) {
        switch birthDate.completedYears(at: referenceDate) {
        case ...24: self = .upTo24
        case ...34: self = .from25To34
        case ...44: self = .from35To44
        case ...54: self = .from45To54
        default: self = .from55
        }
    }

    package static func < (left: AgeBand, right: AgeBand) -> Bool { left.rawValue < right.rawValue }

    /// As the law writes it.
    package var code: String { ["15-24", "25-34", "35-44", "45-54", "55+"][Int(rawValue)] }
}
