internal import Foundation
internal import GRDB
internal import Outreach
internal import Workforce

/// Looks at one reference that a partner came with, inside a transaction, and writes down what came of it.
struct ProfileDesk {
    let db: GRDB.Database
    /// For the details, which are encrypted; nil where none are handed out.
    let key: IdentityKey?
    let request: ProfileRequest

    private struct Found {
        var id: Int64
        var introduction: String
        var stage: Consent.Stage
        var expires: Date
        var isUsed: Bool
        var isRevoked: Bool
    }

    private var tables: IntroductionTables { IntroductionTables(db: db) }

    func handOut() throws -> ProfileAnswer {
        let (found, refusal) = try find()
        guard let found else { return refusal }
        if found.isUsed { return try gone(.again, found) }
        guard let introduction = try active(found), !found.isRevoked else { return try gone(.withdrawn, found) }
        if found.expires <= request.now { return try gone(.expired, found) }
        guard try isOpen(introduction, found.stage),
            let text = try text(introduction, found.stage)
        else { return try kept(found) }
        try db.execute(
            sql: "UPDATE introduction_reference SET used = ? WHERE id = ?",
            arguments: [Outbox.milliseconds(request.now), found.id])
        try note(.handedOut, found)
        try log(found.stage == .profile ? "profile handed out" : "details handed out", introduction.person)
        return .profile(text, stage: found.stage)
    }

    private func text(_ introduction: Introduction, _ stage: Consent.Stage) throws -> String? {
        switch stage {
        case .profile: return introduction.profile
        case .details: return try key.flatMap { try tables.details(of: introduction.key, key: $0) }
        }
    }

    func askForDetails() throws -> ProfileAnswer {
        let (found, refusal) = try find()
        guard let found else { return refusal }
        // Whoever has not seen the profile has nothing to ask after.
        guard found.isUsed, found.stage == .profile, let introduction = try active(found),
            introduction.stage == .profile,
            !found.isRevoked
        else { return try gone(.withdrawn, found) }
        guard try isOpen(introduction, .details) else { return try kept(found) }
        let isRepeat = try tables.references(of: introduction.key).contains { reference in
            reference.uses.contains { $0.outcome == .detailsAsked }
        }
        try note(.detailsAsked, found)
        if !isRepeat { try log("details asked for", introduction.person) }
        return .asked(introduction: introduction.key, isRepeat: isRepeat)
    }

    /// The reference, if it is one of this partner's; else what it is answered.
    private func find() throws -> (Found?, ProfileAnswer) {
        guard ProfileReference.isWellFormed(request.reference) else {
            return (nil, .unknown(nil, introduction: nil))
        }
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT id, introduction, partner, stage, expires, used IS NOT NULL, revoked IS NOT NULL
                FROM introduction_reference WHERE digest = ?
                """, arguments: [IntroductionTables.digest(request.reference)])
        guard let row else { return (nil, .unknown(nil, introduction: nil)) }
        let found = Found(
            id: row[0], introduction: row[1], stage: Consent.Stage(rawValue: row[3]) ?? .details,
            expires: Outbox.date(row[4]), isUsed: row[5], isRevoked: row[6])
        guard row[2] as String == request.partner.id else {
            try note(.otherPartner, found)
            return (nil, .unknown(.otherPartner, introduction: found.introduction))
        }
        return (found, .unknown(nil, introduction: nil))
    }

    private func active(_ found: Found) throws -> Introduction? {
        try DocumentTable<Introduction>(db: db).all().first { $0.key == found.introduction && $0.isActive }
    }

    /// Whether nothing keeps it in at this moment. What a run looks at every night is looked at once more where it can
    /// have changed since: consent, agreement, holds, the partner's endpoint, and the age of what is known.
    private func isOpen(_ introduction: Introduction, _ stage: Consent.Stage) throws -> Bool {
        guard request.policy.isEnabled, request.isFresh, request.partner.receives(stage, on: request.today),
            try !isDisabled
        else { return false }
        let consents = try DocumentTable<Consent>(db: db).all()
        let needed = [introduction.consent] + (introduction.stage == .details ? [introduction.detailConsent ?? ""] : [])
        for (id, stage) in zip(needed, [Consent.Stage.profile, .details]) {
            let stands = consents.contains {
                $0.id == id
                    && $0.allows(
                        introduction.partner, stage: stage, texts: request.policy.consentTexts, today: request.today)
            }
            guard stands else { return false }
        }
        let state = introduction.state()
        let rules = ReleaseRules(
            holds: try DocumentTable<Hold>(db: db).all(), approvals: [], mode: .automatic, policy: DisclosurePolicy(),
            today: request.today)
        return rules.hold(on: state) == nil
    }

    private var isDisabled: Bool {
        get throws {
            try Bool.fetchOne(
                db, sql: "SELECT disabled IS NOT NULL FROM outbox_endpoint WHERE partner = ?",
                arguments: [request.partner.id]) ?? false
        }
    }

    private func gone(_ outcome: ProfileUse.Outcome, _ found: Found) throws -> ProfileAnswer {
        try note(outcome, found)
        return .gone(outcome, introduction: found.introduction)
    }

    private func kept(_ found: Found) throws -> ProfileAnswer {
        try note(.kept, found)
        return .unknown(.kept, introduction: found.introduction)
    }

    private func note(_ outcome: ProfileUse.Outcome, _ found: Found) throws {
        try tables.note(outcome, of: found.id, by: request.partner.id, now: request.now)
    }

    /// In the audit log, beside the people of the house who looked.
    private func log(_ verb: String, _ person: PersonKey) throws {
        try db.execute(
            sql: "INSERT INTO audit_log (time, system_user, verb, person) VALUES (?, ?, ?, ?)",
            arguments: [request.now.timeIntervalSince1970, "partner \(request.partner.id)", verb, person])
    }
}
