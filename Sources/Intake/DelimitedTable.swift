package import Workforce

/// A small delimited file as texts: for side files, and for looking at the first rows of a large one.
///
/// The employees file goes through `EmployeeReader`, which makes no text per cell.
package struct DelimitedTable: Sendable {
    /// One record; `fields` has an entry for every column, empty where there is no value.
    package struct Row: Equatable, Sendable {
        /// The line on which the record starts.
        package var line: Int
        /// Values in the order of the header, blanks around them cut off.
        package var fields: [String]
    }

    /// How the file is written, as the mapping says or the bytes tell.
    package private(set) var dialect: Dialect
    /// The column names, blanks around them cut off.
    package private(set) var header: [String] = []
    /// Rows in the order of the file; blank lines, and lines of delimiters only, are none.
    package private(set) var rows: [Row] = []
    /// Rows that were left out (errors), and rows to look at (warnings).
    package private(set) var problems: [Problem] = []
    /// Why the file cannot be read as a whole; then `rows` hold what came before.
    package private(set) var refusal: Problem?

    /// The longest record, which bounds what an unclosed quote can swallow.
    static let recordLimit = 1 << 20

    /// - Parameters:
    ///   - file: the name that problems carry.
    ///   - mapping: what it says of delimiter, quote, encoding and header line holds; the rest is found out.
    ///   - rowLimit: stop after so many rows.
    ///   - isPrefix: `bytes` are the first of a longer file; the record that they cut is left out.
    package init(
        bytes: [UInt8], file: String, mapping: FileMapping? = nil, rowLimit: Int? = nil, isPrefix: Bool = false
    ) {
        (dialect, refusal) = bytes.withUnsafeBufferPointer {
            Dialect.detect(
                prefix: UnsafeBufferPointer(rebasing: $0.prefix(Dialect.prefixBytes)),
                isWhole: $0.count <= Dialect.prefixBytes && !isPrefix, file: file, mapping: mapping)
        }
        if refusal != nil { return }
        var content = bytes[dialect.byteOrderMark...]
        bytes.withUnsafeBufferPointer {
            if dialect.isEncodingGuessed, dialect.form == .utf8, !UTF8Check.isValid($0, mayBeCut: isPrefix) {
                dialect.form = .windows1252
            }
        }
        if dialect.form != .utf8 { content = content.withUnsafeBufferPointer { dialect.decoded($0) }[...] }
        let text = content.withUnsafeBufferPointer { PaddedBytes($0) }
        read(text, file: file, rowLimit: rowLimit ?? Int.max, isPrefix: isPrefix)
    }

    /// The column of this name, or nil.
    package func column(_ name: String) -> Int? { header.firstIndex(of: name) }

    private mutating func read(_ text: PaddedBytes, file: String, rowLimit: Int, isPrefix: Bool) {
        let end = text.capacity
        var position = Dialect.skipLines(
            dialect.headerLine - 1, in: UnsafeBufferPointer(start: text.base, count: end), from: 0)
        var scanner = RecordScanner(
            base: text.base, from: position, to: end, delimiter: dialect.delimiter, quote: dialect.quote)
        var fields = FieldTable(capacity: FieldTable.maximumColumns)
        let outcome = position < end ? scanner.next(from: position, isFinal: !isPrefix, into: &fields) : .incomplete
        guard case .record(let next) = outcome else {
            refusal =
                outcome == .unclosed
                ? .truncatedFile(file, line: dialect.headerLine) : .noHeader(file, line: dialect.headerLine)
            return
        }
        if fields.count > fields.capacity {
            refusal = .tooManyColumns(file, line: dialect.headerLine)
            return
        }
        scanner.resolveQuotes(in: &fields)
        header = (0..<fields.count).map { Dialect.name(fields.text($0, in: text.base)) }
        position = next
        while position < end, rows.count < rowLimit {
            let line = dialect.headerLine + scanner.lines
            switch scanner.next(from: position, isFinal: !isPrefix, into: &fields) {
            case .incomplete: return
            case .unclosed:
                refusal = .truncatedFile(file, line: line)
                return
            case .record(let next):
                if next - position > Self.recordLimit {
                    refusal = .recordTooLong(file, line: line, limit: Self.recordLimit)
                    return
                }
                let isCut = next == end && !isPrefix && ![0x0A, 0x0D].contains(text.base[end - 1])
                if isCut, fields.count < header.count, fields.end(0) > fields.start(0) || fields.count > 1 {
                    refusal = .truncatedRow(file, line: line)
                    return
                }
                position = next
            }
            append(&fields, &scanner, text, line: line, file: file)
        }
    }

    private mutating func append(
        _ fields: inout FieldTable, _ scanner: inout RecordScanner, _ text: PaddedBytes, line: Int, file: String
    ) {
        let found = fields.count
        let strayQuote = fields.strayQuotes.first
        var values = Self.texts(&fields, &scanner, text, count: min(found, FieldTable.maximumColumns))
        // A blank line, or one of delimiters only as spreadsheets leave them below a table, is no row.
        if values.allSatisfy(\.isEmpty) { return }
        let extra = values.dropFirst(header.count)
        if fields.hasExtraValue || extra.contains(where: { !$0.isEmpty }) {
            problems.append(.tooManyFields(file, line: line, found: found, expected: header.count))
            return
        }
        values.removeLast(extra.count)
        if found < header.count {
            problems.append(.tooFewFields(file, line: line, found: found, expected: header.count))
            values.append(contentsOf: repeatElement("", count: header.count - values.count))
        }
        if let strayQuote {
            let column = strayQuote < header.count ? header[strayQuote] : nil
            problems.append(.strayQuote(file, line: line, column: column))
        }
        for (column, value) in values.enumerated() where value.unicodeScalars.contains("\u{FFFD}") {
            problems.append(.undecodable(.warning, file, line: line, column: header[column], form: dialect.form))
        }
        rows.append(Row(line: line, fields: values))
    }

    private static func texts(
        _ fields: inout FieldTable, _ scanner: inout RecordScanner, _ text: PaddedBytes, count: Int
    ) -> [String] {
        scanner.resolveQuotes(in: &fields)
        return (0..<count).map { String(decoding: fields.text($0, in: text.base), as: UTF8.self) }
    }
}
