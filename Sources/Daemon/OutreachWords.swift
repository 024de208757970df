package import Outreach
import Prevention

/// How listings and summaries name alerts and offers and say why one does not go out.
extension AlertListing {
    /// Region, occupation, phase, cause and quarter on one line.
    package var title: String {
        let region = partition.region.isEmpty ? "(no region)" : partition.region
        let occupation = occupation.map { "occupation \($0.identifier)" } ?? "all occupations"
        let quarter = partition.quarter ?? "date unknown"
        return "\(region), \(occupation), phase \(partition.phase), \(partition.cause.code), \(quarter)"
    }

    package var reason: String { withheld?.words ?? blockers.words(isMeantForNobody: isMeantForNobody) }
}

extension OfferListing {
    package var reason: String { withheld?.words ?? blockers.words(isMeantForNobody: isMeantForNobody) }
}

extension [ReleaseBlocker] {
    var words: String { map(\.words).joined(separator: "; ") }

    func words(isMeantForNobody: Bool) -> String {
        isMeantForNobody ? (map(\.words) + ["no partner asks for it"]).joined(separator: "; ") : words
    }
}

extension ReleaseBlocker {
    package var words: String {
        switch self {
        case .date(let date): "not before \(date)"
        case .hold(let by, let reason, _): "held by \(by): \(reason)"
        case .takenBack(let by, let reason, _): "taken back by \(by): \(reason)"
        case .firstPublication: "the plan row has no announcement date: a person must release it"
        case .review: "waits for a person's review"
        case .refused: "the disclosure gate refused a text"
        case .stale: "the snapshot is stale"
        }
    }
}

extension WithheldGroup.Reason {
    package var words: String {
        switch self {
        case .belowMinimum: "fewer people than the outward minimum"
        case .belowMinimumPlusFive: "not far enough above the minimum to be published anew"
        case .regionMissing: "the establishment has no labour-market region"
        }
    }
}

extension WithheldOffer.Reason {
    package var words: String {
        switch self {
        case .displacement: "jobs in the same group are at risk"
        case .filled: "no places are left"
        case .expired: "it has started"
        case .regionMissing: "the unit's establishment has no labour-market region"
        }
    }
}
