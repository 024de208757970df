package import struct Foundation.Date

/// A person's word that a subject stays in, until a person lets it go (domain rules §10).
///
/// It binds the subject and every cell that holds its people, across nights: they are remembered here, and whoever
/// joins the subject while it is held is bound too. What was published stands as it was, and nothing new is said.
/// Stored one per hold, keyed by `id`.
package struct Hold: Equatable, Sendable, Codable {
    package enum Target: Equatable, Sendable, Codable {
        /// A cell or an offer, by its opaque key.
        case subject(String)
        /// An internship by its code in `internships.csv`, also before an offer of it exists.
        case internship(String)
    }

    package enum Kind: String, Sendable, Codable {
        /// Nothing new goes out.
        case hold
        /// As `hold`, and what was published of the target is withdrawn at the next regular release.
        case withdraw
    }

    package var id: String
    package var target: Target
    package var kind: Kind
    /// The store's integer keys of the people bound, ascending.
    package var people: [Int64]
    /// The system or console user who placed it.
    package var by: String
    package var reason: String
    package var since: Date
    package var releasedAt: Date?
    package var releasedBy: String?

    package init(
        id: String, target: Target, kind: Kind, people: [Int64], by: String, reason: String, since: Date
    ) {
        self.id = id
        self.target = target
        self.kind = kind
        self.people = people
        self.by = by
        self.reason = reason
        self.since = since
    }

    package var isActive: Bool { releasedAt == nil }

    /// Whether the hold was placed on this subject itself, not only on people it shares.
    package func targets(_ state: SubjectState) -> Bool {
        switch target {
        case .subject(let key): return key == state.key
        case .internship(let code):
            if case .offer(let offer) = state.content { return offer.internship == code }
            return false
        }
    }
}
