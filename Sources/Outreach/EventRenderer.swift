package import struct Foundation.Date
import Prevention
import Workforce

/// Renders events: CloudEvents 1.0 in JSON, structured mode (delivery rules, "Event").
package struct EventRenderer: Sendable {
    package let settings: EventSettings
    package let policy: DisclosurePolicy

    /// Bytes an event may have at most.
    package static let largestBody = 65_536

    package init(settings: EventSettings, policy: DisclosurePolicy) {
        self.settings = settings
        self.policy = policy
    }

    /// What stands in the envelope beside the content.
    package struct Envelope {
        package var id: String
        package var partner: String
        package var subject: String
        package var sequence: Int
        package var time: Date

        package init(id: String, partner: String, subject: String, sequence: Int, time: Date) {
            self.id = id
            self.partner = partner
            self.subject = subject
            self.sequence = sequence
            self.time = time
        }
    }

    /// A subject's present state, as raised or changed.
    ///
    /// - Parameter profile: where the profile of an introduction is, and until when.
    package func event(
        _ content: SubjectState.Content, isFirst: Bool, profile: (address: String, expires: Date)? = nil,
        in envelope: Envelope
    ) -> RenderedEvent {
        switch content {
        case .alert(let alert):
            return render(
                isFirst ? .alertRaised : .alertChanged, data: data(of: alert),
                expiry: lapse(of: alert, after: envelope.time),
                in: envelope)
        case .offer(let offer):
            return render(
                isFirst ? .offerPublished : .offerChanged, data: data(of: offer),
                expiry: offer.starts.map(Timestamp.start(of:)), in: envelope)
        case .crisis(let crisis):
            // The same type again where something of it changed: each event carries the whole present state.
            return render(.crisisOpened, data: data(of: crisis), expiry: nil, in: envelope)
        case .introduction(let introduction):
            // Thin: its data stand behind the reference (CloudEvents, extension `dataref`), and not in it.
            return render(
                .candidateIntroduced, data: nil, reference: profile?.address,
                classification: introduction.stage == .profile ? "pseudonymous" : "personal",
                expiry: profile?.expires, in: envelope)
        }
    }

    /// The end of a subject, in the same words whatever the reason.
    package func withdrawal(of content: SubjectState.Content, in envelope: Envelope) -> RenderedEvent {
        let data = JSONValue.object(["reason": .string("no-longer-available")])
        switch content {
        case .alert: return render(.alertWithdrawn, data: data, expiry: nil, in: envelope)
        case .offer: return render(.offerWithdrawn, data: data, expiry: nil, in: envelope)
        case .crisis: return render(.crisisClosed, data: data, expiry: nil, in: envelope)
        case .introduction:
            return render(
                .candidateWithdrawn, data: data, classification: "pseudonymous", expiry: nil, in: envelope)
        }
    }

    /// A test event; its subject is a key of its own.
    package func ping(in envelope: Envelope) -> RenderedEvent {
        render(.ping, data: .object(["message": .string("ping")]), expiry: nil, in: envelope)
    }

    private func render(
        _ type: EventType, data: JSONValue?, reference: String? = nil, classification: String = "aggregate",
        expiry: Date?, in envelope: Envelope
    ) -> RenderedEvent {
        let fullType = settings.typePrefix + type.rawValue
        let digits = String(envelope.sequence)
        let body = JSONValue.object([
            "specversion": .string("1.0"),
            "id": .string(envelope.id),
            "source": .string(settings.source),
            "type": .string(fullType),
            "subject": .string(envelope.subject),
            "time": .string(Timestamp.text(envelope.time)),
            "datacontenttype": .string("application/json"),
            "dataschema": .string(settings.dataSchema(of: type)),
            "sequence": .string(String(repeating: "0", count: max(0, 12 - digits.count)) + digits),
            "expirytime": expiry.map { .string(Timestamp.text($0)) },
            "dataclassification": .string(classification),
            "dataref": reference.map { .string($0) },
            "data": data,
        ])
        return RenderedEvent(
            id: envelope.id, partner: envelope.partner, type: fullType, subject: envelope.subject,
            sequence: envelope.sequence, time: envelope.time, expiry: expiry, body: body.bytes)
    }

    private func data(of alert: AlertContent) -> JSONValue {
        let cell = alert.cell
        return .object([
            "region": .string(cell.partition.region),
            "occupation": .object([
                "scheme": .string("isco-08"), "code": .string(cell.occupation.identifier),
                "level": .string(cell.occupation.level), "label": .string(Occupation.label),
            ]),
            "phase": .integer(cell.partition.phase),
            "cause": .string(cell.partition.cause.code),
            "quarter": cell.partition.quarter.map { .string($0) },
            "people": .integer(alert.people),
            "fte": .integer(alert.fte),
            "roundedTo": .integer(max(5, policy.roundTo)),
            "skills": .array(alert.skills.map { .string($0) }),
        ])
    }

    private func data(of offer: OfferContent) -> JSONValue {
        .object([
            "region": .string(offer.region),
            "occupation": offer.occupation.map {
                .object([
                    "scheme": .string("isco-08"), "code": .string($0.identifier), "level": .string($0.level),
                ])
            },
            "audience": offer.audience.map { .string($0.rawValue) },
            "places": .integer(offer.places),
            "starts": offer.starts.map { .string($0.description) },
            "ends": offer.ends.map { .string($0.description) },
            "hoursPerWeek": offer.hoursPerWeek.map { .hundredths(max(0, $0)) },
            "level": text(offer.level),
            "track": text(offer.track),
            "qualification": text(offer.qualification),
            "accreditation": text(offer.accreditation),
            "supervisor": .boolean(offer.hasSupervisor),
            "title": text(offer.title),
            "field": text(offer.field),
            "description": text(offer.description),
        ])
    }

    private func data(of crisis: CrisisContent) -> JSONValue {
        let window: [String: JSONValue?] =
            switch crisis.window {
            case .months(let months): ["months": .integer(months)]
            case .days(let days): ["days": .integer(days)]
            }
        return .object([
            "country": .string(crisis.unit.country),
            "unit": .string(crisis.unit.kind.rawValue),
            "area": text(crisis.area),
            "regions": .array(crisis.regions.map { .string($0) }),
            "rule": .string(crisis.rule),
            "window": .object(window),
            "threshold": .integer(crisis.threshold),
            "quarter": .string(crisis.quarter),
        ])
    }

    private func text(_ value: String?) -> JSONValue? { (value ?? "").isEmpty ? nil : value.map { .string($0) } }

    /// When an alert lapses: at the end of its quarter, for ended contracts a year later, when aftercare ends too. An
    /// alert that is about a moment past (somebody overdue) does not lapse, or it would never arrive.
    private func lapse(of alert: AlertContent, after time: Date) -> Date? {
        guard let quarterEnd = alert.cell.partition.quarterEnd else { return nil }
        let end = Timestamp.start(of: quarterEnd.adding(months: alert.cell.partition.phase == 4 ? 12 : 0))
        return end > time ? end : nil
    }
}
