package import Foundation
internal import GRDB
package import Outreach
package import Workforce

/// A partner that comes with a reference, and what the settings let it have at that moment.
package struct ProfileRequest: Sendable {
    package var reference: String
    /// As the configuration has it now.
    package var partner: Partner
    package var policy: IntroductionPolicy
    /// False when the newest snapshot is stale: whether the person is still in phase 3 is not known then.
    package var isFresh: Bool
    package var today: CalendarDate
    package var now: Date

    package init(
        reference: String, partner: Partner, policy: IntroductionPolicy, isFresh: Bool, today: CalendarDate, now: Date
    ) {
        self.reference = reference
        self.partner = partner
        self.policy = policy
        self.isFresh = isFresh
        self.today = today
        self.now = now
    }
}

/// What a partner gets for a reference.
package enum ProfileAnswer: Equatable, Sendable {
    /// JSON, byte for byte; now it is used up.
    case profile(String, stage: Consent.Stage)
    /// For the operator, who is told, it says what it was: the partner hears the same of all.
    case gone(ProfileUse.Outcome, introduction: String)
    /// No such reference, as far as this partner may know.
    case unknown(ProfileUse.Outcome?, introduction: String?)
    /// The request for the detail stage is noted; whether anything was asked before.
    case asked(introduction: String, isRepeat: Bool)
}

extension PartnerDesk {
    /// Gives a profile for a reference, once: whatever speaks against it, it is not given.
    ///
    /// One transaction: of two that come at the same moment one gets it. That the answer arrives cannot be known; a
    /// reference whose answer was lost is used up, and a person issues another.
    package func handOut(_ request: ProfileRequest) async throws -> ProfileAnswer {
        let key = try database.requireIdentityKey()
        return try await database.writing { db in try ProfileDesk(db: db, key: key, request: request).handOut() }
    }
}

extension PartnerDeeds {
    /// Notes that a partner asks for the detail stage, with the reference that gave it the profile.
    package func askForDetails(_ request: ProfileRequest) throws -> ProfileAnswer {
        try ProfileDesk(db: db, key: nil, request: request).askForDetails()
    }
}
