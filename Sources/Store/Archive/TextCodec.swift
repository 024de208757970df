internal import Workforce

/// How columns of texts are stored: lengths as a number column, then the bytes; ids shorten what they share with the one before.
enum TextCodec {
    static func encode(_ texts: ByteStringColumn, into writer: inout ByteWriter) {
        var lengths = [Int32](repeating: 0, count: texts.count)
        for row in lengths.indices { lengths[row] = Int32(texts.range(row).count) }
        lengths.withUnsafeBufferPointer { ColumnCodec.encode($0, into: &writer) }
        writer.block(texts.bytes)
    }

    static func decode(_ reader: inout ByteReader, rows: Int) throws(StoreError) -> ByteStringColumn {
        let lengths = try ColumnCodec.decodeArray(&reader, count: rows)
        let bytes = try reader.block()
        var texts = ByteStringColumn(bytes: Array(bytes))
        texts.ends.reserveCapacity(rows)
        var end = 0
        for length in lengths {
            guard length >= 0 else { throw .damaged("length of a text") }
            end += Int(length)
            guard end <= bytes.count else { throw .damaged("length of a text") }
            texts.ends.append(UInt32(end))
        }
        return texts
    }

    /// Ids of consecutive people often differ in their last digits only: per id the bytes shared with the one before, and
    /// the rest. At most 255 bytes are taken as shared; longer rests are no matter.
    static func encodeIDs(_ ids: ByteStringColumn, into writer: inout ByteWriter) {
        ids.bytes.withUnsafeBufferPointer { bytes in
            var last = 0..<0
            for row in 0..<ids.count {
                let range = ids.range(row)
                var shared = 0
                let most = min(last.count, range.count, 255)
                while shared < most, bytes[last.lowerBound + shared] == bytes[range.lowerBound + shared] { shared += 1 }
                writer.byte(UInt8(shared))
                writer.count(range.count - shared)
                writer.raw(bytes[(range.lowerBound + shared)..<range.upperBound])
                last = range
            }
        }
    }

    /// Appends `rows` ids to `ids`.
    static func decodeIDs(
        _ reader: inout ByteReader, rows: Int, into ids: inout ByteStringColumn
    ) throws(StoreError) {
        var last = 0..<0
        for _ in 0..<rows {
            let shared = Int(try reader.byte())
            guard shared <= last.count else { throw .damaged("id") }
            let rest = try reader.block()
            let start = ids.bytes.count
            for place in 0..<shared { ids.bytes.append(ids.bytes[last.lowerBound + place]) }
            ids.bytes.append(contentsOf: rest)
            ids.ends.append(UInt32(ids.bytes.count))
            last = start..<ids.bytes.count
        }
    }
}
