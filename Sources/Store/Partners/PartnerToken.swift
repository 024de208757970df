internal import Crypto
package import Foundation
internal import GRDB

/// A bearer token of the partner API, as it is kept: without the token.
package struct PartnerToken: Equatable, Sendable {
    package var partner: String
    /// SHA-256 of the token's text.
    package var digest: [UInt8]
    package var issued: Date
    /// The system user who issued it.
    package var issuedBy: String
    /// From here on it opens nothing; nil for none.
    package var ends: Date?

    package init(partner: String, digest: [UInt8], issued: Date, issuedBy: String, ends: Date?) {
        self.partner = partner
        self.digest = digest
        self.issued = issued
        self.issuedBy = issuedBy
        self.ends = ends
    }

    package func isValid(at now: Date) -> Bool { ends.map { now < $0 } ?? true }

    /// Enough of the digest for people to tell tokens apart by.
    package var name: String { digest.prefix(4).map { String(format: "%02x", $0) }.joined() }

    /// What every token begins with: programs that look for secrets in code and logs find it by that.
    package static let prefix = "doorstroom_partner_"

    /// A token that nobody has seen: the prefix and 256 random bits in base 32 (Crockford's alphabet).
    package static func make(random bytes: [UInt8]) -> String {
        let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
        var characters: [UInt8] = []
        var (held, count) = (0, 0)
        for byte in bytes {
            held = held << 8 | Int(byte)
            count += 8
            while count >= 5 {
                count -= 5
                characters.append(alphabet[held >> count & 31])
            }
            held &= 1 << count - 1
        }
        if count > 0 { characters.append(alphabet[held << (5 - count) & 31]) }
        return prefix + String(decoding: characters, as: UTF8.self)
    }

    /// Plain SHA-256 is enough: there is nothing to guess in 256 random bits, and it is looked up at every request.
    package static func digest(of token: some Sequence<UInt8>) -> [UInt8] {
        Array(SHA256.hash(data: Array(token)))
    }
}

/// Who may use the partner API, as the database knows it.
package struct PartnerAdmission: Equatable, Sendable {
    package var tokens: [PartnerToken] = []
    /// Partners that an operator disabled.
    package var disabled: Set<String> = []

    package init() {}
}

extension Database {
    /// The tokens of the partner API.
    package var partnerTokens: PartnerTokenStore { PartnerTokenStore(database: self) }
}

/// Issues and revokes tokens; each method is one transaction with its audit note.
package struct PartnerTokenStore: Sendable {
    let database: Database

    /// Tokens that may still be valid, and who is disabled.
    package func admission() async throws -> PartnerAdmission {
        try await database.reading { db in
            var admission = PartnerAdmission()
            admission.tokens = try Self.tokens(in: db)
            admission.disabled = Set(
                try Outbox.endpoints(in: db).filter { $0.disabled != nil && $0.disabledBy != nil }.map(\.partner))
            return admission
        }
    }

    /// All that are kept, by partner, the newest first.
    package func all() async throws -> [PartnerToken] { try await database.reading { try Self.tokens(in: $0) } }

    /// Adds a token; those from before end when the overlap is over, unless they end sooner.
    ///
    /// - Parameters:
    ///   - overlap: seconds; nil ends them at once.
    ///   - ends: when the new one ends by itself.
    /// - Returns: when the last former one ends; nil where there was none that is valid.
    package func issue(
        digest: [UInt8], partner: String, overlap: TimeInterval?, ends: Date?, audit note: AuditNote, now: Date
    ) async throws -> Date? {
        try await database.writing { db in
            let former = try Self.tokens(in: db).filter {
                $0.partner == partner && $0.digest != digest && $0.isValid(at: now)
            }
            try Self.end(of: partner, at: now + (overlap ?? 0), in: db)
            try db.execute(
                sql: """
                    INSERT INTO partner_token (digest, partner, issued, issued_by, ends) VALUES (?, ?, ?, ?, ?)
                    """,
                arguments: [
                    Data(digest), partner, Outbox.milliseconds(now), note.systemUser, ends.map(Outbox.milliseconds),
                ])
            try note.write(now: now, in: db)
            guard overlap != nil else { return nil }
            return former.map { min($0.ends ?? .distantFuture, now + (overlap ?? 0)) }.max()
        }
    }

    /// Ends all tokens of a partner now.
    /// - Returns: how many were valid until now.
    package func revoke(partner: String, audit note: AuditNote, now: Date) async throws -> Int {
        try await database.writing { db in
            let valid = try Self.tokens(in: db).count { $0.partner == partner && $0.isValid(at: now) }
            try Self.end(of: partner, at: now, in: db)
            try note.write(now: now, in: db)
            return valid
        }
    }

    private static func end(of partner: String, at moment: Date, in db: GRDB.Database) throws {
        try db.execute(
            sql: "UPDATE partner_token SET ends = min(coalesce(ends, ?1), ?1) WHERE partner = ?2",
            arguments: [Outbox.milliseconds(moment), partner])
    }

    private static func tokens(in db: GRDB.Database) throws -> [PartnerToken] {
        try Row.fetchAll(
            db,
            sql:
                "SELECT partner, digest, issued, issued_by, ends FROM partner_token ORDER BY partner, issued DESC, digest"
        ).map { row in
            PartnerToken(
                partner: row[0], digest: Array(row[1] as Data), issued: Outbox.date(row[2]), issuedBy: row[3],
                ends: (row[4] as Int64?).map(Outbox.date))
        }
    }
}
