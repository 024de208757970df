/// A column of lists of codes (skills): all codes one after the other, and where each row's end.
struct ListColumn: Equatable, Sendable {
    var codes: [Int32] = []
    var ends: [Int32] = []

    var rows: Int { ends.count }

    func range(_ row: Int) -> Range<Int> { (row == 0 ? 0 : Int(ends[row - 1]))..<Int(ends[row]) }

    mutating func append(_ list: some Sequence<Int32>) {
        codes.append(contentsOf: list)
        ends.append(Int32(codes.count))
    }

    mutating func extend(to rows: Int) {
        if ends.count < rows { ends.append(contentsOf: repeatElement(Int32(codes.count), count: rows - ends.count)) }
    }

    func isSame(_ row: Int, as other: ListColumn, _ otherRow: Int) -> Bool {
        let mine = range(row)
        let theirs = other.range(otherRow)
        guard mine.count == theirs.count else { return false }
        for offset in 0..<mine.count where codes[mine.lowerBound + offset] != other.codes[theirs.lowerBound + offset] {
            return false
        }
        return true
    }

    func encode(into writer: inout ByteWriter) {
        var counts = ends
        for row in counts.indices.reversed() where row > 0 { counts[row] -= counts[row - 1] }
        counts.withUnsafeBufferPointer { ColumnCodec.encode($0, into: &writer) }
        writer.count(codes.count)
        codes.withUnsafeBufferPointer { ColumnCodec.encode($0, into: &writer) }
    }

    init() {}

    init(decoding reader: inout ByteReader, rows: Int) throws(StoreError) {
        ends = try ColumnCodec.decodeArray(&reader, count: rows)
        var total: Int64 = 0
        for row in ends.indices {
            guard ends[row] >= 0 else { throw .damaged("length of a list") }
            total += Int64(ends[row])
            guard total <= Int64(Int32.max) else { throw .damaged("length of a list") }
            ends[row] = Int32(total)
        }
        // A constant column costs no bytes a row: the count is checked against the lengths, not against the bytes.
        let count = try reader.count(limit: Int(Int32.max))
        guard count == Int(total) else { throw .damaged("length of a list") }
        codes = try ColumnCodec.decodeArray(&reader, count: count)
    }

    /// The rows of `self` that differ from `old`, as ``change(_:rows:)`` reads them; nil when none does.
    func encodeChange(from old: ListColumn) -> [UInt8]? {
        var rows: [Int32] = []
        var lists = ListColumn()
        for row in ends.indices where !isSame(row, as: old, row) {
            rows.append(Int32(row))
            lists.append(codes[range(row)])
        }
        if rows.isEmpty { return nil }
        var writer = ByteWriter()
        ColumnCodec.encodeRows(rows, into: &writer)
        lists.encode(into: &writer)
        return writer.bytes
    }

    mutating func change(_ reader: inout ByteReader, rows count: Int) throws(StoreError) {
        extend(to: count)
        let rows = try ColumnCodec.decodeRows(&reader, below: count)
        let lists = try ListColumn(decoding: &reader, rows: rows.count)
        var changed = ListColumn()
        changed.codes.reserveCapacity(codes.count + lists.codes.count)
        changed.ends.reserveCapacity(ends.count)
        var next = 0
        for row in ends.indices {
            if next < rows.count, Int(rows[next]) == row {
                changed.append(lists.codes[lists.range(next)])
                next += 1
            } else {
                changed.append(codes[range(row)])
            }
        }
        self = changed
    }
}
