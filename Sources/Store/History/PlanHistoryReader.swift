internal import Foundation
internal import GRDB
internal import Workforce

/// Reads which plans were in force in the past from the side files that are kept.
struct PlanHistoryReader {
    let db: GRDB.Database
    let key: IdentityKey

    /// How far back is looked.
    static let months = 60
    /// Plans of a large employer have a hundred thousand rows: of those that change every month only the newest are read.
    static let mostRows = 500_000

    /// What was in force at the first snapshot of each month, up to a date; nothing where that is one month.
    func history(upTo date: CalendarDate) throws -> PlanHistory {
        var read: [Int64: [PlanRow]] = [:]
        var rows = 0
        var known: [(date: CalendarDate, file: Int64)] = []
        let files = try files(upTo: date)
        // One plan alone says nothing of what became of it.
        guard files.count > 1 else { return PlanHistory() }
        for point in files.reversed() {
            if read[point.file] == nil {
                let plan = try SideFileStore(db: db, key: key).plan(point.file)
                rows += plan.count
                if rows > Self.mostRows { break }
                read[point.file] = plan
            }
            known.append(point)
        }
        var history = PlanHistory()
        for point in known.reversed() { history.append(point.date, read[point.file] ?? []) }
        return history
    }

    /// The first snapshot of each month, with the plan that was in force then; none before there was a plan.
    private func files(upTo date: CalendarDate) throws -> [(date: CalendarDate, file: Int64)] {
        let first = date.adding(months: -Self.months)
        let snapshots = try Row.fetchCursor(
            db,
            sql: """
                SELECT as_of, side_file FROM snapshot LEFT JOIN snapshot_side_file
                    ON snapshot_side_file.snapshot = snapshot.id AND snapshot_side_file.kind = ?
                WHERE superseded = 0 AND as_of <= ? ORDER BY as_of
                """, arguments: [SideFileKind.plan.rawValue, date.dayNumber])
        var files: [(date: CalendarDate, file: Int64)] = []
        var inForce: Int64?
        var month: CalendarDate?
        while let row = try snapshots.next() {
            inForce = row[1] ?? inForce
            let asOf = CalendarDate(dayNumber: row[0])
            defer { month = asOf.startOfMonth }
            if let inForce, asOf >= first, asOf.startOfMonth != month { files.append((asOf, inForce)) }
        }
        return files
    }
}
