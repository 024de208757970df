internal import Foundation
internal import GRDB
internal import Workforce

/// What became of every bundle, refused ones too; reports hold no personal data.
struct ImportLog {
    let db: GRDB.Database

    func add(asOf: CalendarDate?, refused: Bool, snapshot: Int64?, report: String, at now: Date) throws {
        try db.execute(
            sql: "INSERT INTO import_log (time, as_of, refused, snapshot, report) VALUES (?, ?, ?, ?, ?)",
            arguments: [now.timeIntervalSince1970, asOf?.dayNumber, refused, snapshot, report])
    }
}
