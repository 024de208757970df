/// An internship of which no offer is made, with the reason: for listings inside (domain rules §11).
///
/// Stored with the scan, the whole set replaced each night.
package struct WithheldOffer: Equatable, Sendable, Codable {
    package enum Reason: String, Sendable, Codable {
        /// The guard against displacement: somebody's job is at risk in the same group.
        case displacement
        /// The guard closed it because of one person, whose case is over: an offer that came up now would tell whose it was.
        case closed
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
    /// Whether on this night or one before a person's own case closed it, which is for as long as it is listed; nil where
    /// none did.
    package var hadCase: Bool?

    package init(internship: String, reason: Reason, hadCase: Bool = false) {
        self.internship = internship
        self.reason = reason
        self.hadCase = hadCase ? true : nil
    }
}
