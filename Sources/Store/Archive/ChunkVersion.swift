internal import Foundation

/// One stored version of a chunk: columns whole, or as a change of the version before it.
///
/// Layout: format, rows, number of entries; per entry column, mode and length; then the entries' bytes.
struct ChunkVersion: Sendable {
    enum Mode: UInt8 {
        case whole = 0
        case change
    }

    struct Entry: Sendable {
        var mode: Mode
        var range: Range<Int>
    }

    static let format: UInt8 = 1

    let bytes: [UInt8]
    /// People up to and with this version; newer versions may have more.
    let rows: Int
    /// By column; nil where the version leaves the column as it was.
    private let entries: [Entry?]

    func entry(_ column: ArchiveColumn) -> Entry? { entries[Int(column.rawValue)] }

    init(_ bytes: [UInt8]) throws(StoreError) {
        self.bytes = bytes
        var rows = 0
        var entries = [Entry?](repeating: nil, count: ArchiveColumn.allCases.count)
        var failure: StoreError?
        bytes.withUnsafeBytes { raw in
            do throws(StoreError) {
                var reader = ByteReader(raw)
                guard try reader.byte() == ChunkVersion.format else { throw .damaged("chunk format") }
                rows = try reader.count(limit: Int(Int32.max))
                let count = try reader.count(limit: entries.count)
                var directory: [(column: Int, mode: Mode, length: Int)] = []
                for _ in 0..<count {
                    let column = Int(try reader.byte())
                    guard column < entries.count, let mode = Mode(rawValue: try reader.byte()) else {
                        throw .damaged("chunk directory")
                    }
                    directory.append((column, mode, try reader.count(limit: raw.count)))
                }
                for item in directory {
                    let start = reader.offset
                    _ = try reader.raw(item.length)
                    entries[item.column] = Entry(mode: item.mode, range: start..<(start + item.length))
                }
            } catch { failure = error }
        }
        if let failure { throw failure }
        self.rows = rows
        self.entries = entries
    }

    /// Lets `body` read an entry, and nothing after it.
    func reading<Value>(
        _ entry: Entry, _ body: (inout ByteReader) throws(StoreError) -> Value
    ) throws(StoreError) -> Value {
        let result = bytes.withUnsafeBytes { raw -> Result<Value, StoreError> in
            var reader = ByteReader(
                UnsafeRawBufferPointer(rebasing: raw[..<entry.range.upperBound]), offset: entry.range.lowerBound)
            do throws(StoreError) { return .success(try body(&reader)) } catch { return .failure(error) }
        }
        return try result.get()
    }

    static func assemble(rows: Int, entries: [(column: ArchiveColumn, mode: Mode, bytes: [UInt8])]) -> [UInt8] {
        var writer = ByteWriter(capacity: entries.reduce(32) { $0 + $1.bytes.count + 6 })
        writer.byte(format)
        writer.count(rows)
        writer.count(entries.count)
        for entry in entries {
            writer.byte(entry.column.rawValue)
            writer.byte(entry.mode.rawValue)
            writer.count(entry.bytes.count)
        }
        for entry in entries { writer.raw(entry.bytes) }
        return writer.bytes
    }
}
