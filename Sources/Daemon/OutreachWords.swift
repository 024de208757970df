package import Outreach
import Prevention

/// How listings and summaries name alerts and offers and say why one does not go out.
extension AlertListing {
    package var title: String { partition.title(occupation) }

    package var reason: String { withheld?.words ?? blockers.words(isMeantForNobody: isMeantForNobody) }
}

extension CellPartition {
    /// Region, occupation, phase, cause and quarter on one line.
    fileprivate func title(_ occupation: Occupation?) -> String {
        let region = region.isEmpty ? "(no region)" : region
        let narrow = occupation.flatMap { $0 == .all ? nil : "occupation \($0.identifier)" }
        return "\(region), \(narrow ?? "all occupations"), phase \(phase), \(cause.code), \(quarter ?? "date unknown")"
    }
}

extension SubjectState.Content {
    package var title: String {
        switch self {
        case .alert(let alert): alert.cell.partition.title(alert.cell.occupation)
        case .offer(let offer): "internship \(offer.internship)"
        }
    }
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
