package import Workforce
package import struct Foundation.Date

/// What keeps a subject from going out to a partner; the strictest wins, since any one suffices (domain rules §10).
package enum ReleaseBlocker: Equatable, Sendable {
    /// An announcement or embargo date to come.
    case date(CalendarDate)
    /// A hold on the subject or on people it holds.
    case hold(by: String, reason: String, since: Date)
    /// A person took the subject itself back: outward it is absent.
    case takenBack(by: String, reason: String, since: Date)
    /// A plan row without announcement date: a person must release the first publication.
    case firstPublication
    /// A crisis behind which stand groups whose plan has no announcement date: a person must release it knowing that.
    case unannounced([PlannedGroup])
    /// A crisis: a person must release it, and whatever changes of it.
    case crisis
    /// The partner's agreement or the release mode wants a person to look.
    case review
    /// The disclosure gate refused a text.
    case refused
    /// The cell holds fewer people than may be told of, by the policy of today.
    case belowMinimum
    /// The newest snapshot is stale.
    case stale

    /// Stable code for listings.
    package var code: String {
        switch self {
        case .date: "embargo"
        case .hold: "hold"
        case .takenBack: "withdrawn"
        case .firstPublication: "first-publication"
        case .unannounced: "unannounced"
        case .crisis: "crisis"
        case .review: "review"
        case .refused: "refused"
        case .belowMinimum: "below-minimum"
        case .stale: "stale"
        }
    }
}
