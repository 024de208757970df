import Outreach
import Store

/// What a planner reads of alerts and offers: what partners have and will hear, and what they will not and why.
struct OutwardSummary: Sendable {
    private(set) var alerts: [ScanSummary.Outward] = []
    private(set) var offers: [ScanSummary.Outward] = []
    private(set) var crises: [ScanSummary.Outward] = []
    private(set) var withheld: [ScanSummary.Outward] = []
    /// What the next regular release tells.
    let upcoming: [ScanChanges.Outward]
    /// In what that differs from what the scan before would have had it tell.
    let changes: [ScanChanges.Outward]

    /// - Parameters:
    ///   - record: what outreach remembered before the run, or remembers after a release.
    ///   - partners: those that a release sends to.
    ///   - comparesWith: the states of the scan before; nil where nothing is to be compared.
    init(
        of outreach: OutreachScan.Output, record: OutreachRecord, partners: [Partner], rules: ReleaseRules,
        comparesWith former: [SubjectState]?
    ) {
        let all = AlertListing.list(
            states: outreach.states, withheld: outreach.withheld, publications: record.publications,
            partners: partners, rules: rules)
        for alert in all {
            let line = ScanSummary.Outward(
                subject: alert.key ?? "", title: alert.title, count: alert.count, state: alert.stateName,
                reason: alert.reason)
            if alert.withheld == nil { alerts.append(line) } else { withheld.append(line) }
        }
        let made = OfferListing.list(
            states: outreach.states, withheld: outreach.withheldOffers, publications: record.publications,
            partners: partners, rules: rules)
        for offer in made {
            let line = ScanSummary.Outward(
                subject: offer.key ?? "", title: "internship \(offer.internship)", count: offer.places,
                state: offer.stateName, reason: offer.reason)
            if offer.withheld == nil { offers.append(line) } else { withheld.append(line) }
        }
        let listed = CrisisListing.list(
            crises: outreach.crises, states: outreach.states, publications: record.publications, partners: partners,
            rules: rules)
        for crisis in listed {
            guard let state = crisis.outward else { continue }
            crises.append(
                ScanSummary.Outward(
                    subject: crisis.crisis.key, title: crisis.title, count: crisis.crisis.count, state: state,
                    reason: crisis.reason))
        }
        func prospects(_ states: [SubjectState], only: Set<String>? = nil) -> ReleaseProspects {
            ReleaseProspects(
                states: states, withheld: outreach.withheldOffers, publications: record.publications,
                partners: partners, rules: rules, only: only)
        }
        let tonight = prospects(outreach.states)
        upcoming = tonight.lines.filter { $0.kind != .waits }
        changes =
            former.map { former in
                let changed = Self.changed(from: former, to: outreach.states)
                return tonight.changes(since: prospects(former, only: changed), of: changed)
            } ?? []
        // What waits for a person first: the list is cut where it gets long.
        alerts = alerts.byUrgency
        offers = offers.byUrgency
    }
}

extension OutwardSummary {
    /// Subjects that are otherwise than they were, new or gone.
    private static func changed(from former: [SubjectState], to states: [SubjectState]) -> Set<String> {
        var left = Dictionary(former.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        let changed = states.filter { left.removeValue(forKey: $0.key) != $0 }.map(\.key)
        return Set(changed).union(left.keys)
    }
}

extension [ScanSummary.Outward] {
    /// In order of reading, and of title: what a person must decide, what is kept in, the rest.
    fileprivate var byUrgency: [ScanSummary.Outward] {
        let states = ["needs-release", "blocked", "embargoed", "held", "withdrawing", "changing"]
        let lines = Dictionary(grouping: self) { states.firstIndex(of: $0.state) ?? states.count }
        return lines.keys.sorted().flatMap { lines[$0, default: []].sorted { $0.title < $1.title } }
    }
}

extension ScanSummary {
    /// Adds what partners have and will hear.
    mutating func add(_ outward: OutwardSummary) {
        (alerts, offers, withheld) = (outward.alerts, outward.offers, outward.withheld)
        crises = outward.crises
        upcoming = outward.upcoming
        changes?.outward = outward.changes
    }

    /// Takes over what is so after an immediate release; of what was to be told, the rest went out.
    mutating func takeOver(_ after: OutwardSummary) {
        (alerts, offers, crises) = (after.alerts, after.offers, after.crises)
        let waiting = Set(after.upcoming.map { "\($0.kind.rawValue)|\($0.subject)" })
        for index in (changes?.outward ?? []).indices {
            guard let line = changes?.outward[index], line.kind != .waits, line.kind != .dropped else { continue }
            changes?.outward[index].isOut = !waiting.contains("\(line.kind.rawValue)|\(line.subject)")
        }
        upcoming = after.upcoming
    }
}
