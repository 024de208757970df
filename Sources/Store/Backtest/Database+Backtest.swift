internal import Foundation
internal import GRDB
package import Workforce

extension Database {
    /// By person the day on which they lost their job by the employer's doing.
    package func losses() throws -> [PersonKey: CalendarDate] { try read { try LossReader(db: $0).losses() } }

    /// Keeps a backtest; one that looked as far ahead from the same newest snapshot makes room.
    package func save(_ backtest: BacktestRecord) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let text = String(decoding: try encoder.encode(backtest), as: UTF8.self)
        try write { db in
            try db.execute(
                sql: """
                    INSERT OR REPLACE INTO backtest (snapshot_as_of, horizon_months, made, record) VALUES (?, ?, ?, ?)
                    """,
                arguments: [
                    backtest.snapshotDate.dayNumber, backtest.horizonMonths, backtest.made.timeIntervalSince1970, text,
                ])
        }
    }

    /// Kept backtests, the newest first.
    package func backtests() throws -> [BacktestRecord] {
        try read { db in
            try String.fetchAll(db, sql: "SELECT record FROM backtest ORDER BY made DESC").map {
                try JSONDecoder().decode(BacktestRecord.self, from: Data($0.utf8))
            }
        }
    }
}
