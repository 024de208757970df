import Testing

@testable import Store

@Suite("How columns are stored")
struct ColumnCodecTests {
    static let absent = ColumnCodec.absent

    static let columns: [(String, [Int32], ColumnCodec.Form)] = [
        ("nothing", [], .constant),
        ("one value", Array(repeating: 17, count: 1000), .constant),
        ("nothing but absent ones", Array(repeating: absent, count: 1000), .constant),
        ("a narrow range", (0..<1000).map { 19_000 + ($0 * 7919) % 900 }, .packed),
        (
            "a narrow range with absent ones", (0..<1000).map { $0 % 5 == 0 ? absent : 19_000 + ($0 * 7919) % 900 },
            .packedOrAbsent
        ),
        ("few values far apart", (0..<1000).map { [0, 1_000_000, -77, absent][Int($0) * 7 % 4] }, .dictionary),
        ("mostly one value", (0..<1000).map { $0 % 97 == 0 ? $0 * 1000 : absent }, .sparse),
        ("all 32 bits", (0..<1000).map { Int32(bitPattern: UInt32($0) &* 2_654_435_761) }, .packed),
        (
            "all 32 bits with absent ones",
            (0..<1000).map { $0 % 31 == 0 ? absent : $0 % 2 == 0 ? Int32.max - $0 : Int32.min + 1 + $0 },
            .packedOrAbsent
        ),
        (
            "the largest and the smallest", (0..<300).map { [Int32.max, Int32.min + 1, absent][Int($0) % 3] },
            .dictionary
        ),
    ]

    @Test("Every column comes back as it was, in the form that fits it", arguments: columns)
    func roundTrip(_ column: (name: String, values: [Int32], form: ColumnCodec.Form)) throws {
        let bytes = encode(column.values)
        #expect(bytes.first == column.form.rawValue)
        #expect(try decode(bytes, count: column.values.count) == column.values)
    }

    @Test("A column that repeats another one is stored as its exceptions")
    func reference() throws {
        let hired = (0..<1000).map { Int32(15_000 + ($0 * 7919) % 6_000) }
        var since = hired
        since[3] = 12
        since[999] = Self.absent
        var writer = ByteWriter()
        since.withUnsafeBufferPointer { since in
            hired.withUnsafeBufferPointer { ColumnCodec.encode(since, reference: $0, into: &writer) }
        }
        #expect(writer.bytes.first == ColumnCodec.Form.sameAs.rawValue)
        #expect(writer.bytes.count < 30)
        var decoded = [Int32](repeating: 0, count: 1000)
        try decoded.withUnsafeMutableBufferPointer { target in
            try writer.bytes.withUnsafeBytes { raw in
                var reader = ByteReader(raw)
                try ColumnCodec.decode(&reader, into: target) { target in
                    for row in target.indices { target[row] = hired[row] }
                }
            }
        }
        #expect(decoded == since)
    }

    @Test("Random columns of every width come back as they were")
    func random() throws {
        var generator = TestGenerator(11)
        for width in 0...32 {
            let count = Int.random(in: 1...700, using: &generator)
            let values = (0..<count).map { _ in
                Int32(truncatingIfNeeded: width == 0 ? 0 : generator.next() >> UInt64(64 - width))
            }
            #expect(try decode(encode(values), count: count) == values)
        }
    }

    @Test("Damaged bytes are reported, whatever is cut or changed, and never trusted")
    func damage() throws {
        var generator = TestGenerator(12)
        for (_, values, _) in Self.columns where !values.isEmpty {
            let bytes = encode(values)
            for length in [0, 1, 2, bytes.count / 2, bytes.count - 1] where length < bytes.count {
                #expect(throws: StoreError.self) { try decode(Array(bytes[..<length]), count: values.count) }
            }
            for _ in 0..<50 {
                var changed = bytes
                changed[Int.random(in: changed.indices, using: &generator)] ^= UInt8.random(
                    in: 1...255, using: &generator)
                // Either reported or read as other values; the test is that it ends, within bounds.
                let result = Result { try decode(changed, count: values.count) }
                if case .success(let decoded) = result { #expect(decoded.count == values.count) }
            }
        }
    }

    @Test("Lists of codes come back, and so do changes of them")
    func lists() throws {
        var generator = TestGenerator(13)
        var old = ListColumn()
        for _ in 0..<500 { old.append((0..<Int.random(in: 0...5, using: &generator)).map { Int32($0 * 3) }) }
        var writer = ByteWriter()
        old.encode(into: &writer)
        let decoded = try writer.bytes.withUnsafeBytes { raw in
            var reader = ByteReader(raw)
            return try ListColumn(decoding: &reader, rows: 500)
        }
        #expect(decoded == old)
        var new = ListColumn()
        for row in 0..<520 {
            let isChanged = row % 50 == 0 || row >= 500
            new.append(isChanged ? [Int32(row), 7] : Array(old.codes[old.range(row)]))
        }
        var extended = old
        extended.extend(to: 520)
        let change = try #require(new.encodeChange(from: extended))
        var changed = old
        try change.withUnsafeBytes { raw in
            var reader = ByteReader(raw)
            try changed.change(&reader, rows: 520)
        }
        #expect(changed == new)
        #expect(new.encodeChange(from: new) == nil)
    }

    private func encode(_ values: [Int32]) -> [UInt8] {
        var writer = ByteWriter()
        values.withUnsafeBufferPointer { ColumnCodec.encode($0, into: &writer) }
        return writer.bytes
    }

    private func decode(_ bytes: [UInt8], count: Int) throws -> [Int32] {
        try bytes.withUnsafeBytes { raw in
            var reader = ByteReader(raw)
            return try ColumnCodec.decodeArray(&reader, count: count)
        }
    }
}
