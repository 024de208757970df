import DoorstroomConfiguration
import Foundation
import Intake
import Testing
import Workforce

@Suite("Mapping files")
struct MappingFileTests {
    private func decode(_ text: String) throws -> Mapping {
        try MappingFile.decode(Array(text.utf8), file: "m.yaml").mapping
    }

    private let whole = """
        name: retailer
        files:
          - target: employees
            pattern: "20??.csv"
            delimiter: ";"
            encoding: windows-1252
            quote: "'"
            header: 3
            asOf: {yearEnd: STATUS_YEAR}
            dates: ["M/d/yyyy"]
            pivot: 40
            decimal: ","
            thousands: "."
            nulls: ["1/1/1900"]
            passThrough: false
            columns:
              employee_id: EmployeeID
              hire_date: orighiredate_key
              job: job_title
              establishment: store_name
              name: {columns: [FIRST, LAST], separator: "-"}
              contract: {constant: permanent}
              gender: {column: gender_short, values: {M: m, F: f}}
              birth_date: {column: b, dates: [dd-MM-yy], pivot: 10, nulls: []}
              exit_date: {when: {STATUS: [TERMINATED, GONE], KIND: x}, column: terminationdate_key, dates: [yyyyMMdd]}
              exit_reason: {cases: [{when: {STATUS: ACTIVE}, constant: other}, {column: reason}], values: {Layoff: redundancy, "*": other}}
            filters: [{column: STATUS, in: [ACTIVE, TERMINATED]}, {column: X, notIn: [a]}]
            drop: [age, length_of_service]
        """

    @Test("Every mapping of the folder is looked at, whether the configuration names it or not")
    func folder() throws {
        let files = MemoryFiles(
            "",
            [
                "/c/mappings/b.yaml": "name: b\nfiles: [{target: employees, pattern: e.csv, passThroug: true}]\n",
                "/c/mappings/a.yaml": whole,
                "/c/mappings/c.yaml":
                    "name: c\nfiles: [{target: employees, pattern: e.csv, passThrough: true, filters: [{column: x, in: [y]}], drop: [x]}]\n",
                "/c/mappings/d.yml": "name: d\nfiles: [{target: employees, pattern: e.csv, passThrough: true}]\n",
                "/c/mappings/notes.txt": "no mapping",
            ])
        let checks = try Settings.checkMappings(configurationPath: "/c/doorstroom.yaml", files: files.port)
        #expect(checks.map(\.file) == ["a.yaml", "b.yaml", "c.yaml", "d.yml"])
        #expect(checks.map { $0.mapping?.name } == ["retailer", nil, nil, "d"])
        #expect(
            checks.map { $0.problems.map(\.code) } == [
                [], ["unknown-key", "missing-key"], ["mapping-dropped-column"], ["not-found-by-name"],
            ])
        #expect(checks.allSatisfy { check in check.problems.allSatisfy { $0.file == check.file } })
        #expect(try Settings.checkMappings(configurationPath: "/d/doorstroom.yaml", files: files.port) == [])
    }

    @Test("What full time is arrives with its column of FTE", arguments: ["100", "37.5"])
    func fullTime(number: String) throws {
        let columns = "employee_id: a, hire_date: b, job: c, establishment: d"
        let mapping = try decode(
            "name: m\nfiles: [{target: employees, pattern: e.csv, columns: {\(columns), "
                + "fte: {column: e, decimal: \",\", fullTime: \(number)}}}]\n")
        let fte = try #require(mapping.files.first?.columns["fte"])
        #expect(fte.fullTime == FullTime(number))
        #expect(fte.format?.decimalMark == UInt8(ascii: ","))
    }

    @Test("Everything that a mapping can say arrives")
    func everything() throws {
        let mapping = try decode(whole)
        #expect(mapping.name == "retailer")
        let file = try #require(mapping.files.first)
        #expect(file.target == .employees)
        #expect(file.pattern == "20??.csv")
        #expect(file.delimiter == UInt8(ascii: ";"))
        #expect(file.encoding == .windows1252)
        #expect(file.quote == UInt8(ascii: "'"))
        #expect(file.headerLine == 3)
        #expect(file.asOf == .yearEnd("STATUS_YEAR"))
        #expect(file.format.dates == ["M/d/yyyy"])
        #expect(file.format.twoDigitYearPivot == 40)
        #expect(file.format.decimalMark == UInt8(ascii: ","))
        #expect(file.format.thousandsMark == UInt8(ascii: "."))
        #expect(file.format.nullTokens == ["1/1/1900"])
        #expect(!file.passThrough)
        #expect(file.columns["employee_id"] == ColumnMapping(column: "EmployeeID"))
        #expect(file.columns["name"]?.cases == [.init(source: .columns(["FIRST", "LAST"], separator: "-"))])
        #expect(file.columns["contract"] == ColumnMapping(constant: "permanent"))
        #expect(file.columns["gender"]?.values == ["M": "m", "F": "f"])
        #expect(file.columns["gender"]?.format == nil)
        let birth = try #require(file.columns["birth_date"]?.format)
        #expect(birth.dates == ["dd-MM-yy"])
        #expect(birth.twoDigitYearPivot == 10)
        #expect(birth.nullTokens == [])
        #expect(birth.decimalMark == UInt8(ascii: ","), "what a column leaves out is the file's")
        let exit = try #require(file.columns["exit_date"]?.cases.first)
        #expect(exit.when == ["STATUS": ["TERMINATED", "GONE"], "KIND": ["x"]])
        let reason = try #require(file.columns["exit_reason"])
        #expect(
            reason.cases == [
                .init(when: ["STATUS": ["ACTIVE"]], source: .constant("other")),
                .init(source: .columns(["reason"], separator: " ")),
            ])
        #expect(reason.values["*"] == "other")
        #expect(
            file.filters == [
                RowFilter(column: "STATUS", values: ["ACTIVE", "TERMINATED"]),
                RowFilter(column: "X", values: ["a"], excludes: true),
            ])
        #expect(file.drop == ["age", "length_of_service"])
    }

    @Test("A file that says little has its delimiter and encoding found, and canonical formats")
    func least() throws {
        let file = try #require(
            try decode("{name: a, files: [{target: jobs, pattern: j.csv, passThrough: true}]}").files.first)
        var expected = FileMapping(target: .jobs, pattern: "j.csv")
        expected.passThrough = true
        #expect(file == expected)
    }

    @Test(
        "The as-of date comes from a column, a year or a constant",
        arguments: [
            ("{column: D, formats: [dd-MM-yyyy]}", AsOfSource.column("D", formats: ["dd-MM-yyyy"])),
            ("{column: D}", .column("D", formats: ["yyyy-MM-dd"])), ("{yearEnd: Y}", .yearEnd("Y")),
            ("{constant: 2013-12-31}", .constant("2013-12-31")),
        ])
    func asOf(text: String, expected: AsOfSource) throws {
        let mapping = try decode("{name: a, files: [{target: jobs, pattern: j.csv, passThrough: true, asOf: \(text)}]}")
        #expect(mapping.files.first?.asOf == expected)
    }

    @Test(
        "Delimiters have names too",
        arguments: [("tab", 0x09), ("semicolon", 0x3B), ("\"|\"", 0x7C), ("comma", 0x2C)] as [(String, UInt8)])
    func delimiters(text: String, byte: UInt8) throws {
        let mapping = try decode(
            "{name: a, files: [{target: jobs, pattern: j.csv, passThrough: true, delimiter: \(text)}]}")
        #expect(mapping.files.first?.delimiter == byte)
    }

    static let shipped = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Config/mappings")

    @Test("Every mapping that ships is valid", arguments: ["canonical.yaml", "afas-voorbeeld.yaml", "mfg10.yaml"])
    func shippedMappings(file: String) throws {
        let bytes = Array(try Data(contentsOf: Self.shipped.appending(path: file)))
        let (mapping, warnings) = try MappingFile.decode(bytes, file: file)
        #expect(warnings == [])
        #expect(mapping.files.contains { $0.target == .employees })
    }

    @Test("The configuration finds its mapping by name and by path")
    func named() throws {
        for (name, path) in [
            ("retailer", "/c/mappings/retailer.yaml"), ("other/m.yaml", "/c/other/m.yaml"), ("/x/m.yaml", "/x/m.yaml"),
        ] {
            let files = MemoryFiles(
                "employer: {name: A}\nstorage: {path: /d/d.sqlite}\nintake: {mapping: \(name)}\n", [path: whole])
            let settings = try files.load().settings
            #expect(settings.intake.mapping.name == "retailer")
            #expect(
                try Settings.mapping(named: name, configurationPath: "/c/doorstroom.yaml", files: files.port).mapping
                    == settings.intake.mapping)
        }
        #expect(throws: ConfigurationError.self) {
            try Settings.mapping(named: "none", configurationPath: "/c/doorstroom.yaml", files: MemoryFiles("").port)
        }
    }
}
