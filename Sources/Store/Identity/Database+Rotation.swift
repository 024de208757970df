internal import Foundation
internal import GRDB

extension Database {
    /// Encrypts everything that is under the identity key with another one, whole or not at all, and leaves nothing in the
    /// file that the former key opens.
    ///
    /// Keys that digests were made with are carried over, so that ledger and list of the erased stay what they are. From the
    /// moment that the transaction is committed only the new key counts: it must be on disk before.
    package func rotateIdentityKey(to next: IdentityKey) throws {
        let former = try requireIdentityKey()
        try translating { try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA secure_delete = ON") } }
        try write { db in
            try Self.verifyKey(former, db)
            try IdentityBlocks(db: db, key: former).reseal(with: next)
            try SideFileStore(db: db, key: former).reseal(with: next)
            try Self.resealErasures(in: db, from: former, to: next)
            try SealedSecret.reseal(from: former, to: next, in: db)
            try IntroductionTables(db: db).reseal(from: former, to: next)
            for key in CarriedKey.allCases { try key.carry(in: db, from: former, to: next) }
            try db.execute(sql: "INSERT INTO identity_key (key_id) VALUES (?)", arguments: [next.id])
        }
        setIdentityKey(next)
        try overwriteFreePages()
        try translating { try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA secure_delete = OFF") } }
        try emptyLog()
    }

    private static func resealErasures(in db: GRDB.Database, from former: IdentityKey, to next: IdentityKey) throws {
        for row in try Row.fetchAll(db, sql: "SELECT id, sealed FROM erasure WHERE sealed IS NOT NULL") {
            let plain = try former.open(row[1], context: erasureContext)
            try db.execute(
                sql: "UPDATE erasure SET sealed = ? WHERE id = ?",
                arguments: [try next.seal(plain, context: erasureContext), row[0] as Int64])
        }
    }
}

extension IdentityBlocks {
    /// Encrypts every block with another key, as it is.
    fileprivate func reseal(with next: IdentityKey) throws {
        for row in try Row.fetchAll(db, sql: "SELECT block, people, ids, contacts FROM identity_block") {
            let block: Int = row[0]
            let ids = try key.open(row[2], context: Self.idContext(block))
            let texts = try key.open(row[3], context: Self.textContext(block))
            try IdentityBlocks(db: db, key: next).store(
                block: block, people: row[1],
                sealed: (
                    try next.seal(ids, context: Self.idContext(block)),
                    try next.seal(texts, context: Self.textContext(block))
                ))
        }
    }
}

extension SideFileStore {
    /// Encrypts every side file with another key; its digest is of that key, too.
    fileprivate func reseal(with next: IdentityKey) throws {
        let store = SideFileStore(db: db, key: next)
        for row in try Row.fetchAll(db, sql: "SELECT id, kind, data FROM side_file") {
            guard let kind = SideFileKind(rawValue: row[1]) else { throw StoreError.damaged("kind of a side file") }
            let plain = try key.open(row[2], context: Self.context(kind))
            try db.execute(
                sql: "UPDATE side_file SET digest = ?, key_id = ?, data = ? WHERE id = ?",
                arguments: [
                    store.digest(of: plain), next.id, try next.seal(plain, context: Self.context(kind)),
                    row[0] as Int64,
                ])
        }
    }
}
