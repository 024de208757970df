import Workforce

/// A report as people read it: a table for the terminal, CSV for a spreadsheet (interface: "Validation").
package struct ReportRendering: Sendable {
    private let report: SnapshotReport

    package init(_ report: SnapshotReport) { self.report = report }

    /// The names of the CSV's columns.
    static let columns = ["severity", "file", "line", "column", "value", "reason", "remedy", "code"]

    /// One line that says what became of the snapshot.
    package var summary: String {
        let date = report.asOf.map { " of \($0)" } ?? ""
        let origin = report.asOfOrigin.map { " (date from \($0))" } ?? ""
        let verdict = report.isRefused ? "refused" : "read"
        let counts = [
            report.rows == 1 ? "1 row" : "\(report.rows) rows",
            report.people == 1 ? "1 person" : "\(report.people) people",
            "\(report.rejected) rejected", "\(report.filtered) filtered", "\(report.merged) merged",
        ]
        return "Snapshot\(date)\(origin) \(verdict): \(counts.joined(separator: ", "))."
    }

    /// The summary, why it was refused, and the problems in aligned columns, each with its remedy below it.
    ///
    /// - Parameter limit: problems listed at most; how many more there are is said.
    package func table(limit: Int = 100) -> String {
        var lines = [summary]
        if report.isRefused {
            lines += ["", "Refused, nothing of it is kept:"] + ReportRendering.aligned(report.refusals)
        }
        let shown = Array(report.problems.prefix(limit))
        if !shown.isEmpty { lines += ["", "Rows and warnings:"] + ReportRendering.aligned(shown) }
        let more = report.problems.count - shown.count + report.suppressed
        if more > 0 { lines.append("… and \(more) more; the CSV lists up to 10,000 of each kind.") }
        return lines.joined(separator: "\n") + "\n"
    }

    /// RFC 4180: a header, CRLF line ends, quotes where they are needed.
    package var csv: String {
        var lines = [ReportRendering.columns.joined(separator: ",")]
        lines += (report.refusals + report.problems).map { problem in
            [
                problem.severity.rawValue, problem.file ?? "", problem.line.map(String.init) ?? "",
                problem.column ?? "",
                problem.value ?? "", problem.reason, problem.remedy, problem.code,
            ].map(ReportRendering.quoted).joined(separator: ",")
        }
        return lines.joined(separator: "\r\n") + "\r\n"
    }

    private static func aligned(_ problems: [Problem]) -> [String] {
        let header = ["", "file", "line", "column", "value", "reason"]
        let rows = problems.map { problem in
            [
                problem.severity.rawValue, problem.file ?? "", problem.line.map(String.init) ?? "",
                problem.column ?? "",
                problem.value ?? "", problem.reason,
            ].map(plain)
        }
        let widths = header.indices.map { column in ([header] + rows).map { $0[column].count }.max() ?? 0 }
        // The last column runs on; columns that nothing fills are left out.
        let kept = header.indices.filter { column in rows.contains { !$0[column].isEmpty } }
        func line(_ cells: [String]) -> String {
            let padded = kept.map { column in
                let gap = column == header.count - 1 ? 0 : widths[column] - cells[column].count
                let fill = String(repeating: " ", count: gap)
                return column == 2 ? fill + cells[column] : cells[column] + fill
            }
            return "  " + trimmedEnd(padded.joined(separator: "  "))
        }
        let indent = "  " + String(repeating: " ", count: kept.dropLast().reduce(0) { $0 + widths[$1] + 2 })
        return [line(header)] + zip(problems, rows).flatMap { [line($1), trimmedEnd(indent + plain($0.remedy))] }
    }

    private static func trimmedEnd(_ text: String) -> String {
        var text = text
        while text.last == " " { text.removeLast() }
        return text
    }

    /// Without control characters, which a terminal would obey.
    private static func plain(_ text: String) -> String {
        String(text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : Character($0) })
    }

    private static func quoted(_ text: String) -> String {
        // A spreadsheet takes these for formulas; a header or a code of the file must not run there.
        let isFormula = text.first.map { "=+-@\t\r".contains($0) } == true && Double(text) == nil
        let text = isFormula ? "'" + text : text
        let needsQuotes = text.unicodeScalars.contains { "\",\r\n".unicodeScalars.contains($0) }
        return needsQuotes ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
    }
}
