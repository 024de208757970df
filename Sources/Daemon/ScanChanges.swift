package import Workforce

/// What one scan found otherwise than the scan before: what a planner reads first.
package struct ScanChanges: Codable, Sendable, Equatable {
    /// A group that came to be at risk, is so otherwise than before, or is so no longer.
    package struct Group: Codable, Sendable, Equatable {
        package enum Kind: String, Codable, Sendable { case new, moved, gone }

        /// What the former scan found.
        package struct Figures: Codable, Sendable, Equatable {
            package var redundancyDate: CalendarDate
            package var isClosing: Bool
            /// Of a closure and where there is no statutory order; else 0.
            package var heads: Int
            package var toGo: Int
            /// Hundredths of FTE; 0 of a closure, of which people are counted.
            package var surplus: Int
            package var hasStatutoryOrder: Bool
        }

        package var kind: Kind
        package var jobGroup: String
        package var title: String?
        package var establishment: String
        package var place: String?
        /// In service now.
        package var people: Int
        /// As it is; nil when it is gone.
        package var now: ScanSummary.GroupAtRisk?
        /// As it was; nil when it is new.
        package var former: Figures?
    }

    /// What partners will hear of one alert or offer otherwise than the former scan would have told them.
    package struct Outward: Codable, Sendable, Equatable {
        package enum Kind: String, Codable, Sendable {
            /// A partner hears of it for the first time, or anew.
            case raised
            case changed
            case withdrawn
            /// It would go out, and something keeps it in; `reason` says what.
            case waits
            /// It was to go out, and is not there any more: nobody hears of it.
            case dropped
        }

        package enum Family: String, Codable, Sendable { case alert, offer, crisis, introduction }

        package var kind: Kind
        package var family: Family
        package var subject: String
        package var title: String
        package var dutchTitle: String
        /// True count inside; for an offer its places.
        package var count: Int
        /// The true count behind what partners were told last; nil where nothing stands.
        package var toldCount: Int?
        /// Ids of the partners concerned.
        package var partners: [String] = []
        /// Of what waits: `needs-release`, `held`, `embargoed` or `blocked`.
        package var state = ""
        /// Why it waits or is withdrawn, where that is known of the subject itself.
        package var reason = ""
        package var dutchReason = ""
        /// Whether it went out right after the scan (`--release-now`).
        package var isOut = false
    }

    /// Date of the scan before.
    package var since: CalendarDate
    /// How many more people are in service.
    package var people = 0
    /// The first 200, by date.
    package var groups: [Group] = []
    package var groupsChanged = 0
    package var outward: [Outward] = []
    /// Whether nothing is otherwise: no person's result, no group, nothing that partners will hear.
    package var isUnchanged = false

    package init(since: CalendarDate) { self.since = since }
}
