import Outreach
import Store

/// Vacancies and places to learn that a partner offers, under its own numbers.
extension PartnerRoutes {
    static let vacancies: [PartnerRoute] = [
        PartnerRoute(.get, "/partner/v1/vacancies", listVacancies),
        PartnerRoute(.get, "/partner/v1/vacancies/{vacancy}", showVacancy),
        PartnerRoute(.put, "/partner/v1/vacancies/{vacancy}", deed: "offer-vacancy", offerVacancy),
        PartnerRoute(.delete, "/partner/v1/vacancies/{vacancy}", deed: "withdraw-vacancy", withdrawVacancy),
    ]

    @Sendable private static func listVacancies(_ call: PartnerCall) async throws -> PartnerReply {
        let limit = call.query["limit"].flatMap { Int($0) } ?? usualPage
        let after = call.query["after"] ?? ""
        let found = try await call.read { deeds in try deeds.vacancies(after: after, limit: limit + 1) }
        return PartnerReply(
            200,
            .object([
                "vacancies": .array(found.prefix(limit).map(json)), "more": .boolean(found.count > limit),
            ]))
    }

    @Sendable private static func showVacancy(_ call: PartnerCall) async throws -> PartnerReply {
        let id = call.parameters["vacancy"] ?? ""
        let vacancy = try await call.read { deeds in try deeds.vacancy(id) }
        guard let vacancy, vacancy.withdrawn == nil else { throw unknownVacancy }
        return PartnerReply(200, json(vacancy))
    }

    @Sendable private static func offerVacancy(_ call: PartnerCall) async throws -> PartnerReply {
        let id = call.parameters["vacancy"] ?? ""
        let profile = VacancyProfile(call.body, id: id, today: call.today)
        guard profile.faults.isEmpty else {
            throw PartnerProblem(
                .invalidBody, "The vacancy does not keep to the profile.",
                remedy: "Mend what `errors` lists; the article of the partner API lists the members.",
                errors: Array(profile.faults.prefix(20)))
        }
        let document = String(decoding: profile.value.bytes, as: UTF8.self)
        return try await call.write(about: id) { deeds in
            guard let isNew = try deeds.offer(vacancy: id, document: document, title: profile.title) else {
                throw PartnerProblem(
                    .tooMany, "You have \(PartnerDeeds.mostVacancies) open vacancies here.",
                    remedy: "Withdraw those that are filled: DELETE /partner/v1/vacancies/{vacancy}.")
            }
            guard let vacancy = try deeds.vacancy(id) else { throw unknownVacancy }
            return PartnerReceipt(
                status: isNew ? 201 : 200, location: isNew ? "/partner/v1/vacancies/\(id)" : nil,
                body: json(vacancy).bytes)
        }
    }

    @Sendable private static func withdrawVacancy(_ call: PartnerCall) async throws -> PartnerReply {
        let id = call.parameters["vacancy"] ?? ""
        return try await call.write(about: id) { deeds in
            guard try deeds.withdraw(vacancy: id) else { throw unknownVacancy }
            return PartnerReceipt(status: 204, body: [])
        }
    }

    private static var unknownVacancy: PartnerProblem {
        PartnerProblem(
            .notFound, "You offer no vacancy of that number.",
            remedy: "See GET /partner/v1/vacancies for those that are open.")
    }

    private static func json(_ vacancy: PartnerVacancy) -> JSONValue {
        .object([
            "vacancy": .string(vacancy.id), "offered": .string(Timestamp.text(vacancy.offered)),
            "changed": .string(Timestamp.text(vacancy.changed)), "document": .raw(Array(vacancy.document.utf8)),
        ])
    }
}
