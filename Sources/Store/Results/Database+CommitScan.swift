package import Outcomes
package import struct Foundation.Date
internal import GRDB
internal import Prevention
internal import Workforce

extension Database {
    /// Stores a run whole, in one transaction: people's states, groups, scores, and the intents of outreach.
    ///
    /// Of a replay people and groups are kept, apart from the live ones; scores and outreach are not touched.
    /// - Parameters:
    ///   - header: completed when the results are known: called last, so that the summary can speak of what changed.
    ///   - scores: called when the people are written, so that they can be computed meanwhile.
    ///   - heldUntil: when what waits in the outbox and is no longer bound by a hold may be attempted.
    package func commitScan(
        _ results: ScanResults, header: ScanHeader, heldUntil: Date,
        scores: () throws -> ScoreResult?, summary: (CommittedScan) throws -> String? = { _ in nil }
    ) throws -> CommittedScan {
        let committed = try write { db in
            let table = ScanTable(db: db)
            var committed = CommittedScan(record: try table.insert(header, results.loaded))
            switch header.kind {
            case .live: try writeLive(results, &committed, header: header, heldUntil: heldUntil, scores: scores, db)
            case .replay: try writeReplay(results, committed.record, db)
            }
            if let text = try summary(committed) {
                committed.record.summary = text
                try table.set(summary: text, of: committed.record.id)
            }
            return committed
        }
        try emptyLog()
        return committed
    }

    private func writeLive(
        _ results: ScanResults, _ committed: inout CommittedScan, header: ScanHeader, heldUntil: Date,
        scores: () throws -> ScoreResult?, _ db: GRDB.Database
    ) throws {
        let loaded = results.loaded
        let scan = committed.record.id
        (committed.changedResults, committed.entered) = try AssessmentWriter(db: db, scan: scan)
            .writeLive(loaded, results.prevention)
        try GroupTable(db: db).write(
            results.prevention.groups, keys: loaded.keys, asOf: results.prevention.asOf, scan: scan)
        let signs = results.prevention.vitalSigns
        try ResultChunks(db: db, table: .vitalSigns).write(
            columns: 1, loaded, missing: 0
        ) { _, places, target in places.forEach { row, place in target[place] = Int32(signs[row].rawValue) } }
        if let outreach = results.outreach {
            let tables = OutreachTables(db: db)
            try tables.write(outreach, at: header.finished)
            try tables.bindOutbox(withdrawing: false, dueAt: heldUntil, now: header.finished)
        }
        if let scores = try scores() {
            try ScoreStore(db: db).write(scores, loaded)
        }
    }

    private func writeReplay(_ results: ScanResults, _ record: ScanRecord, _ db: GRDB.Database) throws {
        try ScanTable(db: db).removeReplays(of: record.asOf, before: record.id)
        try AssessmentWriter(db: db, scan: record.id).writeReplay(results.loaded, results.prevention)
        try GroupTable(db: db).writeReplay(
            results.prevention.groups, keys: results.loaded.keys, asOf: results.prevention.asOf, scan: record.id)
    }
}
