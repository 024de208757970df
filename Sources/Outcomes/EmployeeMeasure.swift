import Workforce

/// The columns of `employees.csv` that a scorecard may read; the raw value is the column's name.
///
/// Age, gender and everything that selection reads as a date are no measures: a score is about what helps a person.
package enum EmployeeMeasure: String, Sendable, CaseIterable {
    /// Full-time equivalent, 1.00 being full time.
    case fte
    /// Gross monthly salary in euros (or the employer's currency), as paid.
    case monthlySalary = "monthly_salary"
    /// Hours of training in the past twelve months.
    case trainingHours = "training_hours_12m"
    /// Performance rating; only with a lawful basis and an impact assessment (domain rules §7).
    case performance

    /// The values of `rows`, NaN where absent.
    func fill(_ rows: Range<Int>, of employees: EmployeeColumns, into values: UnsafeMutablePointer<Double>) {
        switch self {
        case .fte:
            employees.centiFTE.withUnsafeBufferPointer { column in
                for row in rows { values[row - rows.lowerBound] = Double(column[row]) / 100 }
            }
        case .monthlySalary: Self.fill(rows, of: employees.monthlySalary, into: values)
        case .trainingHours: Self.fill(rows, of: employees.trainingHours, into: values)
        case .performance: Self.fill(rows, of: employees.performance, into: values)
        }
    }

    /// Hundredths to whole units.
    private static func fill(_ rows: Range<Int>, of column: NumberColumn, into values: UnsafeMutablePointer<Double>) {
        column.values.withUnsafeBufferPointer { column in
            for row in rows {
                let hundredths = column[row]
                values[row - rows.lowerBound] = hundredths == NumberColumn.absent ? .nan : Double(hundredths) / 100
            }
        }
    }
}
