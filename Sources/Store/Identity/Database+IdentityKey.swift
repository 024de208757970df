internal import GRDB

extension Database {
    /// Notes the first key, and refuses another one later.
    static func acceptKey(_ key: IdentityKey, _ db: GRDB.Database) throws {
        if try Bool.fetchOne(db, sql: "SELECT COUNT(*) = 0 FROM identity_key") ?? true {
            try db.execute(sql: "INSERT INTO identity_key (key_id) VALUES (?)", arguments: [key.id])
        }
        try verifyKey(key, db)
    }

    /// - Throws: `identity-key-wrong` when the identities were encrypted with another key.
    static func verifyKey(_ key: IdentityKey, _ db: GRDB.Database) throws {
        let known = try String.fetchOne(db, sql: "SELECT key_id FROM identity_key ORDER BY rowid DESC LIMIT 1")
        guard let known, known != key.id else { return }
        throw StoreError(
            code: "identity-key-wrong",
            message: "the identity key (\(key.id)) is not the one this database was written with (\(known))",
            remedy: "Point `storage.identityKeyFile` at the key with that id; without it names and ids cannot be read.")
    }
}
