internal import Foundation
internal import GRDB
internal import Workforce

/// Turnover between consecutive snapshots, and in-service people by class at each.
struct TurnoverTable {
    let db: GRDB.Database

    /// In-service people by class at a snapshot; nil where they were not counted.
    func heads(at date: CalendarDate) throws -> [Int32]? {
        try Data.fetchOne(db, sql: "SELECT heads FROM turnover WHERE as_of = ?", arguments: [date.dayNumber])
            .map { try Self.decode($0).map { Int32(clamping: $0) } }
    }

    /// - Parameter turnover: since the snapshot before; nil where there is none.
    func put(_ turnover: Turnover?, at date: CalendarDate) throws {
        try db.execute(
            sql: """
                INSERT INTO turnover (as_of, earlier, heads, exposure, exits) VALUES (?1, ?2, ?3, ?4, ?5)
                ON CONFLICT DO UPDATE SET earlier = ?2, exposure = ?4, exits = ?5
                """,
            arguments: [
                date.dayNumber, turnover?.from.dayNumber, Self.encode([]),
                Self.encode(turnover?.exposureDays ?? []), Self.encode(turnover?.exits.map { Int64($0) } ?? []),
            ])
    }

    /// Fills in who was in service, by class.
    func put(heads: [Int32], at date: CalendarDate) throws {
        try db.execute(
            sql: "UPDATE turnover SET heads = ? WHERE as_of = ?",
            arguments: [Self.encode(heads.map { Int64($0) }), date.dayNumber])
    }

    /// The turnover up to a date, oldest first.
    func turnovers(upTo date: CalendarDate) throws -> [Turnover] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT earlier, as_of, exposure, exits FROM turnover WHERE as_of <= ? AND earlier IS NOT NULL
                ORDER BY as_of
                """, arguments: [date.dayNumber]
        ).map { row in
            Turnover(
                from: CalendarDate(dayNumber: row[0]), to: CalendarDate(dayNumber: row[1]),
                exposureDays: try Self.decode(row[2]), exits: try Self.decode(row[3]).map { Int32(clamping: $0) })
        }
    }

    /// Dates of which a snapshot is there and no count of heads, oldest first: it was stored by a version that counted
    /// none. A turnover may be there, since a snapshot filled in before it counts who left by then.
    func missing() throws -> [CalendarDate] {
        try Int32.fetchAll(
            db,
            sql: """
                SELECT as_of FROM snapshot WHERE superseded = 0 AND as_of NOT IN (
                    SELECT as_of FROM turnover WHERE length(heads) > length(?))
                ORDER BY as_of
                """, arguments: [Self.encode([])]
        ).map { CalendarDate(dayNumber: $0) }
    }

    private static func encode(_ numbers: [Int64]) -> Data {
        var writer = ByteWriter()
        writer.count(numbers.count)
        for number in numbers { writer.signed(number) }
        return Data(writer.bytes)
    }

    private static func decode(_ data: Data) throws -> [Int64] {
        try data.withUnsafeBytes { raw in
            var reader = ByteReader(raw)
            return try (0..<(try reader.count(limit: raw.count))).map { _ in try reader.signed() }
        }
    }
}
