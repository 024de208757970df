import DoorstroomConfiguration
import Foundation
import Logging
package import Outreach
package import Store
import Workforce

/// Answers partners who come with a reference to a profile, and tells the operator what a person has to look at.
package struct ProfileCounter: Sendable {
    private let instance: Instance

    package init(_ instance: Instance) { self.instance = instance }

    package enum Wish: Sendable {
        /// The profile, once.
        case profile
        /// That the person be asked for the detail stage.
        case details
    }

    /// - Parameter partner: who has proven to be that.
    package func answer(_ wish: Wish, reference: String, partner: Partner) throws -> ProfileAnswer {
        let settings = instance.settings
        let today = instance.today
        let newest = try instance.database.newestSnapshot(onOrBefore: today)?.asOf
        let request = ProfileRequest(
            reference: reference, partner: partner, policy: settings.introductions,
            isFresh: newest.map { $0.adding(days: settings.intake.maxAgeDays) >= today } ?? false, today: today,
            now: instance.clock.now())
        let answer =
            switch wish {
            case .profile: try instance.database.handOut(request)
            case .details: try instance.database.askForDetails(request)
            }
        try tell(answer, partner: partner.id)
        return answer
    }

    private func tell(_ answer: ProfileAnswer, partner: String) throws {
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
            try notify(
                "details-asked", key,
                "\(partner) asks for the details of an introduction. Ask the person; what they agree to goes out with "
                    + "'doorstroom introductions details \(key)'.")
        }
    }

    private func notify(_ code: String, _ key: String, _ text: String) throws {
        instance.logger.warning(
            "A partner's request for a profile needs a person", metadata: ["code": "\(code)", "subject": "\(key)"])
        try Notices(instance).raise(code: code, text: text)
    }
}
