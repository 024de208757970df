package import Foundation
package import Outreach

/// What a partner did with a reference: every attempt is kept, whatever came of it.
package struct ProfileUse: Equatable, Sendable {
    package enum Outcome: String, Sendable, Codable, CaseIterable {
        /// The one time that it gave the profile.
        case handedOut = "handed-out"
        /// It had given it before.
        case again
        /// Nobody used it in time.
        case expired
        /// The introduction had ended, or another reference had taken its place.
        case withdrawn
        /// A hold, an embargo, a disabled partner, an agreement or a stale snapshot kept it in: the reference is not used up.
        case kept
        /// Another partner than the one that it was issued to.
        case otherPartner = "other-partner"
        /// The partner asked for the detail stage.
        case detailsAsked = "details-asked"

        /// A word that this version does not know is told as the most careful reading of it.
        init(stored word: String) { self = Outcome(rawValue: word) ?? .handedOut }
    }

    /// One reference with everything that became of it.
    package struct Reference: Equatable, Sendable {
        package var partner: String
        package var stage: Consent.Stage
        package var issued: Date
        package var expires: Date
        package var used: Date?
        package var revoked: Date?
        package var uses: [ProfileUse]
    }

    package var at: Date
    /// Who came with it.
    package var partner: String
    package var outcome: Outcome
}
