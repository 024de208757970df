/// An establishment whose headcount has been declining (domain rules §6).
package struct EstablishmentTrend: Equatable, Sendable, Codable {
    package var establishment: String
    /// In-service people in the newest snapshot.
    package var heads: Int
    /// Change of headcount a year, in thousandths; negative.
    package var changePerMille: Int
    /// Snapshots that it was seen at.
    package var points: Int
}
