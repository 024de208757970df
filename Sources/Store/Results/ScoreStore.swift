internal import Foundation
internal import GRDB
internal import Outcomes

/// The scores of the last live run: of persons as hundredths in chunks, of groups in one blob a scope.
///
/// Not kept from night to night: with percentile indicators everybody's scores move a little every night, and a replay
/// computes those of an earlier date again.
struct ScoreStore {
    let db: GRDB.Database

    static let missing = Int32(ScoreHundredths.missing)

    static func value(_ hundredths: Int32) -> Double? { hundredths == missing ? nil : Double(hundredths) / 100 }

    /// Seven columns: the scores, the balance, and the coverages.
    func write(_ scores: ScoreResult<ScoreHundredths>, _ loaded: LoadedWorkforce) throws {
        let columns = scores.scores + [scores.balance] + scores.coverage
        try ResultChunks(db: db, table: .score).write(columns: columns.count, loaded, missing: Self.missing) {
            column, places, target in
            columns[column].withUnsafeBufferPointer { values in
                places.forEach { row, place in target[place] = Int32(values[row].rawValue) }
            }
        }
        try writeAggregates(scores.aggregates)
    }

    /// Vitality stands in a blob of its own beside that of the units: those of versions without it stay readable.
    private static let vitality = "unit-vitality"

    private func writeAggregates(_ aggregates: [AggregateScore]) throws {
        for scope in [AggregateScore.Scope.group, .unit, .establishment, .organisation] {
            let rows = aggregates.filter { $0.scope == scope }
            var table = SideTableWriter(rows: rows.count)
            table.texts(rows.map(\.jobGroup))
            table.texts(rows.map(\.code))
            table.numbers(rows.map(\.people))
            for outcome in Outcome.allCases { table.hundredths(rows.map { $0.scores[outcome.rawValue] }) }
            table.hundredths(rows.map(\.balance))
            try put(table, as: scope.rawValue)
        }
        let units = aggregates.filter { $0.scope == .unit }
        var table = SideTableWriter(rows: units.count)
        // Down, so that a value under a limit stays under it.
        table.numbers(units.map { $0.vitality.map { Int(($0 * 100).rounded(.down)) } })
        try put(table, as: Self.vitality)
    }

    private func put(_ table: SideTableWriter, as scope: String) throws {
        let data = Data(table.writer.bytes)
        if try blob(scope) == data { return }
        try db.execute(
            sql: "INSERT OR REPLACE INTO aggregate_score (scope, data) VALUES (?, ?)", arguments: [scope, data])
    }

    private func blob(_ scope: String) throws -> Data? {
        try Data.fetchOne(db, sql: "SELECT data FROM aggregate_score WHERE scope = ?", arguments: [scope])
    }

    func aggregates(_ scope: AggregateScore.Scope) throws -> [AggregateScore] {
        guard let data = try blob(scope.rawValue) else { return [] }
        let vitality = scope == .unit ? try storedVitality() : []
        return try data.withUnsafeBytes { raw in
            var table = try SideTableReader(raw)
            let jobGroups = try table.texts()
            let codes = try table.required()
            let people = try table.numbers()
            let scores = try Outcome.allCases.map { _ in try table.hundredths() }
            let balance = try table.hundredths()
            return (0..<table.rows).map { row in
                AggregateScore(
                    scope: scope, jobGroup: jobGroups[row], code: codes[row], people: people[row],
                    scores: scores.map { $0[row] }, balance: balance[row],
                    vitality: row < vitality.count ? vitality[row] : nil)
            }
        }
    }

    /// In the order of the units; empty as earlier versions left it.
    private func storedVitality() throws -> [Double?] {
        guard let data = try blob(Self.vitality) else { return [] }
        return try data.withUnsafeBytes { raw in
            var table = try SideTableReader(raw)
            return try table.hundredths()
        }
    }
}

extension SideTableWriter {
    fileprivate mutating func hundredths(_ values: [Double?]) {
        numbers(values.map { $0.map { Int(($0 * 100).rounded()) } })
    }
}

extension SideTableReader {
    fileprivate mutating func hundredths() throws(StoreError) -> [Double?] {
        try numbers().map { $0.map { Double($0) / 100 } }
    }
}
