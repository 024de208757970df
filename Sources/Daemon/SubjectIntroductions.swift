import Foundation
import Outreach
import Store
import Workforce

/// What a person agreed to, to whom they were introduced, and what was handed out about them.
struct SubjectIntroductions {
    let consents: [[SubjectField]]
    private(set) var introductions: [[SubjectField]] = []
    private(set) var references: [[SubjectField]] = []

    init(_ person: PersonKey, _ outreach: OutreachRecord, in database: Database) throws {
        consents = outreach.consents.filter { $0.person == person }.map { consent in
            [
                SubjectField("given_on", consent.givenOn), SubjectField("stage", consent.stage.rawValue),
                SubjectField("text_version", consent.textVersion), SubjectField("channel", consent.channel),
                SubjectField("partners", consent.partners ?? ["*"]), SubjectField("source", consent.source.rawValue),
                SubjectField("recorded_by", consent.recordedBy), SubjectField("recorded", consent.recordedAt),
                SubjectField("withdrawn_on", consent.withdrawn?.on),
                SubjectField("withdrawn_by", consent.withdrawn?.by),
            ]
        }
        for introduction in outreach.introductions where introduction.person == person {
            let told = outreach.publications.filter { $0.subject == introduction.key }
            introductions.append([
                SubjectField("introduction", introduction.key), SubjectField("partner", introduction.partner),
                SubjectField("introduced_on", introduction.introducedOn), SubjectField("by", introduction.by),
                SubjectField("status", told.last?.status.rawValue), SubjectField("last_told", told.last?.time),
                SubjectField("ended_on", introduction.end?.on),
                SubjectField("end", introduction.end?.reason.rawValue),
                SubjectField("profile", introduction.profile),
                SubjectField("details", try database.details(of: introduction.key)),
            ])
            for reference in try database.references(of: introduction.key) {
                references += Self.records(of: reference, introduction.key)
            }
        }
    }

    private static func records(of reference: ProfileUse.Reference, _ key: String) -> [[SubjectField]] {
        let issued = [
            SubjectField("introduction", key), SubjectField("stage", reference.stage.rawValue),
            SubjectField("issued", reference.issued), SubjectField("expires", reference.expires),
            SubjectField("revoked", reference.revoked),
        ]
        if reference.uses.isEmpty { return [issued] }
        return reference.uses.map { use in
            issued + [
                SubjectField("time", use.at), SubjectField("partner", use.partner),
                SubjectField("outcome", use.outcome.rawValue),
            ]
        }
    }
}
