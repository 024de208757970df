import Testing
import Workforce

@testable import Intake

@Suite("Several rows of one person become one")
struct ReaderMergingTests {
    private static let header = "employee_id,job,unit,establishment,hire_date,exit_date,fte,monthly_salary,name"

    private static func file(_ rows: [String]) -> ReaderEmployeeFile {
        var file = ReaderEmployeeFile()
        file.header = header
        file.rows = rows
        return file
    }

    @Test(
        "Rows of the same position are one: the one with an exit date wins, else the first",
        arguments: [
            (["E,J,U,S,2020-01-01,,1,10,first", "E,J,U,S,2020-01-01,,0.5,20,second"], "first", "repeated-row"),
            (
                ["E,J,U,S,2020-01-01,,1,10,first", "E,J,U,S,2020-01-01,2026-05-01,1,10,second"], "second",
                "contradictory-rows"
            ),
            (
                ["E,J,U,S,2020-01-01,2026-05-01,1,10,first", "E,J,U,S,2020-01-01,,1,10,second"], "first",
                "contradictory-rows"
            ),
            (
                ["E,J,U,S,2020-01-01,2026-05-01,1,10,first", "E,J,U,S,2020-01-01,2026-04-01,1,10,second"], "first",
                "contradictory-rows"
            ),
            (
                ["E,J,U,S,2020-01-01,2026-05-01,1,10,first", "E,J,U,S,2020-01-01,2026-05-01,1,10,second"], "first",
                "repeated-row"
            ),
            (["E,J,,S,2020-01-01,,1,10,first", "E,J,,S,2020-01-01,,1,10,second"], "first", "repeated-row"),
        ])
    func samePosition(rows: [String], winner: String, code: String) {
        let file = Self.file(rows)
        #expect(file.people.map(\.name) == [winner])
        #expect(file.people[0].centiFTE == 100)
        #expect(file.people[0].monthlySalary == 1000)
        #expect(file.reading.codes == [code])
        #expect(file.reading.problems[0].severity == .warning)
        #expect(file.reading.problems[0].line == 3)
        #expect(file.reading.merged == 1)
    }

    @Test(
        "Any difference of job, unit, establishment or hire date makes another position",
        arguments: [
            "E,J2,U,S,2020-01-01", "E,J,U2,S,2020-01-01", "E,J,U,S2,2020-01-01", "E,J,U,S,2020-01-02",
            "E,J,,S,2020-01-01",
        ])
    func otherPosition(second: String) {
        let file = Self.file(["E,J,U,S,2020-01-01,,0.5,10,first", second + ",,0.4,20,second"])
        #expect(file.people.map(\.centiFTE) == [90])
        #expect(file.people.map(\.monthlySalary) == [3000])
        #expect(file.people.map(\.name) == ["first"])
        #expect(file.reading.problems.isEmpty)
    }

    @Test(
        "A row out of service gives way to one in service",
        arguments: [
            ("E,J,U,S,2019-01-01,2026-01-31,0.9,10,gone", ["now"]),
            ("E,J,U,S,2019-01-01,2026-02-01,0.9,10,gone", ["gone"]),
            ("E,J,U,S,2026-02-01,,0.9,10,gone", ["now"]), ("E,J,U,S,2026-01-31,,0.9,10,gone", ["gone"]),
        ])
    func outOfService(other: String, names: [String]) {
        let file = Self.file(["E,K,U,S,2020-01-01,,0.2,10,now", other])
        #expect(file.people.map(\.name) == names)
        #expect(file.people[0].centiFTE == (names == ["now"] ? 20 : 110))
        #expect(file.reading.merged == 1)
    }

    @Test("Out of service altogether, positions still add up")
    func allOut() {
        let file = Self.file([
            "E,J,U,S,2019-01-01,2025-01-01,0.4,10,a", "E,K,U,S,2019-01-01,2025-06-01,0.5,,b",
        ])
        #expect(file.people.map(\.name) == ["b"])
        #expect(file.people[0].centiFTE == 90)
        #expect(file.people[0].monthlySalary == 1000)
        #expect(file.people[0].exitDate == CalendarDate(iso: "2025-06-01"))
    }

    @Test("The largest position gives the rest, the first of equals; absent salaries stay absent")
    func split() {
        let file = Self.file([
            "E,J,U,S,2020-01-01,,0.3,,a", "F,J,U,S,2020-01-01,,1,5,f", "E,K,U,S,2020-01-01,,0.4,,b",
            "E,L,U,S,2020-01-01,,0.4,,c",
        ])
        #expect(file.people.map(\.name) == ["f", "b"])
        #expect(file.people.map(\.job) == ["J", "K"])
        #expect(file.people.map(\.centiFTE) == [100, 110])
        #expect(file.people[1].monthlySalary == nil)
    }

    @Test(
        "Rows that cannot be one person are merged and warned about, once a group; what is absent contradicts nothing",
        arguments: [
            (["1980-01-01,f", "1980-01-01,f", ",", "1980-01-01,"], nil, nil),
            (["1980-01-01,f", ",", "1980-01-02,m", "1980-01-03,x"], 4, "birth_date"),
            ([",f", "1980-01-01,", ",x", "1981-01-01,m"], 4, "gender"), ([",", ",m", ",f"], 4, "gender"),
        ] as [([String], Int?, String?)])
    func contradiction(rows: [String], line: Int?, column: String?) {
        var file = ReaderEmployeeFile()
        file.header = "employee_id,hire_date,establishment,job,fte,birth_date,gender"
        file.rows = rows.enumerated().map { index, row in "E,2020-01-01,S,J\(index),0.2,\(row)" }
        #expect(file.people.map(\.centiFTE) == [20 * rows.count])
        #expect(file.reading.codes == (line == nil ? [] : ["identity-contradiction"]))
        #expect(file.reading.problems.first?.line == line)
        #expect(file.reading.problems.first?.column == column)
        #expect(file.reading.problems.allSatisfy { $0.severity == .warning && $0.value?.contains("1") != true })
    }

    @Test("Every person that is left has the line of the row that stands for them")
    func lines() {
        let file = Self.file([
            "E,J,U,S,2020-01-01,,0.3,,a", "F,J,U,S,2020-01-01,,1,5,f", "E,K,U,S,2020-01-01,,0.4,,b",
            "G,L,U,S,2020-01-01,,0.4,,c",
        ])
        #expect(file.reading.readings[0].lines == [3, 4, 5])
    }

    @Test("More than 1.20 FTE in all is warned about, once, on the row that stays")
    func overFullTime() {
        let file = Self.file([
            "E,J,U,S,2020-01-01,,0.6,1,a", "E,K,U,S,2020-01-01,,0.61,1,b", "F,J,U,S,2020-01-01,,0.6,1,c",
            "F,K,U,S,2020-01-01,,0.6,1,d",
        ])
        #expect(file.people.map(\.centiFTE) == [121, 120])
        #expect(file.reading.codes == ["fte-over-full-time"])
        #expect(file.reading.problems[0].value == "1.21")
        #expect(file.reading.problems[0].line == 3)
    }

    @Test("First the same positions, then service, then the sum")
    func order() {
        // The second row takes over from the first, and is then out of service: the third alone is left.
        let file = Self.file([
            "E,J,U,S,2020-01-01,,1,10,a", "E,J,U,S,2020-01-01,2025-12-31,1,10,b", "E,K,U,S,2025-01-01,,0.5,7,c",
        ])
        #expect(file.people.map(\.name) == ["c"])
        #expect(file.people[0].centiFTE == 50)
        #expect(file.reading.merged == 2)
    }

    @Test("Merging is done for each date by itself")
    func dates() {
        var file = ReaderEmployeeFile("date", [])
        file.rows = ["E,2020-01-01,J,S,2025-01-31", "E,2020-01-01,J,S,2025-02-28", "E,2020-01-01,K,S,2025-02-28"]
        file.mapping.asOf = .column("date", formats: ["yyyy-MM-dd"])
        #expect(file.reading.readings.map(\.asOf.description) == ["2025-01-31", "2025-02-28"])
        #expect(file.reading.readings.map { $0.people.map(\.centiFTE) } == [[100], [200]])
    }

    @Test("Texts and skills of the others are in their place after rows went")
    func compaction() {
        var file = ReaderEmployeeFile()
        file.header = "employee_id,job,establishment,hire_date,name,skills"
        file.rows = (0..<40).flatMap { index in
            Array(repeating: "E\(index),J\(index),S,2020-01-01,Name \(index),s\(index)|t", count: 1 + index % 3)
        }
        #expect(file.people.map(\.id) == (0..<40).map { "E\($0)" })
        #expect(file.people.map(\.name) == (0..<40).map { "Name \($0)" })
        #expect(file.people.map(\.skills) == (0..<40).map { ["s\($0)", "t"] })
        #expect(file.reading.merged == 39)
    }

    @Test("Repeats are found among many, and only there", arguments: [true, false])
    func many(isParallel: Bool) {
        var ids = ByteStringColumn()
        var hashes: [UInt32] = []
        for row in 0..<40_000 {
            ids.append("E\(row % 39_000)")
            // Few different hashes: equal hashes must not make equal ids.
            hashes.append(UInt32(row % 39_000 / 8) &* 2_654_435_761)
        }
        let repeats = RepeatedRows.find(ids, hashes: hashes, isParallel: isParallel)
        #expect(repeats.map(\.first) == Array(0..<1000))
        #expect(repeats.map(\.row) == Array(39_000..<40_000))
    }
}
