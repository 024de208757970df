#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif
internal import Workforce

/// A column of texts laid bare for a loop over all of them: valid only inside the call that gave it.
struct TextPointers {
    let bytes: UnsafeBufferPointer<UInt8>
    /// Empty where nobody has a text.
    private let ends: UnsafeBufferPointer<UInt32>
    let count: Int

    fileprivate init(bytes: UnsafeBufferPointer<UInt8>, ends: UnsafeBufferPointer<UInt32>, count: Int) {
        self.bytes = bytes
        self.ends = ends
        self.count = count
    }

    /// Where the text of a row begins; that of the row behind the last is where the last one ends.
    @inline(__always)
    func start(_ row: Int) -> Int { row == 0 || ends.isEmpty ? 0 : Int(ends[row - 1]) }

    @inline(__always)
    subscript(row: Int) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: bytes[start(row)..<start(row + 1)])
    }

    @inline(__always)
    func isSame(_ row: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let start = start(row)
        guard self.start(row + 1) - start == text.count else { return false }
        guard text.count > 0, let mine = bytes.baseAddress, let theirs = text.baseAddress else { return true }
        return memcmp(mine + start, theirs, text.count) == 0
    }
}

extension ByteStringColumn {
    func withTexts<Value>(_ body: (TextPointers) throws -> Value) rethrows -> Value {
        try bytes.withUnsafeBufferPointer { bytes in
            try ends.withUnsafeBufferPointer { ends in try body(TextPointers(bytes: bytes, ends: ends, count: count)) }
        }
    }

    /// Whether the whole column is what another has in `rows`.
    func isSame(as other: ByteStringColumn, _ rows: Range<Int>) -> Bool {
        guard count == rows.count, let last = rows.last else { return count == rows.count }
        return withTexts { mine in
            other.withTexts { theirs in
                let start = theirs.start(rows.lowerBound)
                guard theirs.start(last + 1) - start == mine.bytes.count else { return false }
                for row in 1..<mine.count where theirs.start(rows.lowerBound + row) - start != mine.start(row) {
                    return false
                }
                guard let left = mine.bytes.baseAddress, let right = theirs.bytes.baseAddress else { return true }
                return memcmp(left, right + start, mine.bytes.count) == 0
            }
        }
    }

    /// The texts of these rows, in this order.
    func picking(_ rows: some Collection<Int>) -> ByteStringColumn {
        withTexts { texts in
            var size = 0
            for row in rows { size += texts[row].count }
            if size == 0 { return ByteStringColumn(absent: rows.count) }
            var ends: [UInt32] = []
            ends.reserveCapacity(rows.count)
            let bytes = [UInt8](unsafeUninitializedCapacity: size) { target, filled in
                for row in rows {
                    let text = texts[row]
                    if let from = text.baseAddress, let to = target.baseAddress {
                        (to + filled).initialize(from: from, count: text.count)
                    }
                    filled += text.count
                    ends.append(UInt32(filled))
                }
            }
            return ByteStringColumn(bytes: bytes, ends: ends)
        }
    }
}
