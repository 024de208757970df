import Workforce

/// The beginning of an employees file: how it is written, what its columns are called, where its rows begin.
struct EmployeeHead {
    private(set) var dialect: Dialect
    private(set) var names: [String] = []
    private(set) var refusal: Problem?
    /// Bytes of the source before its text: the byte order mark.
    var textStart: Int { dialect.byteOrderMark }
    /// UTF-8 bytes of the text before the first row.
    private(set) var length = 0
    /// The line of the first row.
    private(set) var firstLine = 1

    init(_ source: ByteSource, mapping: FileMapping, file: String, recordLimit: Int) throws(ByteSourceError) {
        let prefix = PaddedBytes(capacity: Dialect.prefixBytes)
        var count = try source.read(at: 0, Dialect.prefixBytes, into: prefix.base)
        (dialect, refusal) = Dialect.detect(
            prefix: UnsafeBufferPointer(start: prefix.base, count: count), isWhole: count == source.count, file: file,
            mapping: mapping)
        if refusal != nil { return }
        if !readNames(prefix, count, isWhole: count == source.count, file: file), refusal == nil {
            // A header longer than the prefix, or one that begins late.
            let most = (recordLimit + Dialect.prefixBytes) * dialect.form.unitBytes
            prefix.grow(to: most, keeping: 0)
            count = try source.read(at: 0, most, into: prefix.base)
            if !readNames(prefix, count, isWhole: count == source.count, file: file), refusal == nil {
                refusal = .noHeader(file, line: dialect.headerLine)
            }
        }
    }

    /// False when the text at hand does not hold the whole header.
    private mutating func readNames(_ prefix: PaddedBytes, _ count: Int, isWhole: Bool, file: String) -> Bool {
        let content = UnsafeBufferPointer(start: prefix.base + textStart, count: max(0, count - textStart))
        let decoded = dialect.decoded(content)
        let text = decoded.withUnsafeBufferPointer { PaddedBytes($0) }
        let end = text.capacity
        let start = Dialect.skipLines(
            dialect.headerLine - 1, in: UnsafeBufferPointer(start: text.base, count: end), from: 0)
        if start >= end { return false }
        var scanner = RecordScanner(
            base: text.base, from: start, to: end, delimiter: dialect.delimiter, quote: dialect.quote)
        var fields = FieldTable(capacity: FieldTable.maximumColumns)
        switch scanner.next(from: start, isFinal: isWhole, into: &fields) {
        case .incomplete: return false
        case .unclosed:
            refusal = .truncatedFile(file, line: dialect.headerLine)
            return false
        case .record(let next): length = next
        }
        if fields.count > fields.capacity {
            refusal = .tooManyColumns(file, line: dialect.headerLine)
            return false
        }
        scanner.resolveQuotes(in: &fields)
        names = (0..<fields.count).map { Dialect.name(fields.text($0, in: text.base)) }
        firstLine = dialect.headerLine + scanner.lines
        return true
    }
}
