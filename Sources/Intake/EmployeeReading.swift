package import Workforce

/// What came out of one employees file.
///
/// Deterministic: the same bytes give the same reading, whatever the chunks and the number of cores. When `refusals` is
/// not empty the file could not be read whole, and nothing of it is to be kept.
package struct EmployeeReading: Sendable {
    /// The people of one as-of date.
    package struct Dated: Sendable {
        /// The day on which these people stood like this.
        package var asOf: CalendarDate
        /// One row per person, merged (domain rules §2), in the order of the rows that stand for them; codes are
        /// numbered in the order of the file.
        package var employees: EmployeeColumns
        /// Ids of rows that a filter left out: these people did not vanish. An id may be among `employees` as well.
        package var filtered: Set<String>
        /// The line in the file of each of `employees`.
        package var lines: [UInt32] = []
    }

    /// Ascending by date; one for each date that has a row, kept or filtered.
    package var readings: [Dated] = []
    /// How the file is written.
    package var dialect = Dialect()
    /// Source column names, blanks around them cut off.
    package var header: [String] = []
    /// Rows of the file, the header and blank lines not counted: those kept, rejected and filtered.
    package var rows = 0
    /// Rows that cannot be used (interface: "Validation"); each has at least one error among the problems.
    package var rejected = 0
    /// Rows that a filter of the mapping left out.
    package var filtered = 0
    /// Rows that went up in another row of the same person.
    package var merged = 0
    /// Exit reasons of health that were read as `other` (domain rules §2); counted, never reported by row.
    package var healthReasons = 0
    /// Rejected rows (errors) and warnings in the order of the file, those about merged rows after them.
    package var problems: [Problem] = []
    /// Problems left out, since so many of their code are listed already.
    package var suppressed = 0
    /// Why the file cannot be used as a whole: a missing column, a truncated file, bytes that are no text.
    package var refusals: [Problem] = []
    /// How many values of each source column that is not dropped look like national identifiers; over all rows.
    package var identifierCounts: [IdentifierCount] = []

    /// Nothing read yet.
    package init() {}

    /// People of all dates, after merging.
    package var people: Int { readings.reduce(0) { $0 + $1.employees.count } }
}
