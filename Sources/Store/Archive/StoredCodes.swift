internal import GRDB
internal import Workforce

/// The code tables of the database: each text once, numbers only ever added.
struct StoredCodes {
    enum Kind: Int, CaseIterable {
        case job = 0
        case establishment
        case unit
        case skill
    }

    let db: GRDB.Database

    func table(_ kind: Kind) throws -> CodeTable {
        var table = CodeTable()
        let texts = try String.fetchCursor(
            db, sql: "SELECT text FROM code WHERE kind = ? ORDER BY code", arguments: [kind.rawValue])
        while let text = try texts.next() { _ = table.intern(text) }
        return table
    }

    /// For every code of a snapshot its number here; new texts are stored.
    func numbers(of columns: EmployeeColumns) throws -> CodeNumbers {
        CodeNumbers(
            jobs: try numbers(of: columns.jobs, .job),
            establishments: try numbers(of: columns.establishments, .establishment),
            units: try numbers(of: columns.units, .unit), skills: try numbers(of: columns.skillTable, .skill))
    }

    private func numbers(of codes: CodeTable, _ kind: Kind) throws -> [Int32] {
        var stored = try table(kind)
        let insert = try db.cachedStatement(sql: "INSERT INTO code (kind, code, text) VALUES (?, ?, ?)")
        return try (0..<codes.count).map { code in
            let known = stored.count
            let number = codes.texts.withBytes(code) { stored.intern($0) }
            if stored.count > known { try insert.execute(arguments: [kind.rawValue, Int(number), stored[number]]) }
            return Int32(number)
        }
    }
}
