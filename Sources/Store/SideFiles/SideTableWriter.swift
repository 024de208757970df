internal import Workforce

/// The columns of a side file, written one after the other and read in the same order.
///
/// A plan of a large employer has a hundred thousand rows: as text it would cost more than the people.
struct SideTableWriter {
    private(set) var writer = ByteWriter()

    init(rows: Int) { writer.count(rows) }

    mutating func texts(_ values: [String?]) {
        var table = CodeTable()
        column(values.map { value in value.map { Int32(bitPattern: table.intern($0)) } ?? -1 })
        writer.count(table.count)
        TextCodec.encode(table.texts, into: &writer)
    }

    mutating func dates(_ values: [CalendarDate?]) { column(values.map { $0?.dayNumber ?? ColumnCodec.absent }) }

    mutating func numbers(_ values: [Int?]) {
        column(values.map { $0 == nil ? 0 : 1 })
        wide(values.map { Int64($0 ?? 0) })
    }

    mutating func reals(_ values: [Double]) { wide(values.map { Int64(bitPattern: $0.bitPattern) }) }

    private mutating func wide(_ values: [Int64]) {
        column(values.map { Int32(truncatingIfNeeded: $0) })
        column(values.map { Int32(truncatingIfNeeded: $0 >> 32) })
    }

    private mutating func column(_ values: [Int32]) {
        values.withUnsafeBufferPointer { ColumnCodec.encode($0, into: &writer) }
    }
}
