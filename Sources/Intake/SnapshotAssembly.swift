import Workforce

/// The columns of one as-of date while chunks are added to them, in the order of the file.
final class SnapshotAssembly {
    let asOf: CalendarDate
    var employees = EmployeeColumns()
    /// The line of each row.
    var lines: [UInt32] = []
    var filtered: Set<String> = []
    /// The hash of each row's id.
    private var hashes: [UInt32] = []
    /// For each chunk the numbers that its codes have here.
    private var numberings: [ObjectIdentifier: CodeNumbering] = [:]

    init(asOf: CalendarDate) { self.asOf = asOf }

    /// Pools of text address their bytes with four bytes; more than that is not held.
    static let poolLimit = Int(UInt32.max)

    /// Makes room for so many rows in all.
    func reserve(_ rows: Int, idBytes: Int, skills: Int) {
        hashes.reserveCapacity(rows)
        lines.reserveCapacity(rows)
        employees.reserve(rows, idBytes: idBytes, skills: skills)
    }

    /// Rows whose id an earlier row has, with that row. Called once, when all rows are there.
    func repeats(isParallel: Bool) -> [(first: Int, row: Int)] {
        numberings = [:]
        defer { hashes = [] }
        return RepeatedRows.find(employees.id, hashes: hashes, isParallel: isParallel)
    }

    /// Adds `range` of the records of `chunk`; false when the texts no longer fit.
    func append(_ range: Range<Int>, of chunk: EmployeeChunk, firstLine: Int) -> Bool {
        let texts = employees.id.bytes.count + employees.name.bytes.count + employees.email.bytes.count
        let added = chunk.rows.ids.bytes.count + chunk.rows.names.bytes.count + chunk.rows.emails.bytes.count
        guard texts + added + employees.jobWish.bytes.count + chunk.rows.jobWishes.bytes.count < Self.poolLimit,
            employees.skills.count + chunk.rows.skills.count < Self.poolLimit
        else { return false }
        var numbering = numberings.removeValue(forKey: ObjectIdentifier(chunk)) ?? CodeNumbering()
        defer { numberings[ObjectIdentifier(chunk)] = numbering }
        chunk.rows.records.withUnsafeBufferPointer { records in
            let records = UnsafeBufferPointer(rebasing: records[range])
            employees.append(records, of: chunk.rows, &numbering)
            lines.reserveCapacity(lines.count + records.count)
            for record in records { lines.append(UInt32(truncatingIfNeeded: firstLine + Int(record.line))) }
            hashes.reserveCapacity(hashes.count + records.count)
            for record in records { hashes.append(record.idHash) }
        }
        return true
    }
}
