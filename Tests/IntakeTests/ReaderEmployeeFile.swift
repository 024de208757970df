import Workforce

@testable import Intake

/// A small employees file in its canonical form, and what the reader makes of it.
struct ReaderEmployeeFile {
    var header = "employee_id,hire_date,job,establishment"
    var rows: [String] = []
    var mapping: FileMapping = {
        var mapping = FileMapping(target: .employees, pattern: "employees.csv")
        mapping.passThrough = true
        return mapping
    }()
    var asOf: CalendarDate? = CalendarDate(iso: "2026-01-31")
    var options = EmployeeReader.Options()

    /// Extra columns behind the required ones, with a value for one good row.
    init(_ columns: String = "", _ values: [String] = []) {
        if !columns.isEmpty { header += "," + columns }
        for (index, value) in values.enumerated() {
            rows.append("E\(index + 1),2020-01-01,J1,S1" + (columns.isEmpty ? "" : "," + value))
        }
    }

    var reading: EmployeeReading { reading(of: Array(([header] + rows).joined(separator: "\n").utf8) + [0x0A]) }

    func reading(of bytes: [UInt8]) -> EmployeeReading {
        EmployeeReader(mapping: mapping, file: "employees.csv", bundleAsOf: asOf, options: options).read(bytes: bytes)
    }

    /// The people of the only date.
    var people: [EmployeeRow] { reading.readings.first?.people ?? [] }
}

extension EmployeeReading.Dated {
    var people: [EmployeeRow] { (0..<employees.count).map { employees.row($0) } }
}

extension EmployeeReading {
    var codes: [String] { problems.map(\.code) }
}
