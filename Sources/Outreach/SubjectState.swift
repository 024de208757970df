package import Workforce

/// What one cell, offer, crisis or introduction is tonight: the intent that the scan writes and a release looks at.
///
/// Stored one per subject, keyed by `key`; a scan replaces the whole set, and a subject that is not in it any more is
/// absent. Nothing in here is rendered yet: a release compares it with what each partner was last told.
package struct SubjectState: Equatable, Sendable, Codable {
    package enum Content: Equatable, Sendable, Codable {
        case alert(AlertContent)
        case offer(OfferContent)
        case crisis(CrisisContent)
        case introduction(IntroductionContent)
    }

    /// Opaque key, the `subject` of its events.
    package var key: String
    package var content: Content
    /// People in the cell or behind the crisis, or places of the offer. Exact, hence never outward.
    package var trueCount: Int
    /// The store's integer keys of the people in the cell, behind the crisis or introduced, ascending: what holds bind.
    /// Empty for an offer.
    package var people: [Int64]
    /// Nothing goes out before this day: the latest announcement or embargo date behind the people.
    package var opensOn: CalendarDate?
    /// Whether a person must release the first publication whatever the mode: a plan row without announcement date.
    package var needsPerson: Bool
    /// Of a cell the plan rows behind its people, as groups: once one of them may not be known any more the cell goes, also
    /// between counts; nil where there are none.
    package var plannedGroups: [PlannedGroup]?
    /// Of a crisis or an introduction the groups behind it whose plan has no announcement date: whoever releases it must say
    /// that they know; nil where there are none.
    package var unannounced: [PlannedGroup]?
    /// Of a cell how many fewer people than it was told of with make it worth telling again, drawn at the count; nil where
    /// it has shrunk by less than could be told, where every scan counts, and of everything else.
    package var leastFall: Int?
    /// The run on which the subject came up, anew if it had gone: a person's release counts for this appearance.
    package var appearedOn: CalendarDate
    /// Why the disclosure gate lets nothing of it out; empty when it does. Holds no personal data.
    package var refusals: [Problem]

    package init(
        key: String, content: Content, trueCount: Int, people: [Int64] = [], opensOn: CalendarDate? = nil,
        needsPerson: Bool = false, plannedGroups: [PlannedGroup]? = nil, appearedOn: CalendarDate,
        refusals: [Problem] = []
    ) {
        self.key = key
        self.content = content
        self.trueCount = trueCount
        self.people = people
        self.opensOn = opensOn
        self.needsPerson = needsPerson
        self.plannedGroups = plannedGroups
        self.appearedOn = appearedOn
        self.refusals = refusals
    }
}

extension SubjectState.Content {
    /// The families of the catalogue of which a partner must have asked for one: a crisis is part of what is told of
    /// redundancies.
    package var families: Set<Partner.Family> {
        switch self {
        case .alert: [.redundancies]
        case .offer: [.internships]
        case .crisis: [.redundancies, .crises]
        case .introduction: [.candidates]
        }
    }

    /// The labour-market regions of which a partner must serve one; of an introduction none, since the person named the
    /// partner.
    package var regions: [String] {
        switch self {
        case .alert(let alert): [alert.cell.partition.region]
        case .offer(let offer): [offer.region]
        case .crisis(let crisis): crisis.regions
        case .introduction: []
        }
    }

    /// As a partner may see it: without free text where its agreement does not allow it, in codes' fields neither.
    package func disclosed(freeText: Bool) -> SubjectState.Content {
        guard !freeText, case .offer(var offer) = self else { return self }
        offer.title = nil
        offer.field = nil
        offer.description = nil
        for field in [\OfferContent.level, \.track, \.qualification, \.accreditation] {
            offer[keyPath: field] = offer[keyPath: field].flatMap { OutwardText.isCode($0) ? $0 : nil }
        }
        return .offer(offer)
    }
}
