package import Workforce

/// Where a statutory figure was read and how sure that is; whatever is made of several figures is as sure as the least.
package struct StatuteOrigin: Equatable, Sendable, Codable {
    /// Law and article, or page.
    package var source: String
    package var certainty: StatutePack.Certainty

    package init(source: String, certainty: StatutePack.Certainty) {
        self.source = source
        self.certainty = certainty
    }

    /// Both sources, each named once; verified where both are.
    package func joined(with other: StatuteOrigin?) -> StatuteOrigin {
        guard let other else { return self }
        return StatuteOrigin(
            source: source == other.source ? source : "\(source); \(other.source)",
            certainty: certainty == .verified && other.certainty == .verified ? .verified : .unverified)
    }
}

/// A statutory rule that is in force from a day on.
package protocol StatuteRule {
    /// The first day that it is in force.
    var from: CalendarDate { get }
    var origin: StatuteOrigin { get }
}

extension Array where Element: StatuteRule {
    /// The place of the rule in force on a day: the latest that began on or before it, for earlier days the first.
    package func index(inForceOn day: CalendarDate) -> Int? {
        if isEmpty { return nil }
        return lastIndex { $0.from <= day } ?? 0
    }

    /// The rule in force on a day.
    package func inForce(on day: CalendarDate) -> Element? { index(inForceOn: day).map { self[$0] } }
}
