import Workforce

/// One value, from its text to what the columns hold.
extension RowReader {
    /// The text of a column that is not simply a field: joined, conditional, constant, mapped. Empty when absent; good
    /// until the next call.
    mutating func resolve(_ index: Int) -> UnsafeBufferPointer<UInt8> {
        let column = plan.columns[index]
        guard let source = source(of: column) else { return Self.empty }
        switch source {
        case .absent: return Self.empty
        // Constants are canonical already; the value map is about source values.
        case .constant(let text): return inScratch(text)
        case .columns(let sources, let separator):
            let text = sources.count == 1 ? field(sources[0], column) : joined(sources, separator, column)
            // A map of closed codes is part of their table.
            guard let values = column.values, column.codes == nil || text.isEmpty else { return text }
            if let mapped = values.value(of: text) { return inScratch(mapped) }
            return text
        }
    }

    /// The first case whose conditions hold.
    private func source(of column: EmployeePlan.Column) -> EmployeePlan.Source? {
        for option in column.cases where holdsAll(option.conditions) { return option.source }
        return nil
    }

    private static var empty: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: nil, count: 0) }

    /// The text of a field, empty where it means "no value".
    private func field(_ source: Int, _ column: EmployeePlan.Column) -> UnsafeBufferPointer<UInt8> {
        let text = fields.text(source, in: base)
        return column.format.isNull(text) ? Self.empty : text
    }

    private mutating func joined(
        _ sources: [Int], _ separator: [UInt8], _ column: EmployeePlan.Column
    ) -> UnsafeBufferPointer<UInt8> {
        var text: [UInt8] = []
        for source in sources {
            let part = field(source, column)
            if part.isEmpty { continue }
            if !text.isEmpty { text.append(contentsOf: separator) }
            text.append(contentsOf: part)
        }
        return inScratch(text, isCanonical: false)
    }

    private mutating func inScratch(_ text: [UInt8], isCanonical: Bool = true) -> UnsafeBufferPointer<UInt8> {
        isScratchCanonical = isCanonical
        scratch.grow(to: text.count, keeping: 0)
        text.withUnsafeBufferPointer { source in
            if let start = source.baseAddress { scratch.base.update(from: start, count: source.count) }
        }
        return UnsafeBufferPointer(start: scratch.base, count: text.count)
    }

    // MARK: Kinds of value

    /// A text that is not whole.
    mutating func lost(
        _ text: UnsafeBufferPointer<UInt8>, _ index: Int, _ row: inout RowDraft
    ) -> EmployeeRecord.Piece {
        undecodable(text, index, &row)
        return EmployeeRecord.Piece()
    }

    mutating func lostCode(_ text: UnsafeBufferPointer<UInt8>, _ index: Int, _ row: inout RowDraft) -> UInt32 {
        undecodable(text, index, &row)
        return CodeTable.absent
    }

    /// `|`-separated, each code once, blanks around them cut off.
    mutating func skillCodes(
        _ text: UnsafeBufferPointer<UInt8>, _ index: Int, _ row: inout RowDraft
    ) -> EmployeeRecord.Piece {
        guard let base = text.baseAddress else { return EmployeeRecord.Piece() }
        let first = skills.count
        // One bit for every code already there, codes sharing bits: most need no closer look.
        var seen: UInt64 = 0
        var start = 0
        while start < text.count {
            let end = min(start + Self.distanceToPipe(base + start, text.count - start), text.count)
            var part = UnsafeBufferPointer(start: base + start, count: end - start)
            start = end + 1
            if part.isEmpty { continue }
            if part[0] <= 0x20 || part[part.count - 1] <= 0x20 { part = FieldFormat.trimmed(part) }
            if part.isEmpty { continue }
            let code = skillTable.intern(part) ?? lostCode(part, index, &row)
            if code == CodeTable.absent { continue }
            let bit = 1 &<< UInt64(code & 63)
            if seen & bit == 0 || !skills[first...].contains(code) { skills.append(code) }
            seen |= bit
        }
        return EmployeeRecord.Piece(
            start: UInt32(truncatingIfNeeded: first), count: UInt32(truncatingIfNeeded: skills.count - first))
    }

    /// Bytes before the next `|`, looked for eight at a time; at least `count` when there is none among so many.
    @inline(__always)
    private static func distanceToPipe(_ base: UnsafePointer<UInt8>, _ count: Int) -> Int {
        var offset = 0
        while offset < count {
            let word = UInt64(
                littleEndian: UnsafeRawPointer(base).loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            let difference = word ^ 0x7C7C_7C7C_7C7C_7C7C
            // The lowest byte with its highest bit set is the first that did not differ.
            let same = (difference &- 0x0101_0101_0101_0101) & ~difference & 0x8080_8080_8080_8080
            if same != 0 { return offset + same.trailingZeroBitCount / 8 }
            offset += 8
        }
        return count
    }

    @inline(__always)
    mutating func date(
        _ text: UnsafeBufferPointer<UInt8>, _ step: EmployeePlan.Step, _ index: Int, _ row: inout RowDraft
    ) -> Int32 {
        if let date = step.fixedDate?.date(text) { return date.dayNumber }
        return otherDate(text, step, index, &row)
    }

    private mutating func otherDate(
        _ text: UnsafeBufferPointer<UInt8>, _ step: EmployeePlan.Step, _ index: Int, _ row: inout RowDraft
    ) -> Int32 {
        if let date = plan.columns[index].format.date(text) { return date.dayNumber }
        if isCanonical(text), let date = FieldFormat.canonical.date(text) { return date.dayNumber }
        unreadable(.unreadableDate, text, index, &row)
        return DateColumn.absent
    }

    /// The text is a constant of the mapping, or what its value map made of a source value.
    @inline(__always)
    private func isCanonical(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        text.baseAddress == UnsafePointer(scratch.base) && isScratchCanonical
    }

    @inline(__always)
    private func decimal(_ text: UnsafeBufferPointer<UInt8>, _ step: EmployeePlan.Step) -> DecimalText? {
        DecimalText(text, decimalMark: step.decimalMark, thousandsMark: step.thousandsMark)
            ?? (isCanonical(text) ? DecimalText(text, decimalMark: UInt8(ascii: "."), thousandsMark: nil) : nil)
    }

    /// Money and hours: from 0 up to what four bytes hold.
    mutating func hundredths(
        _ text: UnsafeBufferPointer<UInt8>, _ step: EmployeePlan.Step, _ index: Int, _ row: inout RowDraft
    ) -> Int32 {
        if let value = decimal(text, step)?.hundredths, value >= 0, value <= Int(Int32.max) { return Int32(value) }
        unreadable(.unreadableNumber, text, index, &row)
        return NumberColumn.absent
    }

    mutating func centiFTE(
        _ text: UnsafeBufferPointer<UInt8>, _ step: EmployeePlan.Step, _ index: Int, _ row: inout RowDraft
    ) -> Int32 {
        // Constants and mapped values are shares already.
        let fullTime = isCanonical(text) ? nil : step.fullTime
        guard let decimal = decimal(fullTime?.number(text) ?? text, step) else {
            unreadable(.unreadableNumber, text, index, &row)
            return NumberColumn.absent
        }
        let hundredths = fullTime.map(decimal.hundredths(of:)) ?? decimal.hundredths
        guard let value = hundredths, (0...150).contains(value) else {
            reject(&row, .fteOutOfRange(of: fullTime), plan.columns[index].name, text)
            return NumberColumn.absent
        }
        if let fullTime, fullTime.isSuspect(decimal) {
            warn(row, .slightFTE(of: fullTime), plan.columns[index].name, text)
        }
        return Int32(value)
    }

    @inline(__always)
    mutating func closedCode(_ text: UnsafeBufferPointer<UInt8>, _ index: Int, _ row: inout RowDraft) -> UInt8 {
        if !isCanonical(text), let rawValue = plan.columns[index].codes?.quick(text) { return rawValue }
        return rareCode(text, index, &row)
    }

    private mutating func rareCode(_ text: UnsafeBufferPointer<UInt8>, _ index: Int, _ row: inout RowDraft) -> UInt8 {
        let column = plan.columns[index]
        switch column.codes?.lookup(text, isCanonical: isCanonical(text)) {
        case .code(let rawValue): return rawValue
        case .health:
            healthReasons += 1
            return ExitReason.other.rawValue
        case .absent, nil: return 0
        case .unknown:
            let suggestion = column.codes?.suggestion(for: text)
            let fault = RowFault.unknownCode(allowed: column.field.codes, suggestion: suggestion)
            // Only what is nearly a code is shown: in a shifted column anything may stand, a name too.
            reject(&row, fault, column.name, text, isShown: suggestion != nil && column.field != .exitReason)
            return 0
        }
    }

    // MARK: Faults

    /// A value that cannot be read: the row goes where it is required, else the value.
    mutating func unreadable(
        _ fault: RowFault, _ text: UnsafeBufferPointer<UInt8>, _ index: Int, _ row: inout RowDraft
    ) {
        let column = plan.columns[index]
        if column.field.isRequired {
            row.markReported(column.field)
            reject(&row, fault, column.name, text)
        } else {
            warn(row, fault, column.name, text)
        }
    }

    private mutating func undecodable(_ text: UnsafeBufferPointer<UInt8>, _ index: Int, _ row: inout RowDraft) {
        if isEncodingGuessed, !UTF8Check.isValid(text) { foundNoUTF8 = true }
        unreadable(.undecodable(plan.form), text, index, &row)
    }

    /// - Parameter isShown: the value is a code and no personal datum; a reason for leaving may speak of health.
    mutating func reject(
        _ row: inout RowDraft, _ fault: RowFault, _ column: String, _ text: UnsafeBufferPointer<UInt8>? = nil,
        isShown: Bool = false
    ) {
        row.isRejected = true
        report(.error, row, fault, column, text, isShown: isShown)
    }

    mutating func warn(_ row: RowDraft, _ fault: RowFault, _ column: String, _ text: UnsafeBufferPointer<UInt8>? = nil)
    {
        report(.warning, row, fault, column, text, isShown: false)
    }

    private mutating func report(
        _ severity: Problem.Severity, _ row: RowDraft, _ fault: RowFault, _ column: String,
        _ text: UnsafeBufferPointer<UInt8>?, isShown: Bool
    ) {
        if row.isSilent { return }
        log.append(
            code: fault.code,
            fault.problem(
                severity, file: plan.file, line: Int(row.record.line), column: column,
                value: text.map { isShown ? Self.code($0) : MaskedValue.shape(of: $0) }))
    }

    /// A code as it stands, if it is short enough to be one.
    private static func code(_ text: UnsafeBufferPointer<UInt8>) -> String {
        text.count <= 16 ? String(decoding: text, as: UTF8.self) : MaskedValue.shape(of: text)
    }
}
