/// The texts of one column of the rows that one core reads, one after the other; those of rejected rows stay unused.
struct TextPool {
    private(set) var bytes: [UInt8] = []

    /// Keeps a text; nil when it is not whole.
    @inline(__always)
    mutating func keep(_ text: UnsafeBufferPointer<UInt8>) -> EmployeeRecord.Piece? {
        guard UTF8Check.isIntact(text) else { return nil }
        let start = UInt32(truncatingIfNeeded: bytes.count)
        bytes.append(contentsOf: text)
        return EmployeeRecord.Piece(start: start, count: UInt32(truncatingIfNeeded: text.count))
    }

    func text(_ piece: EmployeeRecord.Piece) -> String {
        String(decoding: bytes[Int(piece.start)..<Int(piece.start + piece.count)], as: UTF8.self)
    }

    mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }
}
