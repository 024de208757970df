package import Outcomes
package import Outreach
package import struct Foundation.Date
internal import GRDB
internal import Prevention
internal import Workforce

extension Database {
    /// Stores a run whole, in one transaction: people's states, groups, scores, and the intents of outreach.
    ///
    /// Of a replay people and groups are kept, apart from the live ones; scores and outreach are not touched. The
    /// closures are called as late as can be, so that what they wait for is worked out while something else is written.
    /// - Parameters:
    ///   - heldUntil: when what waits in the outbox and is no longer bound by a hold may be attempted.
    ///   - likelihood: of the run without hidden plan rows; nil where none is hidden.
    ///   - outreach: the intents, called when the people are written; nil where nothing goes outward.
    ///   - scores: called next.
    ///   - conclude: called last, so that the summary can speak of what changed; nil leaves the header's.
    package func commitScan(
        _ results: ScanResults, header: ScanHeader, heldUntil: Date,
        likelihood: OutwardLikelihood? = nil, outreach: () throws -> OutreachDocuments? = { nil },
        scores: () throws -> ScoreResult<ScoreHundredths>? = { nil },
        conclude: (CommittedScan) throws -> (summary: String, finished: Date)? = { _ in nil }
    ) throws -> CommittedScan {
        let committed = try write { db in
            let table = ScanTable(db: db)
            var committed = CommittedScan(
                record: try table.insert(
                    header, results.loaded, forecast: results.prevention.grounds))
            switch header.kind {
            case .live:
                (committed.changedResults, committed.entered) = try writeLive(results, scan: committed.record.id, db)
                try DocumentTable(db: db).replace(with: likelihood.map { [$0] } ?? [], at: header.finished)
                if let outreach = try outreach() {
                    let tables = OutreachTables(db: db)
                    try tables.write(outreach, at: header.finished)
                    try tables.bindOutbox(withdrawing: false, dueAt: heldUntil, now: header.finished)
                }
                if let scores = try scores() { try ScoreStore(db: db).write(scores, results.loaded) }
            case .replay: try writeReplay(results, committed.record, db)
            }
            if let (summary, finished) = try conclude(committed) {
                (committed.record.summary, committed.record.finished) = (summary, finished)
                try table.conclude(committed.record)
            }
            return committed
        }
        try shortenLog()
        return committed
    }

    /// - Returns: as `AssessmentWriter.writeLive`.
    private func writeLive(
        _ results: ScanResults, scan: Int64, _ db: GRDB.Database
    ) throws -> (changed: Int, entered: [Int]) {
        let loaded = results.loaded
        let changes = try AssessmentWriter(db: db, scan: scan).writeLive(loaded, results.prevention)
        try GroupTable(db: db).write(
            results.prevention.groups, keys: loaded.keys, asOf: results.prevention.asOf, scan: scan)
        let signs = results.prevention.vitalSigns
        try ResultChunks(db: db, table: .vitalSigns).write(
            columns: 1, loaded, missing: 0
        ) { _, places, target in places.forEach { row, place in target[place] = Int32(signs[row].rawValue) } }
        return changes
    }

    private func writeReplay(_ results: ScanResults, _ record: ScanRecord, _ db: GRDB.Database) throws {
        try ScanTable(db: db).removeReplays(of: record.asOf, before: record.id)
        try AssessmentWriter(db: db, scan: record.id).writeReplay(results.loaded, results.prevention)
        try GroupTable(db: db).writeReplay(
            results.prevention.groups, keys: results.loaded.keys, asOf: results.prevention.asOf, scan: record.id)
    }
}
