internal import Crypto

/// Hashes a line of the ledger, field by field in the order of the table's columns, behind the hash of the line before.
///
/// Texts and blobs go in with their length, so that no two lines read the same; an absent field has a length that none
/// else has. The one place that knows the form: the triggers write with it, the check reads with it.
struct LedgerHasher {
    private var hasher = SHA256()

    /// - Parameter before: the hash of the line before; nil for the first, which stands for 32 zeros.
    init(after before: UnsafeRawBufferPointer?) {
        if let before {
            hasher.update(bufferPointer: before)
        } else {
            withUnsafeTemporaryAllocation(byteCount: SHA256.byteCount, alignment: 1) { zeros in
                zeros.initializeMemory(as: UInt8.self, repeating: 0)
                hasher.update(bufferPointer: UnsafeRawBufferPointer(zeros))
            }
        }
    }

    /// - Parameter number: nil where the line has none.
    mutating func add(_ number: Int64?) {
        withUnsafeBytes(of: (number ?? Int64.min).littleEndian) { hasher.update(bufferPointer: $0) }
    }

    /// - Parameter bytes: nil where the line has none.
    mutating func add(_ bytes: UnsafeRawBufferPointer?) {
        add(bytes.map { Int64($0.count) })
        if let bytes, !bytes.isEmpty { hasher.update(bufferPointer: bytes) }
    }

    /// - Parameter text: nil where the line has none.
    mutating func add(_ text: String?) {
        guard var text else { return add(nil as Int64?) }
        text.withUTF8 { add(UnsafeRawBufferPointer($0)) }
    }

    func finalize() -> SHA256.Digest { hasher.finalize() }
}
