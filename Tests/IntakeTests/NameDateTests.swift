import Testing
import Workforce

@testable import Intake

@Suite("Dates in names, and which date a bundle stands for")
struct NameDateTests {
    @Test(
        "A date or a month in a name is found, and a part of a longer number is not",
        arguments: [
            ("2026-01-31", ["2026-01-31"]), ("employees-20260131.csv", ["2026-01-31"]),
            ("personeel_2026_01_31.zip", ["2026-01-31"]), ("2026-02", ["2026-02-28"]),
            ("2024-02-export", ["2024-02-29"]),
            ("export-20260131-0200.csv", ["2026-01-31"]), ("2025-12-31_2026-01-31", ["2025-12-31", "2026-01-31"]),
            ("2013.csv", []), ("case-1202601319.csv", []), ("2026-13-01", []), ("20260231", []), ("mfg10", []),
            ("0001-01-01", []), ("2026-1-31", []),
        ])
    func names(_ name: String, _ dates: [String]) {
        #expect(NameDate.all(in: name).map(\.date.description) == dates)
    }

    @Test("snapshot.yaml comes before the option, and the option before the name; the source is said")
    func order() throws {
        let date = try #require(CalendarDate(iso: "2026-01-31"))
        let fromManifest = try AsOfResolution(manifest: date, override: date, names: ["2026-01"])
        #expect(fromManifest.stated == AsOfResolution.Statement(date: date, origin: "snapshot.yaml"))
        let fromOption = try AsOfResolution(manifest: nil, override: date, names: ["export"])
        #expect(fromOption.stated?.origin == "--as-of")
        let fromName = try AsOfResolution(manifest: nil, override: nil, names: ["export", "2026-01"])
        #expect(fromName.stated?.date == date)
        #expect(fromName.stated?.origin == "the month in the name 2026-01, taken as its last day")
        #expect(try AsOfResolution(manifest: nil, override: nil, names: ["export"]).stated == nil)
    }

    @Test("A month in a name agrees with every day of that month")
    func month() throws {
        let day = try #require(CalendarDate(iso: "2026-01-15"))
        #expect(try AsOfResolution(manifest: day, override: nil, names: ["2026-01"]).stated?.date == day)
        #expect(throws: IntakeError.self) { try AsOfResolution(manifest: day, override: nil, names: ["2026-02"]) }
        #expect(throws: IntakeError.self) { try AsOfResolution(manifest: day, override: nil, names: ["2026-01-16"]) }
    }

    @Test("Dates of the rows must be the one that was stated; a name says nothing of a file of many dates")
    func rows() throws {
        let january = try #require(CalendarDate(iso: "2026-01-31"))
        let february = try #require(CalendarDate(iso: "2026-02-28"))
        let stated = try AsOfResolution(manifest: nil, override: february, names: [])
        #expect(throws: IntakeError.self) { try stated.check(rows: [january], source: "rows") }
        #expect(throws: IntakeError.self) { try stated.check(rows: [january, february], source: "rows") }
        try stated.check(rows: [february], source: "rows")
        let named = try AsOfResolution(manifest: nil, override: nil, names: ["2026-02"])
        try named.check(rows: [january, february], source: "rows")
        #expect(throws: IntakeError.self) { try named.check(rows: [january], source: "rows") }
        try named.check(rows: [try #require(CalendarDate(iso: "2026-02-10"))], source: "rows")
    }
}

@Suite("snapshot.yaml")
struct SnapshotManifestTests {
    @Test("Two lines, comments, quotes, a mark at the start and Windows line ends are read")
    func reads() throws {
        let text = "\u{FEFF}---\r\n# from HR\r\nasOf: 2026-01-31  # month end\r\nsource: \"AFAS: personeel\"\r\n"
        let manifest = try SnapshotManifest(parsing: text)
        #expect(manifest.asOf?.description == "2026-01-31")
        #expect(manifest.source == "AFAS: personeel")
    }

    @Test("A mistyped key gets a suggestion, and all problems come at once")
    func problems() throws {
        let error = #expect(throws: IntakeError.self) {
            try SnapshotManifest(parsing: "as0f: 2026-01-31\nasOf: soon\n- x\n")
        }
        #expect(error?.problems.map(\.code) == ["manifest-key", "manifest-date", "manifest-line"])
        #expect(error?.problems.map(\.line) == [1, 2, 3])
        #expect(error?.problems[0].remedy.contains("`asOf`") == true)
    }
}

@Suite("File name patterns")
struct FileNamePatternTests {
    @Test(
        "Wildcards match as people expect, in any case",
        arguments: [
            ("20??.csv", "2013.csv", true), ("20??.csv", "201.csv", false), ("*.csv", "A.CSV", true),
            ("employees-*.csv", "Employees-2026.csv", true), ("a*b*c", "aXbYbc", true), ("a*b*c", "aXbYb", false),
            ("plan.csv", "plan.csv", true), ("plan.csv", "plan.csv.bak", false), ("*", "", true), ("**x", "aax", true),
        ])
    func matches(_ pattern: String, _ name: String, _ expected: Bool) {
        #expect(FileNamePattern(pattern).matches(name) == expected)
    }

    @Test("A file that a pattern names exactly is not read by a wildcard of another target")
    func exactFirst() {
        var people = FileMapping(target: .employees, pattern: "*.csv")
        people.passThrough = true
        let plan = FileMapping(target: .plan, pattern: "closures.csv")
        let names = BundleNames(Mapping(name: "m", files: [people, plan]))
        #expect(names.mappings(of: "closures.csv").map(\.target) == [.plan])
        #expect(names.mappings(of: "2013.csv").map(\.target) == [.employees])
    }
}
