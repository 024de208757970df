import Workforce

/// One row, from its fields to a record.
extension RowReader {
    /// How far the text in the buffer was read.
    struct Progress {
        /// Where the next row begins.
        var position: Int
        /// Line ends before it, counted from the start of the piece.
        var line: Int
        var stop: EmployeeChunk.Stop?
    }

    /// Reads the rows in the buffer that belong to the piece, until the text runs out.
    mutating func readRows(
        _ buffer: UnsafeMutablePointer<UInt8>, from start: Int, _ window: borrowing TextWindow, _ dialect: Dialect,
        recordLimit: Int, line: Int
    ) -> Progress {
        base = buffer
        let (end, isFinal, last) = (window.end, window.isFinal, window.lastStart)
        var scanner = RecordScanner(
            base: buffer, from: start, to: end, delimiter: dialect.delimiter, quote: dialect.quote)
        var progress = Progress(position: start, line: line)
        while progress.position <= last, progress.position < end, !foundNoUTF8 {
            let next: Int
            switch scanner.next(from: progress.position, isFinal: isFinal, into: &fields) {
            case .record(let place): next = place
            case .incomplete: return progress
            case .unclosed:
                progress.stop = end - progress.position > recordLimit ? .recordTooLong : .unclosedQuote
                return progress
            }
            if next - progress.position > recordLimit {
                progress.stop = .recordTooLong
                return progress
            }
            let isBlank = fields.count == 1 && fields.end(0) == fields.start(0)
            if isFinal, next == end, !isBlank, fields.count < fields.capacity, !Self.endsLine(buffer[end - 1]) {
                progress.stop = .truncatedRow
                return progress
            }
            if !isBlank { readRow(&scanner, line: progress.line) }
            progress.position = next
            progress.line = line + scanner.lines
        }
        if foundNoUTF8 { progress.stop = .notUTF8 }
        return progress
    }

    /// 1 January 1900, before which nobody was born who is employed.
    static var firstBirth: Int32 { -25_567 }
    /// Five years, in days.
    static var mostAhead: Int32 { 1_827 }

    /// A number as a spreadsheet shows a long one, `1.23457E+11`: its last digits are lost.
    @inline(__always)
    private static func isRounded(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        // The second byte rules out nearly every id.
        guard text.count >= 5, [0x2C, 0x2E, 0x45, 0x65].contains(text[1]) else { return false }
        guard let exponent = text.firstIndex(where: { $0 == 0x45 || $0 == 0x65 }), exponent + 2 < text.count,
            text[exponent + 1] == 0x2B
        else { return false }
        let digits: ClosedRange<UInt8> = 0x30...0x39
        let fraction = exponent > 1 ? text[2..<exponent] : text[1..<1]
        return digits.contains(text[0]) && (exponent == 1 || !fraction.isEmpty && text[1] < 0x30)
            && fraction.allSatisfy(digits.contains) && text[(exponent + 2)...].allSatisfy(digits.contains)
    }

    private static func endsLine(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

    /// Reads the row in `fields`; `line` counts the line ends before it.
    private mutating func readRow(_ scanner: inout RecordScanner, line: Int) {
        if !fields.unresolved.isEmpty { scanner.resolveQuotes(in: &fields) }
        let found = fields.count
        if found < fields.capacity { fields.fillMissing() }
        if fields.text(0, in: base).isEmpty, isBlank { return }
        rows += 1
        if found != fields.capacity, !isShapeUsable(found, line: line) { return }
        if !fields.strayQuotes.isEmpty { reportStrayQuotes(line: line) }
        countIdentifiers()
        guard holdsAll(plan.filters) else {
            filterRow()
            return
        }
        var row = RowDraft(blank, line: line)
        readAsOf(&row)
        readColumns(&row)
        finish(&row)
    }

    /// Nothing in any field: a line of delimiters, as spreadsheets leave them below a table.
    private var isBlank: Bool {
        if fields.hasExtraValue { return false }
        for field in 0..<fields.capacity where !fields.text(field, in: base).isEmpty { return false }
        return true
    }

    private mutating func isShapeUsable(_ found: Int, line: Int) -> Bool {
        if fields.hasExtraValue {
            rejected += 1
            log.append(
                code: "too-many-fields",
                .tooManyFields(plan.file, line: line, found: found, expected: fields.capacity))
            return false
        }
        if found < fields.capacity {
            log.append(
                code: "too-few-fields", .tooFewFields(plan.file, line: line, found: found, expected: fields.capacity))
        }
        return true
    }

    private mutating func reportStrayQuotes(line: Int) {
        for field in fields.strayQuotes where field < plan.header.count {
            log.append(
                code: "stray-quote", .strayQuote(plan.file, line: line, column: plan.header[field]))
        }
    }

    private func countIdentifiers() {
        for index in tallies.indices {
            let text = fields.text(tallies[index].column, in: base)
            if !text.isEmpty { tallies[index].count(text) }
        }
    }

    private mutating func readAsOf(_ row: inout RowDraft) {
        switch plan.asOf {
        case .fixed(let date): row.record.asOf = date.dayNumber
        case .column(let column, let format):
            let text = fields.text(column, in: base)
            if let date = format.isNull(text) ? nil : format.date(text) {
                row.record.asOf = date.dayNumber
            } else {
                reject(
                    &row, text.isEmpty ? .missingValue : .unreadableDate, plan.header[column], text.isEmpty ? nil : text
                )
            }
        case .yearEnd(let column):
            let text = fields.text(column, in: base)
            if let date = Self.yearEnd(text) {
                row.record.asOf = date.dayNumber
            } else {
                reject(
                    &row, text.isEmpty ? .missingValue : .unreadableDate, plan.header[column], text.isEmpty ? nil : text
                )
            }
        }
    }

    private static func yearEnd(_ text: UnsafeBufferPointer<UInt8>) -> CalendarDate? {
        guard text.count == 4, let year = FieldFormat.canonical.count(text) else { return nil }
        return CalendarDate(year: year, month: 12, day: 31)
    }

    /// A row that is left out still says that its person is there (interface: "Mapping"; domain rules §2).
    private mutating func filterRow() {
        filteredRows += 1
        var row = RowDraft(blank, line: 0)
        row.isSilent = true
        readAsOf(&row)
        guard let index = plan.index(of: .id) else { return }
        let id = resolve(index)
        if id.isEmpty { return }
        if isEncodingGuessed, !UTF8Check.isValid(id) { foundNoUTF8 = true }
        filtered.append((row.record.asOf, String(decoding: id, as: UTF8.self)))
    }

    private mutating func readColumns(_ row: inout RowDraft) {
        for index in steps.indices {
            let step = steps[index]
            let text: UnsafeBufferPointer<UInt8>
            if step.source >= 0 {
                text = fields.text(step.source, in: base)
                if step.hasNullTokens, plan.columns[index].format.isNull(text) { continue }
            } else {
                text = resolve(index)
            }
            if !text.isEmpty { read(text, step, index, &row) }
        }
    }

    @inline(__always)
    private mutating func read(
        _ text: UnsafeBufferPointer<UInt8>, _ step: EmployeePlan.Step, _ index: Int, _ row: inout RowDraft
    ) {
        switch step.field {
        case .id:
            if Self.isRounded(text) { return unreadable(.roundedNumber, text, index, &row) }
            row.record.idHash = UInt32(truncatingIfNeeded: TextHash.hash(text, seed: seed))
            row.record.id = ids.keep(text) ?? lost(text, index, &row)
        case .name: row.record.name = names.keep(text) ?? lost(text, index, &row)
        case .email: row.record.email = emails.keep(text) ?? lost(text, index, &row)
        case .jobWish: row.record.jobWish = jobWishes.keep(text) ?? lost(text, index, &row)
        case .birthDate: row.record.birthDate = date(text, step, index, &row)
        case .hireDate: row.record.hireDate = date(text, step, index, &row)
        case .serviceSince: row.record.serviceSince = date(text, step, index, &row)
        case .jobSince: row.record.jobSince = date(text, step, index, &row)
        case .contractEnd: row.record.contractEnd = date(text, step, index, &row)
        case .redundantSince: row.record.redundantSince = date(text, step, index, &row)
        case .noticeDate: row.record.noticeDate = date(text, step, index, &row)
        case .exitDate: row.record.exitDate = date(text, step, index, &row)
        case .consentIntroduction: row.record.consentIntroduction = date(text, step, index, &row)
        case .job: row.record.job = jobs.intern(text) ?? lostCode(text, index, &row)
        case .establishment: row.record.establishment = establishments.intern(text) ?? lostCode(text, index, &row)
        case .unit: row.record.unit = units.intern(text) ?? lostCode(text, index, &row)
        case .skills: row.record.skills = skillCodes(text, index, &row)
        case .contract: row.record.contract = closedCode(text, index, &row)
        case .gender: row.record.gender = closedCode(text, index, &row)
        case .contractRenewal: row.record.renewal = closedCode(text, index, &row)
        case .exitReason: row.record.exitReason = closedCode(text, index, &row)
        case .indispensable: row.record.indispensable = closedCode(text, index, &row)
        case .fte: row.record.centiFTE = centiFTE(text, step, index, &row)
        case .monthlySalary: row.record.monthlySalary = hundredths(text, step, index, &row)
        case .trainingHours: row.record.trainingHours = hundredths(text, step, index, &row)
        case .performance: row.record.performance = hundredths(text, step, index, &row)
        }
    }

    /// Applies what the rules say of a row as a whole, and keeps or rejects it.
    private mutating func finish(_ row: inout RowDraft) {
        requireValues(&row)
        let record = row.record
        if record.birthDate != absentDate, record.hireDate != absentDate {
            let birth = CalendarDate(dayNumber: record.birthDate)
            // Nearly everybody was hired so much later that no birthday need be computed.
            if record.hireDate - record.birthDate < 14 * 366,
                CalendarDate(dayNumber: record.hireDate) < birth.anniversary(years: 13)
            {
                reject(&row, .hiredTooYoung, plan.name(of: .hireDate))
            }
        }
        if record.exitDate != absentDate, record.hireDate != absentDate, record.exitDate < record.hireDate {
            reject(&row, .exitBeforeHire, plan.name(of: .exitDate))
        }
        if row.isRejected {
            rejected += 1
            // A value that cannot be read is no departure: the row still says that its person is there, whatever the date.
            if record.id.count > 0 { filtered.append((DateColumn.absent, ids.text(record.id))) }
            return
        }
        if record.centiFTE == absentNumber {
            let isOnCall = record.contract == ContractKind.onCall.rawValue
            row.record.centiFTE = isOnCall ? 0 : 100
            if isOnCall { warn(row, .absentFTE, plan.name(of: .fte)) }
        }
        if record.birthDate < RowReader.firstBirth, record.birthDate != absentDate {
            warn(row, .implausibleDate, plan.name(of: .birthDate))
        }
        // A hire so far ahead is nobody's: it would keep the person out of service for good, without a word.
        if record.hireDate < RowReader.firstBirth || record.hireDate - record.asOf > RowReader.mostAhead {
            warn(row, .implausibleDate, plan.name(of: .hireDate))
        }
        if record.serviceSince == absentDate { row.record.serviceSince = record.hireDate }
        records.append(row.record)
    }

    private mutating func requireValues(_ row: inout RowDraft) {
        // A value that is there but unreadable was reported when it was read.
        if row.record.id.count == 0, !row.isReported(.id) { missing(.id, &row) }
        if row.record.hireDate == absentDate, !row.isReported(.hireDate) { missing(.hireDate, &row) }
        if row.record.job == absentCode, !row.isReported(.job) { missing(.job, &row) }
        if row.record.establishment == absentCode, !row.isReported(.establishment) {
            missing(.establishment, &row)
        }
    }

    private mutating func missing(_ field: EmployeeField, _ row: inout RowDraft) {
        reject(&row, .missingValue, plan.name(of: field))
    }

    @inline(__always)
    private func holds(_ condition: EmployeePlan.Condition) -> Bool {
        let text = fields.text(condition.column, in: base)
        return condition.texts.contains { $0.count == text.count && $0.elementsEqual(text) } != condition.excludes
    }

    func holdsAll(_ conditions: [EmployeePlan.Condition]) -> Bool {
        for condition in conditions where !holds(condition) { return false }
        return true
    }
}
