internal import Crypto
internal import Foundation
internal import GRDB
internal import Outreach

/// The rows of the table `signing_secret`, every query on them.
enum SealedSecret {
    /// What a secret is known again by, whatever becomes of the identity key: one that has ended must stay ended.
    static func fingerprint(
        _ text: String, of name: SecretStore.Name, key: IdentityKey, in db: GRDB.Database
    ) throws -> Data {
        fingerprint(text, of: name, key: try CarriedKey.fingerprints.key(in: db, key))
    }

    static func fingerprint(_ text: String, of name: SecretStore.Name, key: SymmetricKey) -> Data {
        let code = HMAC<SHA256>.authenticationCode(for: Data((context(name) + "\n" + text).utf8), using: key)
        return Data(code.prefix(16))
    }

    static func known(key: IdentityKey, in db: GRDB.Database) throws -> KnownSecrets {
        KnownSecrets(
            histories: try histories(key: key, in: db), fingerprints: try CarriedKey.fingerprints.key(in: db, key))
    }

    static func histories(key: IdentityKey, in db: GRDB.Database) throws -> [SecretStore.Name: SecretHistory] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT partner, kind, fingerprint, sealed, origin, since, ends, leaked FROM signing_secret
                ORDER BY partner, kind, ends IS NOT NULL, since DESC, ends DESC, fingerprint
                """)
        var histories: [SecretStore.Name: SecretHistory] = [:]
        for row in rows {
            guard let kind = SignatureKind(rawValue: row[1]), let origin = SecretHistory.Origin(rawValue: row[4]) else {
                throw StoreError.damaged("signing secret")
            }
            let name = SecretStore.Name(partner: row[0], kind: kind)
            let sealed: Data? = row[3]
            // What cannot be opened is one partner's trouble, and must not keep the others' secrets from being read.
            let text = sealed.flatMap { try? key.open($0, context: context(name)) }
                .map { String(decoding: $0, as: UTF8.self) }
            histories[name, default: SecretHistory()].entries.append(
                SecretHistory.Entry(
                    fingerprint: row[2], text: text, origin: origin, since: Outbox.date(row[5]),
                    ends: (row[6] as Int64?).map(Outbox.date), isLeaked: row[7]))
        }
        return histories
    }

    /// Records a configured secret when the rule says that it is the current one from now on.
    static func adopt(
        _ text: String, of name: SecretStore.Name, key: IdentityKey, now: Date, in db: GRDB.Database
    ) throws {
        let fingerprint = try fingerprint(text, of: name, key: key, in: db)
        let history = try histories(key: key, in: db)[name] ?? SecretHistory()
        guard history.plan(configured: text, fingerprint: fingerprint, now: now).adopts else { return }
        try retire(name, at: now + SecretHistory.overlap, in: db)
        try insert(text, of: name, origin: .configuration, key: key, now: now, in: db)
    }

    /// Gives the current secret an end, unless it is the one that comes next.
    static func retire(_ name: SecretStore.Name, at end: Date, in db: GRDB.Database) throws {
        try db.execute(
            sql: "UPDATE signing_secret SET ends = ? WHERE partner = ? AND kind = ? AND ends IS NULL",
            arguments: [Outbox.milliseconds(end), name.partner, name.kind.rawValue])
    }

    /// Ends every secret but one at once and for good.
    static func end(_ name: SecretStore.Name, except kept: Data, in db: GRDB.Database, now: Date) throws {
        try db.execute(
            sql: """
                UPDATE signing_secret SET ends = min(coalesce(ends, ?1), ?1), leaked = 1, sealed = NULL
                WHERE partner = ?2 AND kind = ?3 AND fingerprint <> ?4
                """, arguments: [Outbox.milliseconds(now), name.partner, name.kind.rawValue, kept])
    }

    static func insert(
        _ text: String, of name: SecretStore.Name, origin: SecretHistory.Origin, key: IdentityKey, now: Date,
        in db: GRDB.Database
    ) throws {
        try db.execute(
            sql: """
                INSERT INTO signing_secret (partner, kind, fingerprint, sealed, origin, since) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET sealed = excluded.sealed, origin = excluded.origin, since = excluded.since,
                    ends = NULL
                """,
            arguments: [
                name.partner, name.kind.rawValue, try fingerprint(text, of: name, key: key, in: db),
                try key.seal(Array(text.utf8), context: context(name)), origin.rawValue, Outbox.milliseconds(now),
            ])
    }

    static func wipe(endedBefore moment: Date, in db: GRDB.Database) throws {
        try db.execute(
            sql: "UPDATE signing_secret SET sealed = NULL WHERE ends < ? AND sealed IS NOT NULL",
            arguments: [Outbox.milliseconds(moment)])
    }

    /// Encrypts every secret that is kept with another identity key. Fingerprints stay: their key is carried over.
    static func reseal(from former: IdentityKey, to next: IdentityKey, in db: GRDB.Database) throws {
        let rows = try Row.fetchAll(
            db, sql: "SELECT partner, kind, fingerprint, sealed FROM signing_secret WHERE sealed IS NOT NULL")
        for row in rows {
            guard let kind = SignatureKind(rawValue: row[1]) else { throw StoreError.damaged("signing secret") }
            let name = SecretStore.Name(partner: row[0], kind: kind)
            let plain = try former.open(row[3], context: context(name))
            try db.execute(
                sql: "UPDATE signing_secret SET sealed = ? WHERE partner = ? AND kind = ? AND fingerprint = ?",
                arguments: [
                    try next.seal(plain, context: context(name)), name.partner, name.kind.rawValue, row[2] as Data,
                ])
        }
    }

    private static func context(_ name: SecretStore.Name) -> String {
        "signing secret \(name.kind.rawValue) of \(name.partner)"
    }
}
