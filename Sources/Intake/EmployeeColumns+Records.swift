import Workforce

/// Records of a chunk become columns: one pass over the records for each column that the mapping fills.
extension EmployeeColumns {
    typealias Records = UnsafeBufferPointer<EmployeeRecord>

    /// Makes room for so many rows in all.
    mutating func reserve(_ rows: Int, idBytes: Int, skills skillCount: Int) {
        id.reserve(rows: rows, bytes: idBytes)
        skills.reserveCapacity(skillCount)
        for column in [\EmployeeColumns.name, \.email, \.jobWish] { self[keyPath: column].reserve(rows: rows) }
        for column in [
            \EmployeeColumns.birthDate, \.hireDate, \.serviceSince, \.jobSince, \.contractEnd, \.redundantSince,
            \.noticeDate, \.exitDate, \.consentIntroduction,
        ] { self[keyPath: column].days.reserveCapacity(rows) }
        for column in [\EmployeeColumns.job, \.establishment, \.unit, \.skillEnds] {
            self[keyPath: column].reserveCapacity(rows)
        }
        for column in [\EmployeeColumns.monthlySalary, \.trainingHours, \.performance] {
            self[keyPath: column].values.reserveCapacity(rows)
        }
        centiFTE.reserveCapacity(rows)
        contract.reserveCapacity(rows)
        gender.reserveCapacity(rows)
        renewal.reserveCapacity(rows)
        exitReason.reserveCapacity(rows)
        indispensable.reserveCapacity(rows)
    }

    mutating func append(_ records: Records, of chunk: borrowing RowReader, _ numbering: inout CodeNumbering) {
        let plan = chunk.plan
        Self.append(records, from: chunk.ids.bytes, to: &id) { $0.id }
        Self.append(records, from: chunk.names.bytes, to: &name) { $0.name }
        Self.append(records, from: chunk.emails.bytes, to: &email) { $0.email }
        Self.append(records, from: chunk.jobWishes.bytes, to: &jobWish) { $0.jobWish }
        appendDates(records, plan)
        appendNumbers(records, plan)
        appendClosedCodes(records, plan)
        appendCodes(records, chunk, &numbering)
    }

    private static func append(
        _ records: Records, from pool: [UInt8], to column: inout ByteStringColumn,
        _ piece: (EmployeeRecord) -> EmployeeRecord.Piece
    ) {
        if pool.isEmpty { return column.appendAbsent(records.count) }
        pool.withUnsafeBufferPointer { pool in
            for record in records {
                let piece = piece(record)
                let start = Int(piece.start)
                column.append(UnsafeBufferPointer(rebasing: pool[start..<start + Int(piece.count)]))
            }
        }
    }

    private mutating func appendDates(_ records: Records, _ plan: EmployeePlan) {
        Self.fill(&birthDate.days, records, plan.isMapped(.birthDate)) { $0.birthDate }
        Self.fill(&hireDate.days, records, true) { $0.hireDate }
        Self.fill(&serviceSince.days, records, true) { $0.serviceSince }
        Self.fill(&jobSince.days, records, plan.isMapped(.jobSince)) { $0.jobSince }
        Self.fill(&contractEnd.days, records, plan.isMapped(.contractEnd)) { $0.contractEnd }
        Self.fill(&redundantSince.days, records, plan.isMapped(.redundantSince)) { $0.redundantSince }
        Self.fill(&noticeDate.days, records, plan.isMapped(.noticeDate)) { $0.noticeDate }
        Self.fill(&exitDate.days, records, plan.isMapped(.exitDate)) { $0.exitDate }
        Self.fill(&consentIntroduction.days, records, plan.isMapped(.consentIntroduction)) { $0.consentIntroduction }
    }

    private mutating func appendNumbers(_ records: Records, _ plan: EmployeePlan) {
        Self.fill(&centiFTE, records, true) { $0.centiFTE }
        Self.fill(&monthlySalary.values, records, plan.isMapped(.monthlySalary)) { $0.monthlySalary }
        Self.fill(&trainingHours.values, records, plan.isMapped(.trainingHours)) { $0.trainingHours }
        Self.fill(&performance.values, records, plan.isMapped(.performance)) { $0.performance }
    }

    private mutating func appendClosedCodes(_ records: Records, _ plan: EmployeePlan) {
        Self.append(records, to: &contract) { ContractKind(rawValue: $0.contract) ?? .permanent }
        Self.append(records, to: &gender) { Gender(rawValue: $0.gender) ?? .absent }
        Self.append(records, to: &renewal) { Renewal(rawValue: $0.renewal) ?? .absent }
        Self.append(records, to: &exitReason) { ExitReason(rawValue: $0.exitReason) ?? .absent }
        Self.append(records, to: &indispensable) { $0.indispensable != 0 }
    }

    private mutating func appendCodes(
        _ records: Records, _ chunk: borrowing RowReader, _ numbering: inout CodeNumbering
    ) {
        numbering.jobs.append(records, chunk.jobs, to: &job, in: &jobs) { $0.job }
        numbering.establishments.append(records, chunk.establishments, to: &establishment, in: &establishments) {
            $0.establishment
        }
        numbering.units.append(records, chunk.units, to: &unit, in: &units) { $0.unit }
        var end = UInt32(skills.count)
        Self.append(records, to: &skillEnds) { record in
            end += record.skills.count
            return end
        }
        Self.withSkills(of: records, in: chunk.skills, count: Int(end) - skills.count) {
            numbering.skills.append($0, chunk.skillTable, to: &skills, in: &skillTable) { $0 }
        }
    }

    /// The skills of the records one after the other: as they stand in the chunk, unless those of rejected rows stand
    /// between them.
    private static func withSkills(
        of records: Records, in skills: [UInt32], count: Int, _ body: (UnsafeBufferPointer<UInt32>) -> Void
    ) {
        guard let first = records.first(where: { $0.skills.count > 0 })?.skills,
            let last = records.last(where: { $0.skills.count > 0 })?.skills
        else { return }
        let span = Int(first.start)..<Int(last.start + last.count)
        if span.count == count {
            return skills.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[span])) }
        }
        let own = records.flatMap { skills[Int($0.skills.start)..<Int($0.skills.start + $0.skills.count)] }
        own.withUnsafeBufferPointer(body)
    }

    @inline(__always)
    private static func fill(
        _ column: inout [Int32], _ records: Records, _ isMapped: Bool, _ value: (EmployeeRecord) -> Int32
    ) {
        if isMapped {
            append(records, to: &column, value)
        } else {
            column.append(contentsOf: repeatElement(Int32.min, count: records.count))
        }
    }

    /// Appends a value of each record: put together first, since appending them one by one asks for room each time.
    @inline(__always)
    private static func append<Value>(
        _ records: Records, to column: inout [Value], _ value: (EmployeeRecord) -> Value
    ) {
        withUnsafeTemporaryAllocation(of: Value.self, capacity: records.count) { values in
            for index in records.indices { values.initializeElement(at: index, to: value(records[index])) }
            column.append(contentsOf: values)
        }
    }
}
