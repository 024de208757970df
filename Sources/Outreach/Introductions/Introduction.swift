package import Workforce
package import struct Foundation.Date

/// One person introduced to one partner, because the person agreed and a person decided (domain rules §10, last point).
///
/// Its key is made for it alone: the same person introduced to another partner, or once more after a withdrawal, is
/// another introduction under another key, so that nothing in the keys links the two. The profile stands as it was when
/// the person agreed to it; what has changed since needs a new introduction. Stored one per key, with the person beside
/// it; an ended one never comes back.
package struct Introduction: Equatable, Sendable, Codable {
    package enum EndReason: String, Sendable, Codable, CaseIterable {
        /// The person withdrew their consent, or the text that they agreed to does not count any more.
        case consent
        /// A person took it back.
        case withdrawn
        /// The person is not in phase 3 any more: left, or no longer redundant.
        case phase
        /// No snapshot lists the person any more.
        case absent
        /// A plan that nobody outside may know yet came to stand behind the person's group after partners had heard.
        case embargo
        /// The partner is gone, its agreement has ended, or it does not allow introductions any more.
        case agreement
        /// The person was erased.
        case erased
    }

    package struct End: Equatable, Sendable, Codable {
        package var reason: EndReason
        package var on: CalendarDate
        /// The user; nil where a run found it.
        package var by: String?

        package init(_ reason: EndReason, on: CalendarDate, by: String? = nil) {
            self.reason = reason
            self.on = on
            self.by = by
        }
    }

    /// Opaque, the `subject` of its events and the `idWerkzoekende` of its profile.
    package var key: String
    /// The store's integer key.
    package var person: Int64
    package var partner: String
    package var stage = Consent.Stage.profile
    /// Counts the references: a new one is issued when this goes up.
    package var issue = 1
    /// The profile of the matching stage, as it is handed out: JSON, byte for byte.
    package var profile: String
    /// The consents that it rests on, by id.
    package var consent: String
    package var detailConsent: String?
    package var introducedOn: CalendarDate
    package var by: String
    package var at: Date
    package var end: End?

    package init(
        key: String, person: Int64, partner: String, profile: String, consent: String, introducedOn: CalendarDate,
        by: String, at: Date
    ) {
        self.key = key
        self.person = person
        self.partner = partner
        self.profile = profile
        self.consent = consent
        self.introducedOn = introducedOn
        self.by = by
        self.at = at
    }

    package var isActive: Bool { end == nil }

    /// Once the person agreed that the partner gets the details that it asked for.
    package func detailed(by consent: Consent) -> Introduction {
        var introduction = self
        introduction.stage = .details
        introduction.issue += 1
        introduction.detailConsent = consent.id
        return introduction
    }

    /// With another reference to come.
    package var renewed: Introduction {
        var introduction = self
        introduction.issue += 1
        return introduction
    }

    package func ended(_ reason: EndReason, on day: CalendarDate, by user: String? = nil) -> Introduction {
        var introduction = self
        introduction.end = End(reason, on: day, by: user)
        return introduction
    }

    /// As a release looks at it; a release lets it out only with a person's approval of exactly this.
    package func state(_ standing: IntroductionStanding = .open) -> SubjectState {
        var state = SubjectState(
            key: key, content: .introduction(IntroductionContent(partner: partner, stage: stage, issue: issue)),
            trueCount: 1, people: [person], appearedOn: introducedOn)
        state.opensOn = standing.opensOn
        state.unannounced = standing.unannounced
        return state
    }
}

/// What the events of an introduction tell, and nothing else: the profile stands behind the reference.
package struct IntroductionContent: Equatable, Sendable, Codable {
    /// The one partner that hears of it; inside only.
    package var partner: String
    package var stage: Consent.Stage
    /// Counts the references, so that another one is something to tell.
    package var issue: Int

    package init(partner: String, stage: Consent.Stage, issue: Int) {
        self.partner = partner
        self.stage = stage
        self.issue = issue
    }
}
