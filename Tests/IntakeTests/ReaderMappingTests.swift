import Testing
import Workforce

@testable import Intake

@Suite("Where values come from")
struct ReaderMappingTests {
    private static func file(_ header: String, _ rows: [String]) -> ReaderEmployeeFile {
        var file = ReaderEmployeeFile()
        file.header = header
        file.rows = rows
        return file
    }

    @Test("Columns that stay absent, or are dropped, fill nothing")
    func absent() {
        var file = ReaderEmployeeFile("performance,unit,gender,birth_date", ["4,U1,f,1980-01-01"])
        file.mapping.drop = ["gender", "birth_date"]
        #expect(file.people[0].performance == nil)
        #expect(file.people[0].unit == "U1")
        #expect(file.people[0].gender == .absent)
        #expect(file.people[0].birthDate == nil)
        file.options.allowPerformanceRatings = true
        #expect(file.people[0].performance == 400)
        file.mapping.passThrough = false
        #expect(Set(file.reading.refusals.map(\.column)) == ["employee_id", "hire_date", "job", "establishment"])
    }

    @Test("A required column that is missing refuses the file, with the nearest name")
    func missing() {
        var file = Self.file("employeeid,hire_date,function,establishment", ["E1,2020-01-01,J,S"])
        file.mapping.columns["job"] = ColumnMapping(column: "functon")
        let refusals = file.reading.refusals
        #expect(refusals.map(\.code) == ["missing-column", "missing-column"])
        #expect(refusals.map(\.column) == ["employee_id", "functon"])
        #expect(refusals[0].remedy.contains("`employeeid`"))
        #expect(refusals[1].remedy.contains("`function`"))
        #expect(refusals[1].reason.contains("job"))
        #expect(file.reading.readings.isEmpty)
        #expect(file.reading.header == ["employeeid", "hire_date", "function", "establishment"])
    }

    @Test("An optional column that is missing is warned about; one that filters or dates refuses")
    func missingOptional() {
        var file = ReaderEmployeeFile("", [""])
        file.mapping.columns["unit"] = ColumnMapping(column: "dept")
        file.mapping.columns["exit_date"] = ColumnMapping(cases: [
            ColumnMapping.Case(when: ["status": ["out"]], source: .constant("2026-01-01"))
        ])
        #expect(file.reading.codes == ["absent-source-column", "absent-source-column"])
        #expect(file.people.count == 1)
        file.mapping.filters = [RowFilter(column: "kind", values: ["x"])]
        file.mapping.asOf = .yearEnd("year")
        #expect(file.reading.refusals.map(\.column) == ["kind", "year"])
        file.mapping.asOf = .column("date", formats: ["yyyy"])
        #expect(file.reading.refusals.map(\.column) == ["kind", "date"])
    }

    @Test("A wrong delimiter is told from a missing column")
    func wrongDelimiter() {
        var file = Self.file("employee_id;hire_date;job;establishment", ["E1;2020-01-01;J;S"])
        file.mapping.delimiter = 0x2C
        #expect(file.reading.refusals.allSatisfy { $0.remedy.contains("semicolon") })
        file.mapping.delimiter = nil
        #expect(file.people.count == 1)
        #expect(file.reading.dialect.delimiter == 0x3B)
    }

    @Test("Two columns of one name: the first is read, and a warning says so")
    func repeatedColumn() {
        let file = ReaderEmployeeFile("unit,unit", ["U1,U2"])
        #expect(file.people[0].unit == "U1")
        #expect(file.reading.codes == ["repeated-column"])
    }

    @Test("Several columns are joined, absent ones left out")
    func joined() {
        var file = ReaderEmployeeFile("first,infix,last", ["Anna,de,Vries", "Bo,,Smit", ",-,"])
        file.mapping.columns["name"] = ColumnMapping(cases: [
            ColumnMapping.Case(source: .columns(["first", "infix", "last"], separator: " "))
        ])
        file.mapping.format.nullTokens = ["-"]
        #expect(file.people.map(\.name) == ["Anna de Vries", "Bo Smit", ""])
    }

    @Test("The first case whose conditions all hold gives the value")
    func cases() {
        var file = ReaderEmployeeFile(
            "status,kind,end", ["out,a,2026-03-01", "out,b,2026-03-01", "in,a,2026-03-01", "gone,a,2026-03-01"])
        file.mapping.columns["exit_date"] = ColumnMapping(cases: [
            ColumnMapping.Case(
                when: ["status": ["out", "gone"], "kind": ["a"]], source: .columns(["end"], separator: "")),
            ColumnMapping.Case(when: ["status": ["out"]], source: .constant("2026-12-31")),
            ColumnMapping.Case(when: ["status": ["in"]], source: .absent),
        ])
        #expect(file.people.map { $0.exitDate?.description } == ["2026-03-01", "2026-12-31", nil, "2026-03-01"])
    }

    @Test("Constants are canonical, whatever the file's format, and are not mapped")
    func constants() {
        var file = ReaderEmployeeFile("", [""])
        file.mapping.format.dates = ["yyyy-MM-dd"]
        file.mapping.format.decimalMark = UInt8(ascii: ",")
        file.mapping.columns["fte"] = ColumnMapping(constant: "0.80")
        file.mapping.columns["notice_date"] = ColumnMapping(constant: "2026-05-01")
        file.mapping.columns["unit"] = ColumnMapping(constant: "HQ")
        var contract = ColumnMapping(constant: "agency")
        contract.values = ["*": "permanent"]
        file.mapping.columns["contract"] = contract
        let person = file.people[0]
        #expect(person.centiFTE == 80)
        #expect(person.noticeDate?.description == "2026-05-01")
        #expect(person.unit == "HQ")
        #expect(person.contract == .agency)
    }

    @Test("Values are mapped exactly; `*` takes the rest; an empty source only if named")
    func values() {
        var file = ReaderEmployeeFile("kind,dept,hours", ["Vast,A,none", "vast,B,8", ",,"])
        var contract = ColumnMapping(column: "kind")
        contract.values = ["Vast": "fixed_term", "*": "agency"]
        file.mapping.columns["contract"] = contract
        var unit = ColumnMapping(column: "dept")
        unit.values = ["A": "Unit A", "": "nowhere"]
        file.mapping.columns["unit"] = unit
        var hours = ColumnMapping(column: "hours")
        hours.values = ["none": "0", "": "12.5"]
        file.mapping.columns["training_hours_12m"] = hours
        #expect(file.people.map(\.contract) == [.fixedTerm, .agency, .permanent])
        #expect(file.people.map(\.unit) == ["Unit A", "B", "nowhere"])
        #expect(file.people.map(\.trainingHours) == [0, 800, 1250])
        contract.values = ["Vast": "", "": "on_call", "vast": "nonsense"]
        file.mapping.columns["contract"] = contract
        #expect(file.people.map(\.contract) == [.permanent, .onCall])
        #expect(file.reading.codes == ["unknown-code", "absent-fte"])
    }

    @Test("Null tokens come before anything else, and a column may have its own format")
    func formats() {
        var file = ReaderEmployeeFile(
            "birth_date,exit_date,monthly_salary", ["31-12-1980,9999-12-31,\"2.500,50\"", "x,2026-02-01,n/a"])
        var birth = ColumnMapping(column: "birth_date")
        birth.format = ValueFormat()
        birth.format?.dates = ["dd-MM-yyyy"]
        birth.format?.nullTokens = ["x"]
        file.mapping.columns["birth_date"] = birth
        file.mapping.format.nullTokens = ["9999-12-31", "n/a"]
        file.mapping.format.decimalMark = UInt8(ascii: ",")
        file.mapping.format.thousandsMark = UInt8(ascii: ".")
        #expect(file.people.map { $0.birthDate?.description } == ["1980-12-31", nil])
        #expect(file.people.map { $0.exitDate?.description } == [nil, "2026-02-01"])
        #expect(file.people.map(\.monthlySalary) == [250_050, nil])
        #expect(file.reading.problems.isEmpty)
    }

    @Test("Filters keep or leave out, and whom they leave out has not vanished")
    func filters() {
        var file = ReaderEmployeeFile("kind", ["a", "b", "", "b"])
        file.rows.append(",2020-01-01,J,S,b")
        file.mapping.filters = [RowFilter(column: "kind", values: ["b"], excludes: true)]
        #expect(file.people.map(\.id) == ["E1", "E3"])
        #expect(file.reading.readings[0].filtered == ["E2", "E4"])
        #expect((file.reading.rows, file.reading.filtered, file.reading.rejected) == (5, 3, 0))
        file.mapping.filters = [RowFilter(column: "kind", values: ["a", ""])]
        #expect(file.people.map(\.id) == ["E1", "E3"])
        file.mapping.filters.append(RowFilter(column: "kind", values: [""], excludes: true))
        #expect(file.people.map(\.id) == ["E1"])
    }

    @Test("Somebody whose row was rejected has not vanished")
    func rejected() {
        var file = ReaderEmployeeFile("kind", ["a", "b"])
        file.rows.append("E9,2020-01-01,J,,c")
        file.rows.append(",2020-01-01,J,S,d")
        #expect(file.people.map(\.id) == ["E1", "E2"])
        #expect(file.reading.readings[0].filtered == ["E9"])
        #expect((file.reading.filtered, file.reading.rejected) == (0, 2))
    }

    @Test("The date comes from a column, a year, a constant, or the bundle")
    func asOf() {
        var file = ReaderEmployeeFile("date,year", ["31/12/2025,2025", "1/1/2025,2024", "-,25", ",9999"])
        file.mapping.filters = [RowFilter(column: "year", values: ["9999"], excludes: true)]
        func dates(_ source: AsOfSource?) -> [String] {
            file.mapping.asOf = source
            return file.reading.readings.map { "\($0.asOf) \($0.people.count)" }
        }
        #expect(dates(.column("date", formats: ["d/M/yyyy"])) == ["2025-01-01 1", "2025-12-31 1"])
        #expect(file.reading.codes == ["unreadable-date"])
        #expect(file.reading.readings.map(\.filtered) == [["E3", "E4"], ["E3", "E4"]])
        #expect(dates(.yearEnd("year")) == ["2024-12-31 1", "2025-12-31 1", "9999-12-31 0"])
        #expect(dates(.constant("2020-06-30")) == ["2020-06-30 3"])
        #expect(dates(nil) == ["2026-01-31 3"])
        file.asOf = nil
        #expect(file.reading.refusals.map(\.code) == ["no-as-of"])
        #expect(dates(.constant("soon")) == [])
        #expect(file.reading.refusals.map(\.code) == ["no-as-of"])
    }

    @Test("A column that gives more dates than snapshots can have is refused")
    func tooManyDates() {
        var file = ReaderEmployeeFile("date", (1...9).map { "2025-01-0\($0)" })
        file.mapping.asOf = .column("date", formats: ["yyyy-MM-dd"])
        file.options.dateLimit = 9
        #expect(file.reading.refusals.isEmpty)
        file.options.dateLimit = 8
        #expect(file.reading.refusals.map(\.code) == ["too-many-dates"])
    }

    @Test("Skills are split, each once")
    func skills() {
        #expect(
            ReaderEmployeeFile("skills", ["a|b| a |", "|", "b"]).people.map(\.skills) == [["a", "b"], [], ["b"]])
    }

    @Test("Service begins with the hire unless the file says otherwise")
    func service() {
        let file = ReaderEmployeeFile("service_since,job_since", ["2010-05-01,", ",2021-01-01"])
        #expect(file.people.map(\.serviceSince.description) == ["2010-05-01", "2020-01-01"])
        #expect(file.people.map { $0.jobSince?.description } == [nil, "2021-01-01"])
    }
}
