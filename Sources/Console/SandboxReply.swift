import Foundation

/// The way from the sandbox to Doorstroom's partner API, for the partners whose token it holds.
package struct SandboxAPI: Sendable {
    /// What came back; no status where nothing did.
    package struct Answer: Sendable, Equatable {
        package var status: Int?
        package var body: [UInt8]
        /// Why nothing came back.
        package var fault: String

        package init(status: Int?, body: [UInt8] = [], fault: String = "") {
            self.status = status
            self.body = body
            self.fault = fault
        }
    }

    package struct Request: Sendable, Equatable {
        package var partner: String
        package var method: String
        package var path: String
        /// JSON; empty for none.
        package var body: [UInt8]
        package var idempotencyKey: String
    }

    package var partners: Set<String>
    package var send: @Sendable (Request) async -> Answer

    package init(partners: Set<String>, send: @escaping @Sendable (Request) async -> Answer) {
        self.partners = partners
        self.send = send
    }
}

/// An answer that was given through the partner API, and what came of it.
struct SandboxReply: Sendable, Equatable {
    var partner: String
    /// Of the event that it answers; empty for a vacancy, which answers none.
    var subject: String
    var action: SandboxAction
    var moment: Date
    var status: Int?
    /// What Doorstroom said: a state, or what was wrong and what to do.
    var detail: String
    /// The place that was reserved, or the trajectory: what the next answer is about.
    var reference: String

    var isGood: Bool { status.map { (200..<300).contains($0) } ?? false }
}

/// What a mobility centre can answer.
enum SandboxAction: String, CaseIterable, Sendable {
    case acknowledge, accept, decline, fill, vacancy, profile, details, intake, start, outcome
}

extension SandboxReply {
    init(_ form: SandboxForm, _ answer: SandboxAPI.Answer, moment: Date) {
        partner = form.partner
        subject = form.subject
        action = form.action
        self.moment = moment
        status = answer.status
        // What is no JSON is shown by its status alone.
        let body = (try? JSONDocument(parsing: answer.body))?.object ?? [:]
        let words = ["detail", "remedy"].compactMap { body[$0]?.string }
        let faults = (body["errors"]?.array ?? []).compactMap(\.object).map { fault in
            "\(fault["pointer"]?.string ?? "") \(fault["detail"]?.string ?? "")"
        }
        let state = (body["state"] ?? body["status"])?.string
        let said = words + faults + (words.isEmpty ? [state ?? ""] : [])
        // A profile is given once, so that this is where it is read.
        let isProfile = form.action == .profile && answer.status == 200
        detail =
            answer.fault.isEmpty
            ? isProfile ? String(decoding: answer.body, as: UTF8.self) : said.joined(separator: " ") : answer.fault
        reference = body["reservation"]?.string ?? body["trajectory"]?.string ?? form.reference
    }
}
