package import Workforce

/// The rank groups of the statutory order: each is used up before the next (domain rules §4.2).
package enum RankGroup: UInt8, CaseIterable, Comparable, Sendable, Codable {
    case externals
    case pastPensionAge
    case onCall
    case fixedTermEndingSoon
    case everybodyElse

    package static func < (left: RankGroup, right: RankGroup) -> Bool { left.rawValue < right.rawValue }

    /// The first rank group that a person falls in.
    /// - Parameter fixedTermLimit: the last day on which a fixed term may end to leave early, whatever renewal says.
    package init(
        _ person: Person, at referenceDate: CalendarDate, jurisdiction: Jurisdiction, fixedTermLimit: CalendarDate
    ) {
        if person.contract.isExternal {
            self = .externals
        } else if jurisdiction.pensionDate(of: person, onOrBefore: referenceDate) != nil {
            self = .pastPensionAge
        } else if person.contract == .onCall {
            self = .onCall
        } else if person.contract == .fixedTerm, let end = person.contractEnd, end <= fixedTermLimit {
            self = .fixedTermEndingSoon
        } else {
            self = .everybodyElse
        }
    }

    /// Reference date + `decisionWeeks` × 7 + the statute's weeks (26, 182 days).
    package static func fixedTermLimit(
        referenceDate: CalendarDate, policy: PreventionPolicy, jurisdiction: Jurisdiction
    ) -> CalendarDate {
        referenceDate.adding(days: 7 * (policy.decisionWeeks + (jurisdiction.pack?.fixedTermWeeks ?? 26)))
    }
}
