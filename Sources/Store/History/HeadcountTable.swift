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
        let (job, contract) = (employees.job, employees.contract)
        let rows = RowsByEstablishment(employees, at: date)
        // A slot per job, cleared after each establishment: no table of pairs is needed.
        var heads = [(all: Int, externals: Int)](repeating: (0, 0), count: employees.jobs.count)
        var met: [Int] = []
        var counted: [(place: Count, externals: Int)] = []
        for establishment in 0..<employees.establishments.count {
            for row in rows[establishment] {
                let job = Int(job[Int(row)])
                if heads[job].all == 0 { met.append(job) }
                heads[job].all += 1
                if contract[Int(row)].isExternal { heads[job].externals += 1 }
            }
            for job in met {
                counted.append(
                    (
                        Count(
                            job: Int(codes.jobs[job]), establishment: Int(codes.establishments[establishment]),
                            heads: heads[job].all), heads[job].externals
                    ))
                heads[job] = (0, 0)
            }
            met.removeAll(keepingCapacity: true)
        }
        counted.sort { ($0.place.establishment, $0.place.job) < ($1.place.establishment, $1.place.job) }
        return (
            counted.map(\.place),
            counted.lazy.filter { $0.externals > 0 }.map { count, externals in
                Count(job: count.job, establishment: count.establishment, heads: externals)
            }
        )
    }

    /// In-service rows, one establishment after the other.
    private struct RowsByEstablishment {
        private let rows: [Int32]
        private let starts: [Int32]

        init(_ employees: EmployeeColumns, at date: CalendarDate) {
            let establishment = employees.establishment
            let (hired, left) = (employees.hireDate.days, employees.exitDate.days)
            func isInService(_ row: Int) -> Bool {
                EmployeeColumns.isInService(hired: hired[row], left: left[row], at: date)
            }
            var starts = [Int32](repeating: 0, count: employees.establishments.count + 1)
            for row in establishment.indices where isInService(row) { starts[Int(establishment[row]) + 1] += 1 }
            for index in starts.indices.dropFirst() { starts[index] += starts[index - 1] }
            var next = starts
            rows = [Int32](unsafeUninitializedCapacity: Int(starts.last ?? 0)) { rows, filled in
                for row in establishment.indices where isInService(row) {
                    let place = Int(establishment[row])
                    rows.initializeElement(at: Int(next[place]), to: Int32(row))
                    next[place] += 1
                }
                filled = rows.count
            }
            self.starts = starts
        }

        subscript(establishment: Int) -> ArraySlice<Int32> {
            rows[Int(starts[establishment])..<Int(starts[establishment + 1])]
        }
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
