import Daemon

/// Writes a listing row by row: as an aligned table, as CSV with a header line, or as one JSON object per line.
///
/// Rows stream: a table measures its columns on the first thousand rows and lets later ones run over.
final class ListingWriter {
    private let format: OutputFormat
    private let columns: [String]
    private let keys: [String]
    private var buffer: [UInt8] = []
    private var measured: [[String]]? = []
    private var rightAligned: [Bool]
    private var widths: [Int]
    private var rows = 0

    init(format: OutputFormat, columns: [String]) {
        self.format = format
        self.columns = columns
        keys = columns.map { ListingValue.quoted($0) + ":" }
        widths = columns.map(\.count)
        rightAligned = columns.map { _ in true }
        buffer.reserveCapacity(1 << 16)
        if format == .csv { buffer.append(contentsOf: (columns.joined(separator: ",") + "\n").utf8) }
    }

    func row(_ values: [ListingValue]) throws(DaemonError) {
        rows += 1
        switch format {
        case .csv: try append(values.map { ListingWriter.csv($0.plain) }.joined(separator: ",") + "\n")
        case .json: try append("{" + zip(keys, values).map { $0 + $1.json }.joined(separator: ",") + "}\n")
        case .table: try tableRow(values)
        }
    }

    /// Writes what is still held; `empty` is what a table says when there was no row.
    func finish(empty: String = "Nothing to show.") throws(DaemonError) {
        if format == .table {
            if rows == 0 { try append(empty + "\n") }
            try flushMeasured()
        }
        try flush()
    }

    private func tableRow(_ values: [ListingValue]) throws(DaemonError) {
        let texts = values.map(\.plain)
        for index in values.indices {
            if case .integer = values[index] { continue }
            if case .decimal = values[index] { continue }
            if case .absent = values[index] { continue }
            rightAligned[index] = false
        }
        if measured != nil {
            for index in texts.indices { widths[index] = max(widths[index], texts[index].count) }
            measured?.append(texts)
            if let count = measured?.count, count >= 1_000 { try flushMeasured() }
        } else {
            try append(aligned(texts))
        }
    }

    private func flushMeasured() throws(DaemonError) {
        guard let held = measured, !held.isEmpty else { return }
        measured = nil
        try append(aligned(columns))
        try append(aligned(widths.map { String(repeating: "-", count: $0) }))
        for texts in held { try append(aligned(texts)) }
    }

    private func aligned(_ texts: [String]) -> String {
        var line = ""
        for index in texts.indices {
            if index > 0 { line += "  " }
            let padding = String(repeating: " ", count: max(0, widths[index] - texts[index].count))
            line += rightAligned[index] ? padding + texts[index] : texts[index] + padding
        }
        while line.last == " " { line.removeLast() }
        return line + "\n"
    }

    /// RFC 4180 quoting, and only where it is needed.
    private static func csv(_ text: String) -> String {
        let needsQuotes = text.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
        return needsQuotes ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
    }

    private func append(_ text: String) throws(DaemonError) {
        buffer.append(contentsOf: text.utf8)
        if buffer.count > 1 << 16 { try flush() }
    }

    private func flush() throws(DaemonError) {
        try Terminal.write(buffer)
        buffer.removeAll(keepingCapacity: true)
    }
}
