/// A column of short texts as UTF-8 bytes in one pool: no `String` is made until a person looks at one.
///
/// The empty text stands for an absent one. Order is byte order, the order of codes in the rules.
@frozen package struct ByteStringColumn: Equatable, Sendable {
    /// All texts one after the other.
    package var bytes: [UInt8]
    /// Where each text ends in `bytes`; it begins where the one before it ends.
    package var ends: [UInt32]

    @inlinable package init(bytes: [UInt8] = [], ends: [UInt32] = []) {
        self.bytes = bytes
        self.ends = ends
    }

    package init(_ texts: some Sequence<String>) {
        self.init()
        for text in texts { append(text) }
    }

    @inlinable package var count: Int { ends.count }

    @inlinable package func range(_ row: Int) -> Range<Int> {
        (row == 0 ? 0 : Int(ends[row - 1]))..<Int(ends[row])
    }

    @inlinable package func isAbsent(_ row: Int) -> Bool { range(row).isEmpty }

    /// The text of a row; `String(decoding:)` repairs what is not UTF-8.
    package subscript(row: Int) -> String { String(decoding: bytes[range(row)], as: UTF8.self) }

    package mutating func append(_ text: String) {
        bytes.append(contentsOf: text.utf8)
        ends.append(UInt32(bytes.count))
    }

    @inlinable package mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
        bytes.append(contentsOf: text)
        ends.append(UInt32(bytes.count))
    }

    package mutating func append(contentsOf other: ByteStringColumn) {
        let start = UInt32(bytes.count)
        bytes.append(contentsOf: other.bytes)
        ends.append(contentsOf: other.ends.lazy.map { start + $0 })
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
