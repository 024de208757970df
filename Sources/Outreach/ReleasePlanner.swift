import Workforce

import struct Foundation.Date

/// Compares, for each partner, what every subject is now with what the partner was last told (domain rules §10).
///
/// Only now events are rendered and numbered: what was raised and withdrawn before a release leaves no trace, and
/// the numbers of a subject have no gap that could tell of something held. The same request gives no event twice,
/// because the plan's publications are part of the next request.
package struct ReleasePlanner {
    private let request: ReleaseRequest
    private let renderer: EventRenderer
    private var plan = ReleasePlan()

    package static func plan(
        _ request: ReleaseRequest, using generator: inout some RandomNumberGenerator
    ) -> ReleasePlan {
        var request = request
        if let subjects = request.subjects {
            request.states.removeAll { !subjects.contains($0.key) }
            request.publications.removeAll { !subjects.contains($0.subject) }
        }
        let ofSubject = Dictionary(grouping: request.publications, by: \.subject)
        request.states = request.states.map { request.rules.asPublished($0, told: ofSubject[$0.key] ?? []) }
        var planner = ReleasePlanner(request)
        planner.plan.reservations = request.rules.reservations
        let told = Dictionary(grouping: request.publications, by: \.partner)
        for partner in request.partners where planner.mayReceive(partner) {
            planner.plan(for: partner, told: told[partner.id] ?? [], using: &generator)
        }
        return planner.plan
    }

    private init(_ request: ReleaseRequest) {
        self.request = request
        renderer = EventRenderer(settings: request.settings, policy: request.rules.policy)
    }

    private func mayReceive(_ partner: Partner) -> Bool {
        !request.disabledPartners.contains(partner.id) && request.rules.reaches(partner)
    }

    private mutating func plan(
        for partner: Partner, told: [Publication], using generator: inout some RandomNumberGenerator
    ) {
        let last = Dictionary(told.map { ($0.subject, $0) }, uniquingKeysWith: { $0.sequence < $1.sequence ? $1 : $0 })
        let present = request.states.compactMap { request.rules.reservations.left(of: $0, for: partner.id) }
            .filter { request.rules.isMeant($0, for: partner) }.sorted { $0.key < $1.key }
        let presentKeys = Set(present.map(\.key))
        var isWithdrawalWaiting = false
        for publication in last.values.sorted(by: { $0.subject < $1.subject })
        where publication.status == .standing && !presentKeys.contains(publication.subject) {
            if publication.content.hasStarted(by: request.rules.today) {
                plan.publications.append(publication.with(status: .expired))
            } else if request.moment == .regular {
                withdraw(publication, using: &generator)
            } else if case .alert = publication.content {
                isWithdrawalWaiting = true
            }
        }
        for state in present {
            // Its people may be in any other cell by now, and nobody is to be in two that partners have.
            if isWithdrawalWaiting, case .alert = state.content { continue }
            tell(state, to: partner, last: last[state.key], using: &generator)
        }
    }

    private mutating func tell(
        _ state: SubjectState, to partner: Partner, last: Publication?,
        using generator: inout some RandomNumberGenerator
    ) {
        let isFirst: Bool
        switch request.rules.step(of: state, told: last, for: partner) {
        case .raise: isFirst = true
        case .change: isFirst = false
        case .nothing, .withdraw, .keep: return
        }
        let content = state.content.disclosed(freeText: partner.agreement.freeText)
        let envelope = envelope(subject: state.key, partner: partner.id, last: last, using: &generator)
        var profile: (address: String, expires: Date)?
        if case .introduction(let introduction) = content {
            profile = refer(to: introduction, in: envelope, using: &generator)
            if profile == nil { return }
        }
        let event = renderer.event(content, isFirst: isFirst, profile: profile, in: envelope)
        guard event.body.count <= EventRenderer.largestBody else {
            plan.problems.append(
                Problem(
                    code: "event-too-large", value: state.operatorName,
                    reason: "the event would be larger than 64 KB; nothing was sent", remedy: "shorten its texts"))
            return
        }
        plan.events.append(event)
        plan.publications.append(
            Publication(
                partner: partner.id, subject: state.key, status: .standing, content: content,
                trueCount: state.trueCount, sequence: envelope.sequence, eventID: envelope.id, time: envelope.time))
    }

    /// Makes the reference of an introduction; nil, with a problem, where partners could not follow it.
    private mutating func refer(
        to introduction: IntroductionContent, in envelope: EventRenderer.Envelope,
        using generator: inout some RandomNumberGenerator
    ) -> (address: String, expires: Date)? {
        guard let base = request.settings.profileBase else {
            plan.problems.append(
                Problem(
                    code: "introductions-without-address", value: envelope.subject,
                    reason: "partners cannot be told where the profile is; nothing was sent",
                    remedy: "write partnerApi.publicUrl"))
            return nil
        }
        let reference = ProfileReference(
            to: introduction, subject: envelope.subject, issued: request.now,
            expires: request.now.addingTimeInterval(Double(request.settings.referenceDays) * 86_400),
            using: &generator)
        plan.references.append(reference)
        return (base + reference.text, reference.expires)
    }

    private mutating func withdraw(_ publication: Publication, using generator: inout some RandomNumberGenerator) {
        let envelope = envelope(
            subject: publication.subject, partner: publication.partner, last: publication, using: &generator)
        plan.events.append(renderer.withdrawal(of: publication.content, in: envelope))
        var withdrawn = publication.with(status: .withdrawn)
        withdrawn.sequence = envelope.sequence
        withdrawn.eventID = envelope.id
        withdrawn.time = envelope.time
        plan.publications.append(withdrawn)
    }

    private func envelope(
        subject: String, partner: String, last: Publication?, using generator: inout some RandomNumberGenerator
    ) -> EventRenderer.Envelope {
        EventRenderer.Envelope(
            id: UUIDv7.make(at: request.now, using: &generator), partner: partner, subject: subject,
            sequence: (last?.sequence ?? 0) + 1, time: request.now)
    }
}

extension SubjectState.Content {
    /// Whether it is an offer that has begun: it expired, and no event says so.
    func hasStarted(by day: CalendarDate) -> Bool {
        if case .offer(let offer) = self, let starts = offer.starts { return starts <= day }
        return false
    }
}

extension Publication {
    fileprivate func with(status: Status) -> Publication {
        var copy = self
        copy.status = status
        return copy
    }
}
