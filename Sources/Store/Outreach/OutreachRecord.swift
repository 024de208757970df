package import Outreach

/// Everything that outreach remembers between runs and releases.
package struct OutreachRecord: Equatable, Sendable {
    /// Of the newest live run, the whole set.
    package var states: [SubjectState] = []
    package var memory: [PartitionMemory] = []
    package var count: CellCount?
    package var moved: [MovedPeople] = []
    package var keys = SubjectKeys()
    /// Released ones too.
    package var holds: [Hold] = []
    package var approvals: [Approval] = []
    /// All of all partners.
    package var publications: [Publication] = []
    /// Closed ones too.
    package var crises: [Crisis] = []
    /// Ended ones too.
    package var introductions: [Introduction] = []
    /// Withdrawn ones too.
    package var consents: [Consent] = []
    package var withheld: [WithheldGroup] = []
    package var withheldOffers: [WithheldOffer] = []
    /// Places of offers that partners have accepted.
    package var reservations = OfferReservations()

    package init() {}
}
