import Outreach
import Store
import Synchronization

/// Persons who agreed to be introduced to the partner (domain rules §10, last point): the `dataref` of an introduction.
extension PartnerRoutes {
    static let profiles: [PartnerRoute] = [
        PartnerRoute(.get, "/partner/v1/profiles/{reference}", fetch),
        PartnerRoute(.post, "/partner/v1/profiles/{reference}/details", deed: "ask-for-details", ask),
    ]

    @Sendable private static func fetch(_ call: PartnerCall) async throws -> PartnerReply {
        let request = try await call.profiles.request(call.parameters["reference"] ?? "", call.partner)
        let answer = try await call.desk.handOut(request)
        await call.profiles.tell(answer, call.partner, [])
        guard case .profile(let text, _) = answer else { throw problem(of: answer) }
        return PartnerReply(200, Array(text.utf8))
    }

    @Sendable private static func ask(_ call: PartnerCall) async throws -> PartnerReply {
        let request = try await call.profiles.request(call.parameters["reference"] ?? "", call.partner)
        let wanted = call.body.object?["wanted"]?.array?.compactMap(\.string) ?? []
        let asked = Mutex<ProfileAnswer?>(nil)
        // A reference never stands in the audit log: what it is of is noted with its use.
        let reply = try await call.write(about: "profile") { deeds in
            let answer = try deeds.askForDetails(request)
            asked.withLock { $0 = answer }
            guard case .asked(let key, _) = answer else { return problem(of: answer).receipt }
            return PartnerReceipt(
                status: 202,
                body: JSONValue.object([
                    "introduction": .string(key), "state": .string("asked"),
                    "asked": .string(Timestamp.text(call.now)),
                ]).bytes)
        }
        // Nothing where the request is a repetition.
        if let answer = asked.withLock({ $0 }) { await call.profiles.tell(answer, call.partner, wanted) }
        return reply
    }

    /// Used, late and withdrawn answer alike, and what is kept in as if there were none.
    private static func problem(of answer: ProfileAnswer) -> PartnerProblem {
        if case .gone = answer {
            return PartnerProblem(
                .profileGone, "A profile is given once, until the event's expirytime, while the introduction stands.",
                remedy: "If its answer was lost, ask the employer for another reference.")
        }
        return PartnerProblem(
            .notFound, "There is no profile for you here.",
            remedy: "Take the `dataref` of a candidates.introduced event that you received, as it is.")
    }
}
