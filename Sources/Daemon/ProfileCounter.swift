import Console
import DoorstroomConfiguration
import Foundation
import Logging
import Outreach
import Store
import Workforce

/// What the partner API asks of the house when a partner comes with a reference to a profile, and what it tells the operator.
struct ProfileCounter: Sendable {
    private let instance: Instance

    init(_ instance: Instance) { self.instance = instance }

    var terms: ProfileTerms {
        ProfileTerms(request: request) { answer, partner, wanted in
            do {
                try tell(answer, partner: partner.id, wanted: wanted)
            } catch {
                // What it was about is kept with the reference; the notice alone is missing.
                instance.logger.error(
                    "A notice of a partner's request could not be kept", metadata: ["code": "notice-not-kept"])
            }
        }
    }

    /// - Parameter partner: who has proven to be that.
    func request(_ reference: String, _ partner: Partner) throws -> ProfileRequest {
        let settings = instance.settings
        let today = instance.today
        let newest = try instance.database.newestSnapshot(onOrBefore: today)?.asOf
        return ProfileRequest(
            reference: reference, partner: partner, policy: settings.introductions,
            isFresh: newest.map { $0.adding(days: settings.intake.maxAgeDays) >= today } ?? false, today: today,
            now: instance.clock.now())
    }

    /// - Parameter wanted: the members of the detail stage that the partner asked for.
    func tell(_ answer: ProfileAnswer, partner: String, wanted: [String] = []) throws {
        switch answer {
        case .profile, .gone(.expired, _), .gone(.withdrawn, _), .unknown(.kept, _), .unknown(nil, _): return
        case .gone(_, let key):
            try notify(
                "profile-asked-again", key,
                "\(partner) came once more with a reference that had been used. If its answer was lost, issue another with "
                    + "'doorstroom introductions renew \(key)'; if nobody there knows of it, withdraw the introduction."
            )
        case .unknown(_, let key):
            try notify(
                "profile-wrong-partner", key ?? "",
                "\(partner) came with the reference of an introduction that is not its own, and got nothing. Ask both "
                    + "partners how it came there; see 'doorstroom introductions show \(key ?? "KEY")'.")
        case .asked(let key, let isRepeat):
            if isRepeat { return }
            let what = wanted.isEmpty ? "" : " (\(wanted.joined(separator: ", ")))"
            try notify(
                "details-asked", key,
                "\(partner) asks for the details of an introduction\(what). Ask the person; what they agree to goes out "
                    + "with 'doorstroom introductions details \(key)'.")
        }
    }

    private func notify(_ code: String, _ key: String, _ text: String) throws {
        instance.logger.warning(
            "A partner's request for a profile needs a person", metadata: ["code": "\(code)", "subject": "\(key)"])
        try Notices(instance).raise(code: code, text: text)
    }
}
