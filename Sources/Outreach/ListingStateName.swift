/// The state as listings show it, or what keeps the subject in: `held` and `needs-release` wait for a person, `embargoed`
/// for a date, `blocked` for a text or a newer snapshot.
///
/// Of something that partners have it is only said while they would hear otherwise; a hold, being a person's word, always.
package enum ListingStateName {
    package static func of(_ state: String, blockers: [ReleaseBlocker]) -> String {
        guard ["intended", "published", "changing"].contains(state) else { return state }
        let codes = Set(blockers.map(\.code))
        if codes.contains("hold") { return "held" }
        if codes.contains("embargo") { return "embargoed" }
        if !codes.isDisjoint(with: ["first-publication", "unannounced", "crisis", "review"]) { return "needs-release" }
        if !codes.isEmpty { return "blocked" }
        return state
    }
}

extension AlertListing {
    /// As `alerts list` shows it.
    package var stateName: String { ListingStateName.of(state.rawValue, blockers: blockers) }
}

extension OfferListing {
    /// As `offers list` shows it.
    package var stateName: String { ListingStateName.of(state.rawValue, blockers: blockers) }
}
