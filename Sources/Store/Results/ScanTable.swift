internal import Foundation
internal import GRDB
internal import Prevention
internal import Workforce

/// The list of runs.
struct ScanTable {
    let db: GRDB.Database

    private static let columns = """
        id, as_of, kind, started, finished, snapshot, leaver_blocks, aftercare_months, versions, counts, summary,
        rulebook, forecast
        """

    /// - Parameter forecast: what the run's probabilities rest on; nil where it has none.
    func insert(
        _ header: ScanHeader, _ loaded: LoadedWorkforce, forecast: ForecastGrounds?
    ) throws -> ScanRecord {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let rulebook = try header.rulebook.map { try RulebookTable(db: db).number(of: $0) }
        try db.execute(
            sql: """
                INSERT INTO scan (as_of, kind, started, finished, snapshot, leaver_blocks, aftercare_months, versions, counts,
                    summary, rulebook, forecast) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                loaded.workforce.asOf.dayNumber, header.kind.rawValue, header.started.timeIntervalSince1970,
                header.finished.timeIntervalSince1970, loaded.snapshot.id, ChunkStore.encode(loaded.leaverBlocks),
                header.aftercareMonths, String(decoding: try encoder.encode(header.versions), as: UTF8.self),
                String(decoding: try encoder.encode(header.counts), as: UTF8.self), header.summary, rulebook,
                try forecast.map { String(decoding: try encoder.encode($0), as: UTF8.self) },
            ])
        return ScanRecord(
            id: db.lastInsertedRowID, asOf: loaded.workforce.asOf, kind: header.kind, started: header.started,
            finished: header.finished, snapshot: loaded.snapshot.id, versions: header.versions, counts: header.counts,
            summary: header.summary, aftercareMonths: header.aftercareMonths, forecast: forecast,
            rulebook: rulebook, leaverBlocks: loaded.leaverBlocks)
    }

    /// Writes the summary and the moment of the end, which are known last.
    func conclude(_ record: ScanRecord) throws {
        try db.execute(
            sql: "UPDATE scan SET summary = ?, finished = ? WHERE id = ?",
            arguments: [record.summary, record.finished.timeIntervalSince1970, record.id])
    }

    /// Removes what an earlier replay of the same date found; a newer one takes its place.
    func removeReplays(of date: CalendarDate, before id: Int64) throws {
        for replay in try Int64.fetchAll(
            db, sql: "SELECT id FROM scan WHERE kind = 'replay' AND as_of = ? AND id < ?",
            arguments: [date.dayNumber, id])
        {
            try db.execute(sql: "DELETE FROM assessment_history WHERE valid_to = ?", arguments: [replay])
            try db.execute(sql: "DELETE FROM selection_group WHERE valid_to = ?", arguments: [replay])
            try db.execute(sql: "DELETE FROM scan WHERE id = ?", arguments: [replay])
        }
    }

    /// Newest first.
    func all(limit: Int) throws -> [ScanRecord] {
        try Row.fetchAll(db, sql: "SELECT \(Self.columns) FROM scan ORDER BY id DESC LIMIT ?", arguments: [limit])
            .map(Self.record)
    }

    func lastLive(before id: Int64 = .max) throws -> ScanRecord? {
        try Row.fetchOne(
            db, sql: "SELECT \(Self.columns) FROM scan WHERE kind = 'live' AND id < ? ORDER BY id DESC LIMIT 1",
            arguments: [id]
        ).map(Self.record)
    }

    /// The run that tells of a date: the last one made of that very date, live or replayed, else the last live one of an
    /// earlier date.
    func telling(of date: CalendarDate) throws -> ScanRecord? {
        try Row.fetchOne(
            db,
            sql: """
                SELECT \(Self.columns) FROM scan WHERE as_of = ?1 OR (kind = 'live' AND as_of < ?1)
                ORDER BY as_of DESC, id DESC LIMIT 1
                """, arguments: [date.dayNumber]
        ).map(Self.record)
    }

    private static func record(_ row: Row) throws -> ScanRecord {
        let decoder = JSONDecoder()
        guard let kind = ScanRecord.Kind(rawValue: row[2]) else { throw StoreError.damaged("kind of a scan") }
        return ScanRecord(
            id: row[0], asOf: CalendarDate(dayNumber: row[1]), kind: kind, started: Date(timeIntervalSince1970: row[3]),
            finished: Date(timeIntervalSince1970: row[4]), snapshot: row[5],
            versions: try decoder.decode([String: String].self, from: Data((row[8] as String).utf8)),
            counts: try decoder.decode([String: Int].self, from: Data((row[9] as String).utf8)), summary: row[10],
            aftercareMonths: row[7],
            forecast: try (row[12] as String?).map {
                try decoder.decode(ForecastGrounds.self, from: Data($0.utf8))
            }, rulebook: row[11], leaverBlocks: try ChunkStore.decode(row[6]))
    }
}
