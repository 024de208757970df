import Testing
import Workforce

@testable import Intake

@Suite("Mappings")
struct MappingValidationTests {
    private static func mapping(_ change: (inout FileMapping) -> Void) -> Mapping {
        var file = FileMapping(target: .employees, pattern: "*.csv")
        file.passThrough = true
        change(&file)
        return Mapping(name: "m", files: [file])
    }

    @Test("The canonical mapping has no fault and reads every file by its name")
    func canonical() {
        #expect(Mapping.canonical.validate().isEmpty)
        for target in Mapping.Target.allCases {
            #expect(BundleNames(.canonical).mappings(of: target.rawValue + ".csv").map(\.target) == [target])
        }
    }

    @Test(
        "Each contradiction is found at its place",
        arguments: [
            ("mapping-pattern", "files[0].pattern", mapping { $0.pattern = "a/b.csv" }),
            ("mapping-pattern", "files[0].pattern", mapping { $0.pattern = "" }),
            ("mapping-header", "files[0].header", mapping { $0.headerLine = 0 }),
            ("mapping-quote", "files[0].quote", mapping { $0.delimiter = $0.quote }),
            ("mapping-quote", "files[0].delimiter", mapping { $0.delimiter = 0x0A }),
            ("mapping-marks", "files[0].thousands", mapping { $0.format.thousandsMark = $0.format.decimalMark }),
            ("mapping-pivot", "files[0].pivot", mapping { $0.format.twoDigitYearPivot = 101 }),
            ("mapping-dates", "files[0].dates", mapping { $0.format.dates = [] }),
            ("mapping-dates", "files[0].dates", mapping { $0.format.dates = ["mm-dd-yyyy"] }),
            ("mapping-dates", "files[0].asOf.formats", mapping { $0.asOf = .column("d", formats: ["soon"]) }),
            ("mapping-as-of", "files[0].asOf.constant", mapping { $0.asOf = .constant("1-1-2026") }),
            (
                "mapping-unknown-column", "files[0].columns.birthdate",
                mapping { $0.columns["birthdate"] = ColumnMapping(column: "x") }
            ),
            (
                "mapping-no-source", "files[0].columns.job",
                mapping {
                    $0.columns["job"] = ColumnMapping(cases: [ColumnMapping.Case(source: .columns([], separator: " "))])
                }
            ),
            (
                "mapping-dropped-column", "files[0].drop",
                mapping {
                    $0.filters = [RowFilter(column: "x", values: [])]; $0.drop = ["x"]
                }
            ),
            (
                "mapping-dropped-column", "files[0].drop",
                mapping {
                    $0.asOf = .yearEnd("x"); $0.drop = ["x"]
                }
            ),
            (
                "mapping-dropped-column", "files[0].drop",
                mapping {
                    $0.columns["job"] = ColumnMapping(cases: [ColumnMapping.Case(when: ["x": ["1"]], source: .absent)]);
                    $0.drop = ["x"]
                }
            ),
        ])
    func fault(_ code: String, _ path: String, _ mapping: Mapping) {
        let problems = mapping.validate()
        #expect(problems.map(\.code) == [code])
        #expect(problems.first?.column == path)
        #expect(problems.first?.remedy.isEmpty == false)
    }

    @Test("Required columns must be filled unless names are passed through")
    func required() {
        let problems = Self.mapping { $0.passThrough = false }.validate()
        #expect(problems.map(\.value) == ["employee_id", "hire_date", "job", "establishment"])
    }

    @Test("A suggestion names the column, or the pattern, that was meant")
    func suggestions() {
        let column = Self.mapping { $0.columns["birthdate"] = ColumnMapping(column: "x") }.validate()
        #expect(column.first?.remedy == "Did you mean `birth_date`?")
        let pattern = Self.mapping { $0.format.dates = ["DD/MM/YYYY"] }.validate()
        #expect(pattern.first?.remedy.contains("`dd/MM/yyyy`") == true)
    }

    @Test("Two files of one target and pattern are told")
    func twice() {
        var mapping = Mapping.canonical
        mapping.files.append(mapping.files[0])
        #expect(mapping.validate().map(\.code) == ["mapping-file-twice"])
    }

    @Test("A mapping with a fault reads nothing")
    func refused() {
        #expect(throws: IntakeError.self) {
            try SnapshotReader(mapping: Self.mapping { $0.headerLine = 0 }).read("anything")
        }
    }
}
