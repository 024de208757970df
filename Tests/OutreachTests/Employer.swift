import Prevention
import Workforce

import struct Foundation.Date

@testable import Outreach

/// An employer over several nights: scans and releases that pass on what the store would keep.
struct Employer {
    var memory: [PartitionMemory] = []
    var keys = SubjectKeys()
    var states: [SubjectState] = []
    var holds: [Hold] = []
    var approvals: [Approval] = []
    var publications: [Publication] = []
    var introductions: [Introduction] = []
    var consents: [Consent] = []
    var introductionPolicy = IntroductionPolicy()
    /// What the releases issued, in order.
    var references: [ProfileReference] = []
    var problems: [Problem] = []
    var profileBase: String? = "https://partners.example/partner/v1/profiles/"
    var partners = [Employer.partner("centre")]
    var disabledPartners: Set<String> = []
    var mode = Partner.Release.automatic
    var count: CellCount?
    var moved: [MovedPeople] = []
    /// Counts on every night, so that a test sees what each one does; when there is one, `CellCountTests` look at.
    var policy: DisclosurePolicy = {
        var policy = DisclosurePolicy()
        policy.cellChanges = .everyScan
        return policy
    }()
    var allowsNew = true
    var generator = SeededGenerator(seed: 1)
    var last = OutreachScan.Output()

    static func partner(
        _ id: String, regions: [String] = ["*"], events: [Partner.Family] = [.redundancies, .internships],
        release: Partner.Release = .automatic, freeText: Bool = false, validUntil: String? = nil
    ) -> Partner {
        var partner = Partner(
            id: id, name: id, kind: .mobilityCentre, regions: regions, events: events,
            endpoint: Partner.Endpoint(url: "https://partner.example", secret: ""))
        partner.agreement.release = release
        partner.agreement.freeText = freeText
        partner.agreement.validUntil = validUntil.flatMap { CalendarDate(iso: $0) }
        return partner
    }

    @discardableResult
    mutating func scan(_ night: Night) -> OutreachScan.Output {
        var input = OutreachScan.Input(
            workforce: night.workforce, inside: night.inside, personKeys: night.personKeys)
        input.outward = night.outward
        input.policy = policy
        input.memory = memory
        input.count = count
        input.moved = moved
        input.withheld = last.withheld
        input.withheldOffers = last.withheldOffers
        input.keys = keys
        input.states = states
        input.holds = holds
        input.introductions = introductions
        input.consents = consents
        input.introductionPolicy = introductionPolicy
        input.partners = partners
        input.recall(publications)
        last = OutreachScan.run(input, using: &generator)
        memory = last.memory
        count = last.count
        moved = last.moved
        keys = last.keys
        states = last.states
        holds = last.holds
        let ended = Dictionary(uniqueKeysWithValues: last.endedIntroductions.map { ($0.key, $0) })
        introductions = introductions.map { ended[$0.key] ?? $0 }
        return last
    }

    func rules(today: String) -> ReleaseRules {
        ReleaseRules(
            holds: holds, approvals: approvals, mode: mode, policy: policy, allowsNew: allowsNew,
            today: CalendarDate(iso: today)!)
    }

    /// A release at 09:00 UTC of the day.
    @discardableResult
    mutating func release(_ today: String = "2026-03-02", _ moment: ReleaseRequest.Moment = .regular) -> [RenderedEvent]
    {
        var request = ReleaseRequest(
            states: states, publications: publications, partners: partners, rules: rules(today: today),
            settings: EventSettings(source: EventSettings.source(country: "NL", registration: "12345678")),
            now: Date(timeIntervalSince1970: Double(CalendarDate(iso: today)!.dayNumber) * 86_400 + 32_400))
        request.moment = moment
        request.disabledPartners = disabledPartners
        request.settings.profileBase = profileBase
        let plan = ReleasePlanner.plan(request, using: &generator)
        references += plan.references
        problems = plan.problems
        for publication in plan.publications {
            publications.removeAll { $0.partner == publication.partner && $0.subject == publication.subject }
            publications.append(publication)
        }
        return plan.events
    }

    /// What happened, per partner and subject content, without ids and moments: "raised 5223 15 Twente".
    mutating func told(_ today: String = "2026-03-02", _ moment: ReleaseRequest.Moment = .regular) -> [String] {
        release(today, moment).map { event in
            let verb = event.type.split(separator: ".")[3].split(separator: "-").last ?? ""
            let content = publications.first { $0.partner == event.partner && $0.subject == event.subject }!.content
            switch content {
            case .alert(let alert):
                return "\(verb) \(alert.cell.occupation.identifier) \(alert.people) \(alert.cell.partition.region)"
            case .offer(let offer): return "\(verb) \(offer.internship) \(offer.places)"
            case .crisis(let crisis): return "\(verb) \(crisis.rule) \(crisis.quarter)"
            case .introduction(let introduction): return "\(verb) \(introduction.stage.rawValue) \(introduction.issue)"
            }
        }.sorted()
    }

    /// The one state of a night that has one.
    var onlyState: SubjectState { states[0] }
}

/// SplitMix64: the same numbers on every run.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
