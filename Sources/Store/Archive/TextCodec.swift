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
        var ends: [UInt32] = []
        ends.reserveCapacity(rows)
        var end = 0
        for length in lengths {
            guard length >= 0 else { throw .damaged("length of a text") }
            end += Int(length)
            guard end <= bytes.count else { throw .damaged("length of a text") }
            ends.append(UInt32(end))
        }
        return ByteStringColumn(bytes: Array(bytes), ends: ends)
    }

    /// Ids of consecutive people often differ in their last digits only: per id the bytes shared with the one before (at
    /// most 255), and the rest.
    static func encodeIDs(_ ids: ByteStringColumn, into writer: inout ByteWriter) {
        writer.count(ids.bytes.count)
        ids.withTexts { texts in
            var last = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
            for row in 0..<texts.count {
                let text = texts[row]
                var shared = 0
                let most = min(last.count, text.count, 255)
                while shared < most, last[shared] == text[shared] { shared += 1 }
                writer.byte(UInt8(shared))
                writer.count(text.count - shared)
                writer.raw(UnsafeBufferPointer(rebasing: text[shared...]))
                last = text
            }
        }
    }

    /// Reads `rows` ids.
    static func decodeIDs(_ reader: inout ByteReader, rows: Int) throws(StoreError) -> ByteStringColumn {
        // Nobody's id is longer than a few hundred bytes; the bound keeps damage from asking for all memory.
        let size = try reader.count(limit: rows * 65_536)
        var ends: [UInt32] = []
        ends.reserveCapacity(rows)
        var failure: StoreError?
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { target, filled in
            var last = 0
            do throws(StoreError) {
                for _ in 0..<rows {
                    let shared = Int(try reader.byte())
                    let rest = try reader.block()
                    guard shared <= filled - last, filled + shared + rest.count <= size else { throw .damaged("id") }
                    for place in 0..<shared { target.initializeElement(at: filled + place, to: target[last + place]) }
                    for place in 0..<rest.count {
                        target.initializeElement(at: filled + shared + place, to: rest[place])
                    }
                    last = filled
                    filled += shared + rest.count
                    ends.append(UInt32(filled))
                }
            } catch { failure = error }
        }
        if let failure { throw failure }
        return ByteStringColumn(bytes: bytes, ends: ends)
    }
}
