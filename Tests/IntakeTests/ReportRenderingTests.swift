import Testing
import Workforce

@testable import Intake

@Suite("Reports")
struct ReportRenderingTests {
    private var report: SnapshotReport {
        var report = SnapshotReport(source: "HR")
        report.asOf = CalendarDate(iso: "2026-01-31")
        report.asOfOrigin = "--as-of"
        (report.rows, report.people, report.rejected) = (10, 1, 2)
        report.problems = [
            Problem(
                code: "a", file: "employees.csv", line: 7, column: "fte", value: "9,9", reason: "No \"number\".",
                remedy: "Mend it."),
            Problem(
                .warning, code: "b", file: "p.csv", line: 12, column: "=cmd()", reason: "Odd,\nreally.", remedy: "Look."
            ),
        ]
        return report
    }

    @Test("The table is aligned, without spaces at line ends")
    func table() {
        #expect(
            ReportRendering(report).table() == """
                Snapshot of 2026-01-31 (date from --as-of) read: 10 rows, 1 person, 2 rejected, 0 filtered, 0 merged.

                Rows and warnings:
                           file           line  column  value  reason
                  error    employees.csv     7  fte     9,9    No "number".
                                                               Mend it.
                  warning  p.csv            12  =cmd()         Odd, really.
                                                               Look.

                """)
    }

    @Test("What is beyond the limit is counted")
    func limit() {
        var report = report
        report.suppressed = 5
        let table = ReportRendering(report).table(limit: 1)
        #expect(table.hasSuffix("… and 6 more; the CSV lists up to 10,000 of each kind.\n"))
        #expect(!table.contains("p.csv"))
    }

    @Test("The CSV is RFC 4180, and no cell is a formula")
    func csv() {
        #expect(
            ReportRendering(report).csv
                == "severity,file,line,column,value,reason,remedy,code\r\n"
                + "error,employees.csv,7,fte,\"9,9\",\"No \"\"number\"\".\",Mend it.,a\r\n"
                + "warning,p.csv,12,'=cmd(),,\"Odd,\nreally.\",Look.,b\r\n")
    }

    @Test("Refusals come first and are named as such")
    func refused() {
        var report = report
        report.refusals = [Problem(code: "r", file: "f", reason: "No.", remedy: "Yes.")]
        let rendering = ReportRendering(report)
        #expect(rendering.summary.contains("refused:"))
        #expect(
            rendering.table().contains("Refused, nothing of it is kept:\n         file  reason\n  error  f     No.\n"))
        #expect(rendering.csv.split(separator: "\r\n").count == 4)
    }
}
