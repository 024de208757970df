/// How a column of 32-bit numbers is stored: the smallest of a few simple forms, found in a few passes over it.
///
/// Columns of a workforce are dates in a narrow range, codes with few values, or mostly one value (absent, or the same
/// as another column): two to fourteen bits a row, where they would be 32. No general compressor: decoding a million rows of
/// all columns must take a tenth of a second.
enum ColumnCodec {
    enum Form: UInt8 {
        /// One value throughout.
        case constant = 0
        /// The distance to the smallest value, in as few bits as hold it.
        case packed
        /// The same where some are absent: 0 is absent, the rest move up by one.
        case packedOrAbsent
        /// At most 256 distinct values, numbered.
        case dictionary
        /// One value, with exceptions.
        case sparse
        /// The same as another column, with exceptions.
        case sameAs
    }

    /// The mark of a missing value in date and number columns.
    static let absent = Int32.min

    /// - Parameter reference: the column that this one mostly repeats, of the same length.
    static func encode(
        _ values: UnsafeBufferPointer<Int32>, reference: UnsafeBufferPointer<Int32>? = nil,
        into writer: inout ByteWriter
    ) {
        let plan = EncodingPlan(values, reference: reference)
        writer.byte(plan.form.rawValue)
        switch plan.form {
        case .constant: writer.signed(Int64(plan.base))
        case .packed, .packedOrAbsent: encodePacked(values, plan, into: &writer)
        case .dictionary: encodeDictionary(values, plan, into: &writer)
        case .sparse:
            writer.signed(Int64(plan.base))
            encodeExceptions(values, where: { values[$0] != plan.base }, into: &writer)
        case .sameAs:
            // The plan chooses this form only where there is a reference.
            guard let reference else { return }
            encodeExceptions(values, where: { values[$0] != reference[$0] }, into: &writer)
        }
    }

    /// The rows that differ, as distances between them, and their values.
    @inline(__always)
    static func encodeExceptions(
        _ values: UnsafeBufferPointer<Int32>, where isException: (Int) -> Bool, into writer: inout ByteWriter
    ) {
        var rows: [Int32] = []
        var exceptions: [Int32] = []
        for row in values.indices where isException(row) {
            rows.append(Int32(truncatingIfNeeded: row))
            exceptions.append(values[row])
        }
        encodeRows(rows, into: &writer)
        exceptions.withUnsafeBufferPointer { encode($0, into: &writer) }
    }

    /// Ascending row numbers.
    static func encodeRows(_ rows: [Int32], into writer: inout ByteWriter) {
        writer.count(rows.count)
        var last: Int32 = -1
        for row in rows {
            writer.count(Int(row - last - 1))
            last = row
        }
    }

    private static func encodePacked(
        _ values: UnsafeBufferPointer<Int32>, _ plan: EncodingPlan, into writer: inout ByteWriter
    ) {
        writer.signed(Int64(plan.base))
        writer.byte(UInt8(plan.width))
        let base = plan.base
        let shift: UInt32 = plan.form == .packedOrAbsent ? 1 : 0
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: values.count) { codes in
            for row in values.indices {
                let code = UInt32(bitPattern: values[row] &- base) &+ shift
                codes[row] = shift == 1 && values[row] == absent ? 0 : code
            }
            writer.packed(UnsafeBufferPointer(codes), width: plan.width)
        }
    }

    private static func encodeDictionary(
        _ values: UnsafeBufferPointer<Int32>, _ plan: EncodingPlan, into writer: inout ByteWriter
    ) {
        writer.count(plan.dictionary.values.count)
        for value in plan.dictionary.values { writer.signed(Int64(value)) }
        writer.byte(UInt8(plan.width))
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: values.count) { codes in
            for row in values.indices { codes[row] = plan.dictionary.number(values[row]) }
            writer.packed(UnsafeBufferPointer(codes), width: plan.width)
        }
    }
}
