internal import Workforce

/// Reads what ``SideTableWriter`` wrote.
struct SideTableReader {
    private var reader: ByteReader
    let rows: Int

    init(_ bytes: UnsafeRawBufferPointer) throws(StoreError) { try self.init(ByteReader(bytes)) }

    private init(_ reader: ByteReader) throws(StoreError) {
        self.reader = reader
        rows = try self.reader.count(limit: 100_000_000)
    }

    /// The table that stands after the columns read so far.
    func following() throws(StoreError) -> SideTableReader { try SideTableReader(reader) }

    mutating func texts() throws(StoreError) -> [String?] {
        let codes = try ColumnCodec.decodeArray(&reader, count: rows)
        let count = try reader.count(limit: rows)
        let column = try TextCodec.decode(&reader, rows: count)
        let texts = (0..<count).map { column[$0] }
        var values: [String?] = []
        values.reserveCapacity(rows)
        for code in codes {
            guard code >= -1, code < count else { throw .damaged("text of a side file") }
            values.append(code < 0 ? nil : texts[Int(code)])
        }
        return values
    }

    /// Texts that are never absent.
    mutating func required() throws(StoreError) -> [String] {
        var values: [String] = []
        values.reserveCapacity(rows)
        for text in try texts() {
            guard let text else { throw .damaged("text of a side file") }
            values.append(text)
        }
        return values
    }

    mutating func dates() throws(StoreError) -> [CalendarDate?] {
        try ColumnCodec.decodeArray(&reader, count: rows)
            .map { $0 == ColumnCodec.absent ? nil : CalendarDate(dayNumber: $0) }
    }

    mutating func numbers() throws(StoreError) -> [Int?] {
        let present = try ColumnCodec.decodeArray(&reader, count: rows)
        let values = try wide()
        return zip(present, values).map { $0 == 0 ? nil : Int($1) }
    }

    mutating func reals() throws(StoreError) -> [Double] {
        try wide().map { Double(bitPattern: UInt64(bitPattern: $0)) }
    }

    private mutating func wide() throws(StoreError) -> [Int64] {
        let low = try ColumnCodec.decodeArray(&reader, count: rows)
        let high = try ColumnCodec.decodeArray(&reader, count: rows)
        return zip(low, high).map { Int64($1) << 32 | Int64(UInt32(bitPattern: $0)) }
    }
}
