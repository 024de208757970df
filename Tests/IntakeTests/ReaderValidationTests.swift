import Testing
import Workforce

@testable import Intake

@Suite("Which rows are rejected, and which are warned about")
struct ReaderValidationTests {
    @Test(
        "A row without a required value is rejected",
        arguments: [
            (",2020-01-01,J1,S1", "missing-value", "employee_id"), ("E1,,J1,S1", "missing-value", "hire_date"),
            ("E1,2020-01-01,,S1", "missing-value", "job"), ("E1,2020-01-01,J1,  ", "missing-value", "establishment"),
            ("E1,01-01-2020,J1,S1", "unreadable-date", "hire_date"),
            ("1.23457E+11,2020-01-01,J1,S1", "rounded-number", "employee_id"),
            ("1e+11,2020-01-01,J1,S1", "rounded-number", "employee_id"),
            ("\"2,5E+9\",2020-01-01,J1,S1", "rounded-number", "employee_id"),
        ])
    func required(row: String, code: String, column: String) throws {
        var file = ReaderEmployeeFile()
        file.rows = ["E0,2020-01-01,J1,S1", row]
        let reading = file.reading
        let problem = try #require(reading.problems.first)
        #expect(reading.problems.count == 1)
        #expect(problem.code == code)
        #expect(problem.column == column)
        #expect(problem.line == 3)
        #expect(problem.severity == .error)
        #expect(problem.file == "employees.csv")
        #expect((reading.rows, reading.rejected, reading.people) == (2, 1, 1))
    }

    @Test(
        "Ids that only look like a rounded number are ids",
        arguments: ["1E5", "1.E+5", "A.5E+5", "1.5E+", "1.5E+5A", "1.5E-5", "15E+5", "1.5+5", "1E+x"])
    func idsWithExponents(id: String) {
        var file = ReaderEmployeeFile()
        file.rows = ["\(id),2020-01-01,J1,S1"]
        #expect(file.people.map(\.id) == [id])
    }

    @Test(
        "Dates out of the ordinary are warned about, and kept",
        arguments: [
            ("1900-01-01,2020-01-01", nil), ("1899-12-31,2020-01-01", "birth_date"), (",1899-12-31", "hire_date"),
            (",2031-02-01", nil), (",2031-02-02", "hire_date"),
        ] as [(String, String?)])
    func implausible(values: String, column: String?) {
        var file = ReaderEmployeeFile()
        file.header = "employee_id,job,establishment,birth_date,hire_date"
        file.rows = ["E1,J,S,\(values)"]
        #expect(file.people.count == 1)
        #expect(file.reading.codes == (column == nil ? [] : ["implausible-date"]))
        #expect(file.reading.problems.first?.column == column)
        #expect(file.reading.problems.allSatisfy { $0.severity == .warning })
    }

    @Test(
        "Dates that contradict each other reject the row",
        arguments: [
            ("birth_date,hire_date", "2007-01-02,2020-01-01", "hired-too-young"),
            ("birth_date,hire_date", "2007-01-01,2020-01-01", nil),
            ("birth_date,hire_date", "2008-02-29,2021-02-28", "hired-too-young"),
            ("birth_date,hire_date", "2008-02-29,2021-03-01", nil),
            ("birth_date,hire_date", "2020-01-01,2020-01-01", "hired-too-young"),
            ("exit_date,hire_date", "2019-12-31,2020-01-01", "exit-before-hire"),
            ("exit_date,hire_date", "2020-01-01,2020-01-01", nil),
        ])
    func dates(columns: String, values: String, code: String?) {
        var file = ReaderEmployeeFile()
        file.header = "employee_id,job,establishment," + columns
        file.rows = ["E1,J1,S1," + values]
        #expect(file.reading.problems.map(\.code) == (code.map { [$0] } ?? []))
        #expect(file.reading.rejected == (code == nil ? 0 : 1))
    }

    @Test(
        "FTE lies between 0 and 1.50, read half up",
        arguments: [
            ("0", 0, nil), ("1.50", 150, "fte-over-full-time"), ("1.504", 150, "fte-over-full-time"),
            ("1.505", nil, "fte-out-of-range"), ("-0.01", nil, "fte-out-of-range"),
            ("-0.005", 0, nil), ("99999999999999999999", nil, "fte-out-of-range"), ("", 100, nil),
            ("full", 100, "unreadable-number"),
            ("1.21", 121, "fte-over-full-time"), ("1.20", 120, nil),
        ] as [(String, Int?, String?)])
    func fte(text: String, expected: Int?, code: String?) {
        let file = ReaderEmployeeFile("fte", [text])
        #expect(file.people.first?.centiFTE == expected)
        #expect(file.reading.codes == (code.map { [$0] } ?? []))
    }

    @Test(
        "FTE in percentages lies between 0 and 150, and a share among them is doubted",
        arguments: [
            ("80", 80, nil), ("62.5 %", 63, nil), ("150", 150, "fte-over-full-time"),
            ("150.49", 150, "fte-over-full-time"),
            ("150.5", nil, "fte-out-of-range"), ("-1", nil, "fte-out-of-range"), ("", 100, nil), ("0", 0, nil),
            ("1.51", 2, nil), ("1.50", 2, "slight-fte"), ("0.80", 1, "slight-fte"), ("full", 100, "unreadable-number"),
            ("half", 50, nil), ("much", nil, "fte-out-of-range"),
        ] as [(String, Int?, String?)])
    func percentages(text: String, expected: Int?, code: String?) {
        var file = ReaderEmployeeFile("fte", [text])
        var fte = ColumnMapping(column: "fte")
        fte.fullTime = FullTime("100")
        // What the mapping itself says is a share.
        fte.values = ["half": "0.50", "much": "50"]
        file.mapping.columns["fte"] = fte
        #expect(file.people.first?.centiFTE == expected)
        #expect(file.reading.codes == (code.map { [$0] } ?? []))
        fte.values = [:]
        file.mapping.columns["fte"] = fte
        if !["half", "much"].contains(text) { #expect(file.people.first?.centiFTE == expected, "read directly") }
    }

    @Test("Absent FTE is full time, and nothing for a person on call, who is warned about")
    func absentFTE() {
        let file = ReaderEmployeeFile("contract,fte", ["permanent,", "on_call,", "on_call,0.2"])
        #expect(file.people.map(\.centiFTE) == [100, 0, 20])
        #expect(file.reading.problems.map(\.line) == [3])
        #expect(file.reading.codes == ["absent-fte"])
    }

    @Test(
        "An unknown code rejects the row and names the nearest one",
        arguments: [
            ("contract", "fixedterm", "fixed_term"), ("gender", "F", "f"), ("contract_renewal", "yess", "yes"),
            ("indispensable", "nno", "no"), ("exit_reason", "redundency", "redundancy"), ("contract", "zzzzzz", nil),
        ])
    func unknownCode(column: String, value: String, suggestion: String?) throws {
        let reading = ReaderEmployeeFile(column, [value]).reading
        let problem = try #require(reading.problems.first)
        #expect(problem.code == "unknown-code")
        #expect(problem.column == column)
        #expect(reading.rejected == 1)
        #expect(problem.remedy.contains("Did you mean") == (suggestion != nil))
        if let suggestion { #expect(problem.remedy.contains("`\(suggestion)`")) }
    }

    @Test("Every code of the interface is known, and absent ones have their default")
    func knownCodes() {
        for field in EmployeeField.allCases where !field.codes.isEmpty {
            let file = ReaderEmployeeFile(field.rawValue, field.codes + [""])
            #expect(file.reading.rejected == 0, "\(field)")
            #expect(file.people.count == field.codes.count + 1)
        }
        #expect(
            ReaderEmployeeFile("contract", ContractKind.allCases.map(\.code)).people.map(\.contract)
                == ContractKind.allCases)
        #expect(
            ReaderEmployeeFile("gender", ["f", "m", "x", ""]).people.map(\.gender) == [.female, .male, .other, .absent])
        #expect(
            ReaderEmployeeFile("contract_renewal", ["yes", "no", ""]).people.map(\.renewal) == [.yes, .no, .absent])
        #expect(
            ReaderEmployeeFile("indispensable", ["yes", "no", ""]).people.map(\.indispensable) == [true, false, false])
        #expect(
            ReaderEmployeeFile("exit_reason", ["contract_end", "death", ""]).people.map(\.exitReason)
                == [.contractEnd, .death, .absent])
        #expect(ReaderEmployeeFile("contract", [""]).people[0].contract == .permanent)
    }

    @Test(
        "Reasons of health are stored as other, without a word in the report",
        arguments: ["illness", "Ziekte", "long-term incapacity", "arbeidsongeschikt (WIA)"])
    func health(reason: String) {
        let file = ReaderEmployeeFile("exit_reason", [reason])
        #expect(file.people.map(\.exitReason) == [.other])
        #expect(file.reading.healthReasons == 1)
        #expect(file.reading.problems.isEmpty)
    }

    @Test("An optional value that cannot be read is warned about and absent")
    func optional() {
        let file = ReaderEmployeeFile(
            "birth_date,monthly_salary,training_hours_12m,contract_end", ["born,lots,-1,2026-02-30", ",99999999999,,"])
        #expect(file.people.map(\.birthDate) == [nil, nil])
        #expect(file.people.map(\.monthlySalary) == [nil, nil])
        #expect(file.people[0].trainingHours == nil)
        #expect(file.people[0].contractEnd == nil)
        #expect(
            file.reading.codes.sorted()
                == [
                    "unreadable-date", "unreadable-date", "unreadable-number", "unreadable-number", "unreadable-number",
                ])
        #expect(file.reading.problems.allSatisfy { $0.severity == .warning })
    }

    @Test("No value of a person stands in a report, only its shape")
    func masked() {
        var file = ReaderEmployeeFile("birth_date,exit_reason", ["Jan 12 1980 Secretary,burn-out", "1980-02-31,x"])
        file.rows.append("E3,3-4-Piet,J1,S1,,")
        let reading = file.reading
        let values = reading.problems.compactMap(\.value)
        #expect(values == ["aaa 99 9999 …", "aaaa-aaa", "9999-99-99", "a", "9-9-aaaa"])
        let report = reading.problems.map { "\($0)" }.joined()
        for secret in ["Jan", "burn", "Piet", "1980"] { #expect(!report.contains(secret), "\(secret)") }
    }

    @Test("A code as it stands is shown only when it is nearly one: in a shifted column a name may stand there")
    func shownCode() {
        #expect(ReaderEmployeeFile("contract", ["permanet"]).reading.problems.map(\.value) == ["permanet"])
        #expect(ReaderEmployeeFile("contract", ["Jansen"]).reading.problems.map(\.value) == ["aaaaaa"])
        #expect(
            ReaderEmployeeFile("contract", ["a very long text 12"]).reading.problems.map(\.value) == ["a aaaa aaaa …"])
    }

    @Test("So many problems of a code are listed, the rest are counted, wherever the pieces begin")
    func capped() {
        var file = ReaderEmployeeFile("birth_date,gender", Array(repeating: "x,q", count: 50))
        file.options.problemsPerCode = 7
        for chunk in [64, 1 << 20] {
            file.options.chunkBytes = chunk
            let reading = file.reading
            #expect(reading.codes.count { $0 == "unreadable-date" } == 7)
            #expect(reading.codes.count { $0 == "unknown-code" } == 7)
            #expect(reading.suppressed == 86)
            #expect(reading.rejected == 50)
            #expect(Set(reading.problems.compactMap(\.line)) == Set(2...8))
        }
    }

    @Test("Every problem says what to do")
    func remedies() {
        let faults: [RowFault] = [
            .missingValue, .unreadableDate, .unreadableNumber, .undecodable(.utf8),
            .unknownCode(allowed: ["a"], suggestion: nil), .hiredTooYoung, .exitBeforeHire, .fteOutOfRange(of: nil),
            .fteOutOfRange(of: FullTime("36")), .absentFTE,
        ]
        for fault in faults {
            let problem = fault.problem(.warning, file: "f", line: 1, column: "c", value: nil)
            #expect(problem.reason.contains("`c`") || fault == .absentFTE)
            #expect(problem.remedy.hasSuffix(".") && problem.remedy.count > 15)
        }
    }
}
