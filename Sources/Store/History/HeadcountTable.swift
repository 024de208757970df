internal import Foundation
internal import GRDB
internal import Workforce

/// In-service people by job and establishment, of the last snapshot of each month.
struct HeadcountTable {
    let db: GRDB.Database

    /// Counts a snapshot, unless a later one of its month is there; an earlier one of the month makes room.
    /// - Parameter codes: the stored numbers of the snapshot's codes.
    func put(_ employees: EmployeeColumns, at date: CalendarDate, _ codes: CodeNumbers) throws {
        let month = [date.startOfMonth.dayNumber, date.endOfMonth.dayNumber]
        let last = try Int32.fetchOne(
            db, sql: "SELECT MAX(as_of) FROM headcount WHERE as_of BETWEEN ? AND ?",
            arguments: StatementArguments(month))
        if let last, last > date.dayNumber { return }
        try db.execute(
            sql: "DELETE FROM headcount WHERE as_of BETWEEN ? AND ?", arguments: StatementArguments(month))
        let externals = Self.counts(employees, codes) {
            employees.contract[$0].isExternal && employees.isInService($0, at: date)
        }
        try db.execute(
            sql: "INSERT INTO headcount (as_of, data, externals) VALUES (?, ?, ?)",
            arguments: [
                date.dayNumber,
                Self.encode(Self.counts(employees, codes) { employees.isInService($0, at: date) }),
                Self.encode(externals),
            ])
    }

    func history(upTo date: CalendarDate) throws -> HeadcountHistory {
        let codes = StoredCodes(db: db)
        var history = HeadcountHistory(
            jobs: try codes.table(.job), establishments: try codes.table(.establishment))
        let (jobs, establishments) = (history.jobs.count, history.establishments.count)
        let rows = try Row.fetchCursor(
            db, sql: "SELECT as_of, data, externals FROM headcount WHERE as_of <= ? ORDER BY as_of",
            arguments: [date.dayNumber])
        while let row = try rows.next() {
            let counts = try Self.decode(row[1])
            let externals = try (row[2] as Data?).map(Self.decode) ?? []
            guard (counts + externals).allSatisfy({ $0.job < jobs && $0.establishment < establishments }) else {
                throw StoreError.damaged("headcount")
            }
            history.append(
                CalendarDate(dayNumber: row[0]),
                counts.lazy.map { (cell: $0.cell, heads: Int32(clamping: $0.heads)) },
                externals: Dictionary(externals.map { ($0.cell, Int32(clamping: $0.heads)) }, uniquingKeysWith: +))
        }
        return history
    }

    private struct Count {
        var job: Int
        var establishment: Int
        var heads: Int

        var cell: HeadcountHistory.Cell {
            HeadcountHistory.Cell(job: UInt32(job), establishment: UInt32(establishment))
        }
    }

    private static func counts(
        _ employees: EmployeeColumns, _ codes: CodeNumbers, isCounted: (Int) -> Bool
    ) -> [Count] {
        let establishments = employees.establishments.count
        var heads: [UInt64: Int] = [:]
        var former: UInt64 = 0
        var run = 0
        // Exports come sorted more often than not: equal neighbours are counted before they are looked up.
        for row in 0..<employees.count where isCounted(row) {
            let cell = UInt64(employees.job[row]) * UInt64(establishments) + UInt64(employees.establishment[row])
            if cell != former {
                if run > 0 { heads[former, default: 0] += run }
                former = cell
                run = 0
            }
            run += 1
        }
        if run > 0 { heads[former, default: 0] += run }
        return heads.map { cell, heads in
            let (job, establishment) = cell.quotientAndRemainder(dividingBy: UInt64(establishments))
            return Count(
                job: Int(codes.jobs[Int(job)]), establishment: Int(codes.establishments[Int(establishment)]),
                heads: heads)
        }.sorted { ($0.establishment, $0.job) < ($1.establishment, $1.job) }
    }

    private static func encode(_ counts: [Count]) -> Data {
        var writer = ByteWriter()
        writer.count(counts.count)
        var establishment = 0
        for count in counts {
            writer.count(count.establishment - establishment)
            writer.count(count.job)
            writer.count(count.heads)
            establishment = count.establishment
        }
        return Data(writer.bytes)
    }

    private static func decode(_ data: Data) throws -> [Count] {
        try data.withUnsafeBytes { raw in
            var reader = ByteReader(raw)
            var establishment = 0
            return try (0..<(try reader.count(limit: raw.count))).map { _ in
                establishment += try reader.count(limit: Int(Int32.max))
                return Count(
                    job: try reader.count(limit: Int(Int32.max)), establishment: establishment,
                    heads: try reader.count(limit: Int(Int32.max)))
            }
        }
    }
}
