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
        let counts = Self.counts(employees, at: date, codes)
        try db.execute(
            sql: "INSERT INTO headcount (as_of, data, externals) VALUES (?, ?, ?)",
            arguments: [date.dayNumber, Self.encode(counts.all), Self.encode(counts.externals)])
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

    /// In-service people by job and establishment, and those among them who are no employees, in the order of the codes.
    private static func counts(
        _ employees: EmployeeColumns, at date: CalendarDate, _ codes: CodeNumbers
    ) -> (all: [Count], externals: [Count]) {
        // As arrays of their own: a look into the columns costs a count of references for each row.
        let (job, establishment, contract) = (employees.job, employees.establishment, employees.contract)
        let (hired, left) = (employees.hireDate.days, employees.exitDate.days)
        let establishments = UInt64(employees.establishments.count)
        var heads: [UInt64: (all: Int, externals: Int)] = [:]
        var former: UInt64 = 0
        var run = (all: 0, externals: 0)
        func add() {
            let known = heads[former] ?? (0, 0)
            heads[former] = (known.all + run.all, known.externals + run.externals)
        }
        // Exports come sorted more often than not: equal neighbours are counted before they are looked up.
        for row in 0..<employees.count
        where EmployeeColumns.isInService(hired: hired[row], left: left[row], at: date) {
            let cell = UInt64(job[row]) * establishments + UInt64(establishment[row])
            if cell != former {
                if run.all > 0 { add() }
                former = cell
                run = (0, 0)
            }
            run.all += 1
            if contract[row].isExternal { run.externals += 1 }
        }
        if run.all > 0 { add() }
        let counted = heads.map { cell, heads in
            let (job, establishment) = cell.quotientAndRemainder(dividingBy: establishments)
            return (
                job: Int(codes.jobs[Int(job)]), establishment: Int(codes.establishments[Int(establishment)]),
                heads: heads
            )
        }.sorted { ($0.establishment, $0.job) < ($1.establishment, $1.job) }
        return (
            counted.map { Count(job: $0.job, establishment: $0.establishment, heads: $0.heads.all) },
            counted.lazy.filter { $0.heads.externals > 0 }
                .map { Count(job: $0.job, establishment: $0.establishment, heads: $0.heads.externals) }
        )
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
