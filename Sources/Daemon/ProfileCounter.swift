import Console
import DoorstroomConfiguration
import Foundation
import Outreach
import Store
import Workforce

/// What the partner API asks of the house when a partner comes with a reference to a profile, and what it tells the operator.
struct ProfileCounter: Sendable {
    private let instance: Instance
    /// Not that of the operations: a partner waits for no run.
    private let thread = OperationThread()

    init(_ instance: Instance) { self.instance = instance }

    var terms: ProfileTerms {
        ProfileTerms(
            request: { reference, partner in try await thread.attempt { try request(reference, partner) } },
            tell: { answer, partner, wanted in
                await thread.run { tell(answer, partner: partner.id, wanted: wanted) }
            })
    }

    /// - Parameter partner: who has proven to be that.
    private func request(_ reference: String, _ partner: Partner) throws -> ProfileRequest {
        let settings = instance.settings
        let today = instance.today
        let newest = try instance.database.newestSnapshot(onOrBefore: today)?.asOf
        return ProfileRequest(
            reference: reference, partner: partner, policy: settings.introductions,
            isFresh: newest.map { $0.adding(days: settings.intake.maxAgeDays) >= today } ?? false, today: today,
            now: instance.clock.now())
    }

    /// - Parameter wanted: the members of the detail stage that the partner asked for.
    private func tell(_ answer: ProfileAnswer, partner: String, wanted: [String]) {
        switch answer {
        case .profile, .gone(.expired, _), .gone(.withdrawn, _), .unknown(.kept, _), .unknown(nil, _): return
        case .gone(_, let key):
            instance.raise(
                code: "profile-asked-again",
                text: "\(partner) came once more with a reference that had been used. If its answer was lost, issue "
                    + "another with 'doorstroom introductions renew \(key)'; if nobody there knows of it, withdraw the "
                    + "introduction.",
                partner: partner)
        case .unknown(_, let key):
            instance.raise(
                code: "profile-wrong-partner",
                text: "\(partner) came with the reference of an introduction that is not its own, and got nothing. Ask "
                    + "both partners how it came there; see 'doorstroom introductions show \(key ?? "KEY")'.",
                partner: partner)
        case .asked(let key, let isRepeat):
            if isRepeat { return }
            let what = wanted.isEmpty ? "" : " (\(wanted.joined(separator: ", ")))"
            instance.raise(
                code: "details-asked",
                text: "\(partner) asks for the details of an introduction\(what). Ask the person; what they agree to "
                    + "goes out with 'doorstroom introductions details \(key)'.",
                partner: partner)
        }
    }
}
