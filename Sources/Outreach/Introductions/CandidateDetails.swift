import Workforce

/// What a person tells of themself in the detail stage, each part by their own choice (VUM, detail stage).
package struct CandidateDetails: Equatable, Sendable, Codable {
    /// Somebody through whom the person can be reached, or the person.
    package struct Contact: Equatable, Sendable, Codable {
        package var naamContactpersoonAfdeling: String?
        package var telefoonnummer: String?
        package var emailadres: String?
    }

    package var persoonlijkePresentatie: String?
    package var emailadres: [String]?
    package var telefoonnummer: [String]?
    package var contactpersoon: [Contact]?

    package init() {}

    package var isEmpty: Bool { self == CandidateDetails() }

    /// What keeps it from being handed out, as `field: reason`; empty where nothing does. Values are not repeated.
    ///
    /// - Parameter others: the gate for everybody but the person, who may name themself.
    package func faults(_ others: DisclosureGate) -> [String] {
        var faults: [String] = []
        if isEmpty { faults.append("nothing is told; write at least one of \(Self.fields.joined(separator: ", "))") }
        let contacts = contactpersoon ?? []
        for (field, texts) in [
            ("emailadres", (emailadres ?? []) + contacts.compactMap(\.emailadres)),
            ("telefoonnummer", (telefoonnummer ?? []) + contacts.compactMap(\.telefoonnummer)),
        ] {
            let isWhole = field == "emailadres" ? Self.isAddress : Self.isNumber
            if !texts.allSatisfy(isWhole) { faults.append("\(field): one is not written as such") }
        }
        let texts =
            [persoonlijkePresentatie].compactMap { $0 }.map {
                OutwardText(.freeText, field: "persoonlijkePresentatie", text: $0)
            }
            + contacts.compactMap(\.naamContactpersoonAfdeling).map {
                OutwardText(.label, field: "contactpersoon", text: $0)
            }
        for (text, findings) in zip(texts, others.findings(in: texts)) {
            let field = text.kind == .freeText ? "persoonlijkePresentatie" : "contactpersoon"
            // A contact may be a colleague by name: that is what the field is for.
            for finding in findings where text.kind == .freeText || finding != .fullName {
                faults.append("\(field): \(finding.problem(field: field, subject: "").reason)")
            }
        }
        if [emailadres?.isEmpty, telefoonnummer?.isEmpty, contactpersoon?.isEmpty].contains(true) {
            faults.append("an empty list tells nothing; leave it out")
        }
        return faults
    }

    package static let fields = ["persoonlijkePresentatie", "emailadres", "telefoonnummer", "contactpersoon"]

    /// The profile of the matching stage, as it was handed out, with what the person tells of themself after it.
    package func text(after profile: String) -> String {
        let own = String(decoding: JSONValue.object(members).bytes, as: UTF8.self)
        return profile.dropLast() + "," + own.dropFirst()
    }

    private var members: [String: JSONValue?] {
        [
            "persoonlijkePresentatie": persoonlijkePresentatie.map { .string($0) },
            "emailadres": emailadres.map { .array($0.map { .string($0) }) },
            "telefoonnummer": telefoonnummer.map { .array($0.map { .string($0) }) },
            "contactpersoon": contactpersoon.map { contacts in
                .array(
                    contacts.map { contact in
                        .object([
                            "naamContactpersoonAfdeling": contact.naamContactpersoonAfdeling.map { .string($0) },
                            "telefoonnummer": contact.telefoonnummer.map { .string($0) },
                            "emailadres": contact.emailadres.map { .string($0) },
                        ])
                    })
            },
        ]
    }

    private static func isAddress(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { !$0.isEmpty } && text.utf8.count <= 254
            && text.unicodeScalars.allSatisfy { !$0.properties.isWhitespace && $0.value >= 0x20 }
    }

    private static func isNumber(_ text: String) -> Bool {
        let digits = text.utf8.count { (0x30...0x39).contains($0) }
        return (6...15).contains(digits) && text.utf8.count <= 25
            && text.utf8.allSatisfy { (0x30...0x39).contains($0) || " +-()/.".utf8.contains($0) }
    }
}
