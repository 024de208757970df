internal import GRDB
internal import Workforce

extension Database {
    /// Whether the file is whole: SQLite's own check, references between tables, and that the newest snapshot and all
    /// identities can be read.
    ///
    /// - Returns: what is wrong, empty when nothing is.
    package func integrityCheck() throws -> [String] {
        try read { db in
            var problems = try String.fetchAll(db, sql: "PRAGMA integrity_check(20)").filter { $0 != "ok" }
            let broken = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM pragma_foreign_key_check") ?? 0
            if broken > 0 { problems.append("\(broken) rows refer to rows that are not there") }
            do {
                try readEverything(db)
            } catch let error as StoreError {
                problems.append(error.message)
            }
            return problems
        }
    }

    private func readEverything(_ db: GRDB.Database) throws {
        let store = ChunkStore(db: db)
        let table = SnapshotTable(db: db)
        for snapshot in try table.all() {
            for id in try table.chunks(snapshot.id) { _ = try store.chain(id) }
        }
        guard let identityKey, let newest = try table.all().last else { return }
        let loaded = try WorkforceLoader(db: db, key: identityKey).load(
            newest, asOf: newest.asOf, employerCountry: "", aftercareMonths: 0, identity: .everything)
        guard loaded.listed == newest.people else { throw StoreError.damaged("count of people in the newest snapshot") }
    }
}
