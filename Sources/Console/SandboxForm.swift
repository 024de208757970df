import Foundation
import Outreach

/// A form of the sandbox's page: which answer, about what, with which values; makes the partner API's request of it.
struct SandboxForm: Sendable {
    var action: SandboxAction
    var partner: String
    var event: String
    var subject: String
    /// Of a reservation or a trajectory.
    var reference: String
    /// Made with the page, so that a form that is sent twice is one answer.
    var key: String
    private var fields: [String: String]

    init(_ fields: [String: String]) throws(SandboxRefusal) {
        guard let action = fields["action"].flatMap(SandboxAction.init(rawValue:)) else {
            throw SandboxRefusal("action is none that there is")
        }
        self.action = action
        partner = fields["partner"] ?? ""
        event = fields["event"] ?? ""
        subject = fields["subject"] ?? ""
        reference = fields["reference"] ?? ""
        key = fields["key"] ?? ""
        self.fields = fields
        for name in [event, subject, reference] where !name.utf8.allSatisfy(SandboxForm.isPlain) {
            throw SandboxRefusal("an id holds something else than letters, digits, dots and dashes")
        }
        guard !key.isEmpty, key.utf8.count <= 64, key.utf8.allSatisfy(SandboxForm.isPlain) else {
            throw SandboxRefusal("key is missing: load the page anew")
        }
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
            || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) || byte == UInt8(ascii: "-")
            || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
    }

    var request: SandboxAPI.Request {
        let (method, path, body) = call
        return SandboxAPI.Request(
            partner: partner, method: method, path: "/partner/v1/" + path,
            body: method == "GET" ? [] : JSONValue.object(body).bytes,
            idempotencyKey: key)
    }

    private var call: (method: String, path: String, body: [String: JSONValue?]) {
        switch action {
        case .acknowledge: ("POST", "events/\(event)/acknowledgement", ["status": text("status")])
        case .accept: ("POST", "offers/\(subject)/acceptance", ["places": number("places"), "reference": text("own")])
        case .decline: ("POST", "offers/\(subject)/decline", ["reason": text("reason")])
        case .fill:
            ("POST", "offers/\(subject)/fill", ["reservation": .string(reference), "starts": text("starts")])
        case .vacancy:
            (
                "PUT", "vacancies/\(reference)",
                [
                    "naamVacature": text("name"), "aantalPlaatsen": number("places"),
                    "beroep": text("occupation").map { .object(["naamBeroep": $0]) },
                    "sluitingsDatumVacature": text("until"),
                ]
            )
        case .profile: ("GET", "profiles/\(reference)", [:])
        case .details:
            ("POST", "profiles/\(reference)/details", ["wanted": text("wanted").map { .array([$0]) }])
        case .intake:
            ("POST", "trajectories/\(reference)/intake", ["date": text("date"), "subject": .string(subject)])
        case .start: ("POST", "trajectories/\(reference)/start", ["date": text("date")])
        case .outcome:
            (
                "POST", "trajectories/\(reference)/outcome",
                [
                    "date": text("date"), "outcome": text("outcome"),
                    "newWork": fields["outcome"] == "new-work" ? .object(["date": text("date")]) : nil,
                ]
            )
        }
    }

    private func text(_ name: String) -> JSONValue? {
        fields[name].flatMap { $0.isEmpty ? nil : .string($0) }
    }

    /// What is no number is sent as it is: the partner API says what is wrong with it.
    private func number(_ name: String) -> JSONValue? {
        fields[name].flatMap(Int.init).map { .integer($0) } ?? text(name)
    }
}

/// The fields of a form as a browser sends them (`application/x-www-form-urlencoded`).
enum FormFields {
    static func parse(_ text: String) -> [String: String] {
        var fields: [String: String] = [:]
        for pair in text.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = decoded(parts[0]) else { continue }
            fields[name] = parts.count > 1 ? decoded(parts[1]) ?? "" : ""
        }
        return fields
    }

    private static func decoded(_ text: Substring) -> String? {
        text.replacing("+", with: " ").removingPercentEncoding
    }
}
