internal import GRDB
internal import Outcomes
internal import Workforce

/// Lists the stored scores.
struct ScoreReader {
    let db: GRDB.Database
    let key: IdentityKey

    /// Whoever the run's snapshot lists and is in service; leavers have no scores.
    func forEach(_ scan: ScanRecord, _ body: (ScoreRow) throws -> Void) throws {
        let loaded = try AssessmentReader(db: db, key: key).loaded(scan)
        let employees = loaded.workforce.employees
        var chunk = -1
        var columns: [[Int32]] = []
        for row in 0..<loaded.listed where employees.isInService(row, at: scan.asOf) {
            let person = loaded.keys[row]
            let (wanted, place) = Int(person).quotientAndRemainder(dividingBy: ArchiveColumn.chunkRows)
            if wanted != chunk {
                chunk = wanted
                columns = try ResultChunks(db: db, table: .score).read(chunk: chunk)
            }
            if let score = Self.row(person, employees.id[row], columns, place) { try body(score) }
        }
    }

    func row(_ person: Int64) throws -> ScoreRow? {
        let (chunk, place) = Int(person).quotientAndRemainder(dividingBy: ArchiveColumn.chunkRows)
        let (block, index) = Int(person).quotientAndRemainder(dividingBy: IdentityBlocks.people)
        let ids = try IdentityBlocks(db: db, key: key).ids(block: block)
        guard person >= 0, index < ids.count else { return nil }
        return Self.row(person, ids[index], try ResultChunks(db: db, table: .score).read(chunk: chunk), place)
    }

    private static func row(_ person: Int64, _ id: String, _ columns: [[Int32]], _ place: Int) -> ScoreRow? {
        guard columns.count == 7, place < columns[0].count else { return nil }
        return ScoreRow(
            person: person, employeeID: id, scores: columns[0..<3].map { ScoreStore.value($0[place]) },
            balance: ScoreStore.value(columns[3][place]),
            coverage: columns[4..<7].map { (ScoreStore.value($0[place]) ?? 0) / 100 })
    }
}
