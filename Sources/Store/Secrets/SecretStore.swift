package import Foundation
internal import GRDB
package import Outreach

extension Database {
    /// The signing secrets that this database knows of.
    package var secrets: SecretStore { SecretStore(database: self) }
}

extension OutboxStore {
    /// The signing secrets in the outbox's database.
    package var secrets: SecretStore { SecretStore(database: database) }
}

/// The secrets that sign the partners' events: read by whoever signs, changed by rotation.
///
/// Each method is one transaction. Secrets are sealed with the identity key, bound to their partner and kind.
package struct SecretStore: Sendable {
    let database: Database

    /// Whose secret, and for which signature.
    package struct Name: Hashable, Sendable {
        package var partner: String
        package var kind: SignatureKind

        package init(partner: String, kind: SignatureKind) {
            self.partner = partner
            self.kind = kind
        }
    }

    /// What a rotation came to.
    package struct Rotation: Equatable, Sendable {
        /// Until when the former secret signs along; nil when there is none that does.
        package var formerEnds: Date?
        /// The same rotation had been made before: it was only taken up again.
        package var isRepeat: Bool
    }

    /// How long after its end a secret is kept, sealed, so that a partner who is late can be given more time.
    package static let grace: TimeInterval = 7 * 24 * 3_600

    /// Everything known.
    package func known() async throws -> KnownSecrets {
        let key = try database.requireIdentityKey()
        return try await database.reading { db in try SealedSecret.known(key: key, in: db) }
    }

    /// Records configured secrets that are new here, and wipes what ended long ago; what is known already writes nothing.
    /// - Returns: what is known then.
    package func adopt(_ configured: [Name: String], now: Date) async throws -> KnownSecrets {
        let key = try database.requireIdentityKey()
        let known = try await known()
        let isOutlived = known.histories.values.contains { $0.entries.contains { Self.isOutlived($0, now: now) } }
        guard isOutlived || configured.contains(where: { known.plan(for: $0, configured: $1, now: now).adopts }) else {
            return known
        }
        return try await database.writing { db in
            for (name, text) in configured { try SealedSecret.adopt(text, of: name, key: key, now: now, in: db) }
            try SealedSecret.wipe(endedBefore: now - Self.grace, in: db)
            return try SealedSecret.known(key: key, in: db)
        }
    }

    /// Makes a secret the current one; the former signs along until the overlap is over.
    ///
    /// The same secret again changes nothing, so that a rotation which was cut off can be taken up again.
    /// - Parameters:
    ///   - configured: what the configuration holds, which is recorded first if it is not known yet.
    ///   - overlap: nil for none: what has been in use ends at once and for good.
    ///   - entry: of the audit log, in the same transaction.
    /// - Throws: `secret-used-before`.
    package func rotate(
        _ name: Name, configured: String, to new: String, overlap: TimeInterval?, audit entry: AuditNote, now: Date
    ) async throws -> Rotation {
        let key = try database.requireIdentityKey()
        return try await database.writing { db in
            try SealedSecret.adopt(configured, of: name, key: key, now: now, in: db)
            let fingerprint = try SealedSecret.fingerprint(new, of: name, key: key, in: db)
            let before = try SealedSecret.histories(key: key, in: db)[name] ?? SecretHistory()
            let known = before.entries.first { $0.fingerprint == fingerprint }
            let isRepeat = known.map { $0.ends == nil } ?? false
            guard known == nil || isRepeat else { throw StoreError.secretUsedBefore(name) }
            if overlap == nil {
                try SealedSecret.end(name, except: fingerprint, in: db, now: now)
            } else if let overlap, !isRepeat {
                try SealedSecret.retire(name, at: now + overlap, in: db)
            }
            if !isRepeat {
                try SealedSecret.insert(new, of: name, origin: .rotation, key: key, now: now, in: db)
            }
            try entry.write(now: now, in: db)
            let after = try SealedSecret.histories(key: key, in: db)[name] ?? SecretHistory()
            return Rotation(formerEnds: after.former(at: now)?.ends, isRepeat: isRepeat)
        }
    }

    /// Gives the former secret more time, also one that has ended within the last days.
    /// - Returns: its new end.
    /// - Throws: `no-former-secret`.
    package func extend(_ name: Name, until end: Date, audit entry: AuditNote, now: Date) async throws -> Date {
        let key = try database.requireIdentityKey()
        return try await database.writing { db in
            let history = try SealedSecret.histories(key: key, in: db)[name] ?? SecretHistory()
            guard let former = history.entries.first(where: { $0.ends != nil && $0.text != nil && !$0.isLeaked }),
                let ends = former.ends
            else { throw StoreError.noFormerSecret(name) }
            let later = max(ends, end)
            try db.execute(
                sql: "UPDATE signing_secret SET ends = ? WHERE partner = ? AND kind = ? AND fingerprint = ?",
                arguments: [Outbox.milliseconds(later), name.partner, name.kind.rawValue, former.fingerprint])
            try entry.write(now: now, in: db)
            return later
        }
    }

    /// Ends the former secrets at once and for good: the partner has changed over, or they have leaked.
    /// - Throws: `no-former-secret`.
    package func finish(_ name: Name, audit entry: AuditNote, now: Date) async throws {
        let key = try database.requireIdentityKey()
        try await database.writing { db in
            let history = try SealedSecret.histories(key: key, in: db)[name] ?? SecretHistory()
            guard let current = history.current, history.former(at: now) != nil else {
                throw StoreError.noFormerSecret(name)
            }
            try SealedSecret.end(name, except: current.fingerprint, in: db, now: now)
            try entry.write(now: now, in: db)
        }
    }

    static func isOutlived(_ entry: SecretHistory.Entry, now: Date) -> Bool {
        entry.text != nil && (entry.ends.map { $0 < now - grace } ?? false)
    }
}

extension StoreError {
    static func secretUsedBefore(_ name: SecretStore.Name) -> StoreError {
        StoreError(
            code: "secret-used-before", message: "this secret has signed for \(name.partner) before",
            remedy: "Take a fresh one: leave it to `doorstroom partners rotate-secret \(name.partner)`.")
    }

    static func noFormerSecret(_ name: SecretStore.Name) -> StoreError {
        StoreError(
            code: "no-former-secret",
            message: "no former \(name.kind.rawValue) secret of \(name.partner) can be given more time",
            remedy: "It was never rotated, ended more than 7 days ago, or was ended as leaked: give the partner the "
                + "current one, or make another with `doorstroom partners rotate-secret \(name.partner)`.")
    }
}
