package import Workforce
package import struct Foundation.Date

/// Everything a release looks at: what is, what was told, to whom, and what stands in the way.
package struct ReleaseRequest: Sendable {
    package enum Moment: Sendable {
        /// The release time of a working day.
        case regular
        /// At once, because a person asked (`--release-now`). Nothing is withdrawn, and a partition of which something
        /// has to be withdrawn waits whole: the moment of a withdrawal must not tell what caused it, and a changed
        /// structure is withdrawn and raised in one release (domain rules §10).
        case atOnce
    }

    package var moment = Moment.regular
    /// Of the newest scan, the whole set.
    package var states: [SubjectState]
    /// All of all partners.
    package var publications: [Publication]
    package var partners: [Partner]
    /// Partners that get nothing because their endpoint is disabled.
    package var disabledPartners: Set<String> = []
    /// The subjects that are looked at; nil for all.
    package var subjects: Set<String>?
    package var rules: ReleaseRules
    package var settings: EventSettings
    package var now: Date

    package init(
        states: [SubjectState], publications: [Publication], partners: [Partner], rules: ReleaseRules,
        settings: EventSettings, now: Date
    ) {
        self.states = states
        self.publications = publications
        self.partners = partners
        self.rules = rules
        self.settings = settings
        self.now = now
    }
}

/// What a release sends, and what is remembered of it: to be written in one transaction.
package struct ReleasePlan: Equatable, Sendable {
    /// In the order in which they are queued: per partner, withdrawals first.
    package var events: [RenderedEvent] = []
    /// The publications that are new or have changed.
    package var publications: [Publication] = []
    /// What the events of introductions refer to: only digests are kept.
    package var references: [ProfileReference] = []
    /// For the operator; without personal data.
    package var problems: [Problem] = []
    /// The places of offers that were counted off as taken: it is written only while that is so.
    package var reservations = OfferReservations()

    package init() {}
}
