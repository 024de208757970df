internal import Crypto
internal import Foundation
internal import GRDB

/// The sets of rules under which runs were made, each kept once.
struct RulebookTable {
    let db: GRDB.Database

    /// The number of a rulebook, which is written when it is not there yet.
    func number(of rulebook: Rulebook) throws -> Int64 {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let rules = try encoder.encode(rulebook)
        let digest = Data(SHA256.hash(data: rules))
        if let number = try Int64.fetchOne(db, sql: "SELECT id FROM rulebook WHERE digest = ?", arguments: [digest]) {
            return number
        }
        try db.execute(
            sql: "INSERT INTO rulebook (digest, rules) VALUES (?, ?)",
            arguments: [digest, String(decoding: rules, as: UTF8.self)])
        return db.lastInsertedRowID
    }

    func rulebook(_ number: Int64) throws -> Rulebook {
        guard let rules = try String.fetchOne(db, sql: "SELECT rules FROM rulebook WHERE id = ?", arguments: [number])
        else { throw StoreError.damaged("rules of a scan") }
        do {
            return try JSONDecoder().decode(Rulebook.self, from: Data(rules.utf8))
        } catch {
            throw StoreError(
                code: "rules-unreadable", message: "this version cannot read the rules under which the scan was made",
                remedy: "Explain it with the version that made the scan, or run a scan and explain that one.")
        }
    }

    /// Removes those on which no run stands any more.
    func removeUnused() throws {
        try db.execute(
            sql: "DELETE FROM rulebook WHERE id NOT IN (SELECT rulebook FROM scan WHERE rulebook IS NOT NULL)")
    }
}
