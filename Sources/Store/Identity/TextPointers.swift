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
    let ends: UnsafeBufferPointer<UInt32>

    var count: Int { ends.count }

    @inline(__always)
    func start(_ row: Int) -> Int { row == 0 ? 0 : Int(ends[row - 1]) }

    @inline(__always)
    subscript(row: Int) -> UnsafeBufferPointer<UInt8> {
        let start = start(row)
        return UnsafeBufferPointer(rebasing: bytes[start..<Int(ends[row])])
    }

    @inline(__always)
    func isSame(_ row: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let start = start(row)
        guard Int(ends[row]) - start == text.count else { return false }
        guard text.count > 0, let mine = bytes.baseAddress, let theirs = text.baseAddress else { return true }
        return memcmp(mine + start, theirs, text.count) == 0
    }
}

extension ByteStringColumn {
    func withTexts<Value>(_ body: (TextPointers) throws -> Value) rethrows -> Value {
        try bytes.withUnsafeBufferPointer { bytes in
            try ends.withUnsafeBufferPointer { ends in try body(TextPointers(bytes: bytes, ends: ends)) }
        }
    }

    /// Whether the whole column is what another has in `rows`.
    func isSame(as other: ByteStringColumn, _ rows: Range<Int>) -> Bool {
        guard count == rows.count, let last = rows.last else { return count == rows.count }
        return withTexts { mine in
            other.withTexts { theirs in
                let start = theirs.start(rows.lowerBound)
                guard Int(theirs.ends[last]) - start == mine.bytes.count else { return false }
                for row in 0..<mine.count where Int(theirs.ends[rows.lowerBound + row]) - start != Int(mine.ends[row]) {
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
            var picked = ByteStringColumn()
            picked.ends.reserveCapacity(rows.count)
            picked.bytes = [UInt8](unsafeUninitializedCapacity: size) { target, filled in
                for row in rows {
                    let text = texts[row]
                    if let from = text.baseAddress, let to = target.baseAddress {
                        (to + filled).initialize(from: from, count: text.count)
                    }
                    filled += text.count
                    picked.ends.append(UInt32(filled))
                }
            }
            return picked
        }
    }
}
