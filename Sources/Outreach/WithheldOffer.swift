/// An internship of which no offer is made, with the reason: for listings inside (domain rules §11).
package struct WithheldOffer: Equatable, Sendable, Codable {
    package enum Reason: String, Sendable, Codable {
        /// The guard against displacement: somebody's job is at risk in the same group.
        case displacement
        /// No places are left.
        case filled
        /// It has started.
        case expired
        /// The unit's establishment has no labour-market region.
        case regionMissing = "region-missing"
    }

    /// Code in `internships.csv`.
    package var internship: String
    package var reason: Reason

    package init(internship: String, reason: Reason) {
        self.internship = internship
        self.reason = reason
    }
}
