/// A column of short texts as UTF-8 bytes in one pool: no `String` is made until a person looks at one.
///
/// The empty text stands for an absent one. Order is byte order, the order of codes in the rules.
@frozen package struct ByteStringColumn: Equatable, Sendable {
    /// All texts one after the other.
    package private(set) var bytes: [UInt8]
    /// Where each text ends in `bytes`; it begins where the one before it ends. Empty while nobody has a text: a column
    /// that an export lacks costs no memory for a million people.
    package private(set) var ends: [UInt32]
    package private(set) var count: Int

    package init(bytes: [UInt8] = [], ends: [UInt32] = []) {
        self.bytes = bytes
        self.ends = bytes.isEmpty ? [] : ends
        count = ends.count
    }

    package init(_ texts: some Sequence<String>) {
        self.init()
        for text in texts { append(text) }
    }

    /// A column of so many absent texts.
    package init(absent count: Int) {
        self.init()
        self.count = count
    }

    /// The rows of several columns, one after the other.
    package init(joining columns: [ByteStringColumn]) {
        self.init()
        reserve(
            rows: columns.reduce(0) { $0 + $1.count }, bytes: columns.reduce(0) { $0 + $1.bytes.count })
        for column in columns { append(contentsOf: column) }
    }

    /// Makes room for so many rows in all, and for so many bytes.
    package mutating func reserve(rows: Int, bytes size: Int = 0) {
        if size > 0 { bytes.reserveCapacity(size) }
        if size > 0 || !bytes.isEmpty { ends.reserveCapacity(rows) }
    }

    @inlinable package func range(_ row: Int) -> Range<Int> {
        if ends.isEmpty { return 0..<0 }
        return (row == 0 ? 0 : Int(ends[row - 1]))..<Int(ends[row])
    }

    @inlinable package func isAbsent(_ row: Int) -> Bool { range(row).isEmpty }

    /// The text of a row; `String(decoding:)` repairs what is not UTF-8.
    package subscript(row: Int) -> String { String(decoding: bytes[range(row)], as: UTF8.self) }

    package mutating func append(_ text: String) {
        var text = text
        text.withUTF8 { append($0) }
    }

    package mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
        count += 1
        if text.isEmpty, bytes.isEmpty { return }
        if ends.isEmpty { spellOutEnds(count - 1) }
        bytes.append(contentsOf: text)
        ends.append(UInt32(bytes.count))
    }

    package mutating func append(contentsOf other: ByteStringColumn) {
        guard !other.bytes.isEmpty else { return appendAbsent(other.count) }
        if ends.isEmpty { spellOutEnds(count) }
        let start = UInt32(bytes.count)
        bytes.append(contentsOf: other.bytes)
        ends.append(contentsOf: other.ends.lazy.map { start + $0 })
        count += other.count
    }

    package mutating func appendAbsent(_ rows: Int) {
        count += rows
        if !bytes.isEmpty { ends.append(contentsOf: repeatElement(UInt32(bytes.count), count: rows)) }
    }

    /// Somebody has a text now: those before have empty ones.
    private mutating func spellOutEnds(_ rows: Int) {
        ends.append(contentsOf: repeatElement(0, count: rows))
    }

    @inlinable package func withBytes<Result>(_ row: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        let range = range(row)
        return bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[range])) }
    }

    /// Whether the text of `left` comes before that of `right` in byte order.
    @inlinable package func isOrdered(_ left: Int, before right: Int) -> Bool {
        let leftRange = range(left)
        let rightRange = range(right)
        return bytes.withUnsafeBufferPointer { pool in
            let shared = min(leftRange.count, rightRange.count)
            var offset = 0
            while offset < shared {
                let a = pool[leftRange.lowerBound + offset]
                let b = pool[rightRange.lowerBound + offset]
                if a != b { return a < b }
                offset += 1
            }
            return leftRange.count < rightRange.count
        }
    }
}
