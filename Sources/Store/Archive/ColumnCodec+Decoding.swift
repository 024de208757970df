extension ColumnCodec {
    /// Fills `target` with the column that stands at the reader.
    ///
    /// - Parameter reference: gives the column that `sameAs` refers to; asked for only then.
    static func decode(
        _ reader: inout ByteReader, into target: UnsafeMutableBufferPointer<Int32>,
        reference: (UnsafeMutableBufferPointer<Int32>) throws(StoreError) -> Void = { _ throws(StoreError) in
            throw .damaged("reference of a column")
        }
    ) throws(StoreError) {
        guard let form = Form(rawValue: try reader.byte()) else { throw .damaged("form of a column") }
        switch form {
        case .constant:
            target.update(repeating: try reader.int32())
        case .packed:
            let base = try reader.int32()
            let width = Int(try reader.byte())
            try reader.packed(count: target.count, width: width) { row, code in
                target[row] = base &+ Int32(bitPattern: code)
            }
        case .packedOrAbsent:
            let base = try reader.int32() &- 1
            let width = Int(try reader.byte())
            try reader.packed(count: target.count, width: width) { row, code in
                target[row] = code == 0 ? absent : base &+ Int32(bitPattern: code)
            }
        case .dictionary:
            try decodeDictionary(&reader, into: target)
        case .sparse:
            target.update(repeating: try reader.int32())
            try decodeExceptions(&reader, into: target)
        case .sameAs:
            try reference(target)
            try decodeExceptions(&reader, into: target)
        }
    }

    /// Overwrites the rows that ``encodeExceptions(_:where:into:)`` wrote.
    static func decodeExceptions(
        _ reader: inout ByteReader, into target: UnsafeMutableBufferPointer<Int32>
    ) throws(StoreError) {
        let rows = try decodeRows(&reader, below: target.count)
        let values = try decodeArray(&reader, count: rows.count)
        for index in rows.indices { target[Int(rows[index])] = values[index] }
    }

    static func decodeRows(_ reader: inout ByteReader, below limit: Int) throws(StoreError) -> [Int32] {
        let count = try reader.count(limit: limit)
        var rows: [Int32] = []
        rows.reserveCapacity(count)
        var next = 0
        for _ in 0..<count {
            next += try reader.count(limit: limit)
            guard next < limit else { throw .damaged("row of a column") }
            rows.append(Int32(next))
            next += 1
        }
        return rows
    }

    static func decodeArray(_ reader: inout ByteReader, count: Int) throws(StoreError) -> [Int32] {
        var failure: StoreError?
        let values = [Int32](unsafeUninitializedCapacity: count) { buffer, filled in
            let target = UnsafeMutableBufferPointer(rebasing: buffer[..<count])
            target.initialize(repeating: 0)
            do throws(StoreError) { try decode(&reader, into: target) } catch { failure = error }
            filled = count
        }
        if let failure { throw failure }
        return values
    }

    private static func decodeDictionary(
        _ reader: inout ByteReader, into target: UnsafeMutableBufferPointer<Int32>
    ) throws(StoreError) {
        let count = try reader.count(limit: SmallDictionary.capacity)
        var values: [Int32] = []
        for _ in 0..<count { values.append(try reader.int32()) }
        let width = Int(try reader.byte())
        guard count > 0, width <= 8 else { throw .damaged("dictionary of a column") }
        // Numbers past the last value come only from damage: they read as the first, and nothing is read beyond.
        values.append(contentsOf: repeatElement(values[0], count: 256 - count))
        try values.withUnsafeBufferPointer { table throws(StoreError) in
            try reader.packed(count: target.count, width: width) { row, code in target[row] = table[Int(code)] }
        }
    }
}
