internal import Crypto
internal import Foundation
internal import GRDB

/// Keys that digests are made with which must be found again after the identity key has changed.
///
/// Each is derived from the first identity key; when that changes it is kept in the database, encrypted with the new one.
enum CarriedKey: String, CaseIterable {
    /// Of contents, in the ledger.
    case ledger = "doorstroom ledger content"
    /// Of employee ids, in the list of the erased.
    case erasures = "doorstroom erasure list"
    /// Of signing secrets, to know again those that have ended.
    case fingerprints = "doorstroom signing secret fingerprint"
    /// Of the cursors that partners hold.
    case cursors = "doorstroom resync cursor"

    private var context: String { "carried key \(rawValue)" }

    func key(in db: GRDB.Database, _ identityKey: IdentityKey) throws -> SymmetricKey {
        // A database from before there were any is asked while it is brought up to date.
        guard try db.tableExists("carried_key") else { return identityKey.derived(for: rawValue) }
        let sealed = try Data.fetchOne(
            db, sql: "SELECT sealed FROM carried_key WHERE purpose = ?", arguments: [rawValue])
        guard let sealed else { return identityKey.derived(for: rawValue) }
        return SymmetricKey(data: try identityKey.open(sealed, context: context))
    }

    /// Keeps the key as it is under another identity key.
    func carry(in db: GRDB.Database, from former: IdentityKey, to next: IdentityKey) throws {
        let bytes = try key(in: db, former).withUnsafeBytes { Array($0) }
        try db.execute(
            sql: "INSERT OR REPLACE INTO carried_key (purpose, sealed) VALUES (?, ?)",
            arguments: [rawValue, try next.seal(bytes, context: context)])
    }
}
