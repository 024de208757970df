import Testing
import Workforce

@testable import Daemon

@Suite("What a notice says of a problem")
struct NoticeTextTests {
    @Test("It names the thing and the place apart: a code is no value of the column")
    func thing() {
        let problem = Problem(
            .warning, code: "region-missing", file: "establishments.csv", column: "region", value: "UTR-09",
            reason: "the establishment has no labour-market region", remedy: "fill in the region of the establishment")
        #expect(
            problem.notice == "The establishment has no labour-market region. Fill in the region of the establishment. "
                + "(about UTR-09; see establishments.csv, column region)")
    }

    @Test("Without a file, or without anything to point at, the sentence comes first as well")
    func bare() {
        let stale = Problem(
            .warning, code: "snapshot-stale", value: "2026-11-20", reason: "the newest snapshot is too old",
            remedy: "import a newer snapshot")
        #expect(stale.notice == "The newest snapshot is too old. Import a newer snapshot. (about 2026-11-20)")
        let refused = Problem(
            code: "disclosure-full-name", column: "title", value: "I2027A-1", reason: "the text holds a name",
            remedy: "take it out")
        #expect(refused.notice == "The text holds a name. Take it out. (about I2027A-1; field title)")
        #expect(Problem(code: "c", reason: "something", remedy: "mend it").notice == "Something. Mend it.")
    }
}
