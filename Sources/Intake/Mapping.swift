/// How one employer's export becomes the canonical bundle (interface: "Mapping"). Decoded from YAML elsewhere.
package struct Mapping: Equatable, Sendable {
    package var name: String
    package var files: [FileMapping]

    package init(name: String, files: [FileMapping]) {
        self.name = name
        self.files = files
    }

    /// The files of the bundle that can be mapped; the raw value is the canonical name without `.csv`.
    package enum Target: String, Sendable, CaseIterable {
        case employees, jobs, establishments, units, plan, indicators, vacancies, internships
    }
}

/// One source file: which, how it is written, and where each target column comes from.
package struct FileMapping: Equatable, Sendable {
    package var target: Mapping.Target
    /// Glob on the file name (`*`, `?`), case insensitive.
    package var pattern: String
    /// Nil means: found out from the bytes.
    package var delimiter: UInt8?
    package var encoding: TextEncoding?
    package var quote: UInt8 = 0x22
    /// The line that holds the column names, the first being 1; lines before it are skipped.
    package var headerLine = 1
    /// Where the as-of date of each row stands; nil means the bundle's own.
    package var asOf: AsOfSource?
    /// Target column → where its value comes from. A target without an entry takes the source column of its own name
    /// when `passThrough` is set, else stays absent.
    package var columns: [String: ColumnMapping] = [:]
    package var passThrough = false
    package var format = ValueFormat()
    /// A row is read only when all of these hold.
    package var filters: [RowFilter] = []
    /// Source columns whose bytes are never read.
    package var drop: [String] = []

    package init(target: Mapping.Target, pattern: String) {
        self.target = target
        self.pattern = pattern
    }
}

package enum TextEncoding: String, Sendable, CaseIterable {
    case utf8 = "utf-8"
    case utf16 = "utf-16"
    case windows1252 = "windows-1252"
    case iso885915 = "iso-8859-15"
}

package enum AsOfSource: Equatable, Sendable {
    /// A column that holds the date.
    case column(String, formats: [String])
    /// A column that holds a year: its 31 December.
    case yearEnd(String)
    /// A fixed date for every row, ISO.
    case constant(String)
}

/// How dates, numbers and absent values are written; a column may differ from its file.
package struct ValueFormat: Equatable, Sendable {
    /// Patterns of `yyyy`, `yy`, `MM`, `M`, `dd`, `d`, `H`, `HH`, `mm`, `ss` and literal marks, tried in order.
    package var dates: [String] = ["yyyy-MM-dd"]
    /// Two-digit years under the pivot are of this century, the rest of the former.
    package var twoDigitYearPivot = 30
    package var decimalMark: UInt8 = 0x2E
    /// Removed inside numbers; nil means none is allowed.
    package var thousandsMark: UInt8?
    /// Texts that mean "no value", compared before anything else; the empty text always does.
    package var nullTokens: [String] = []

    package init() {}
}

/// Where one target column comes from: the first case whose conditions hold.
package struct ColumnMapping: Equatable, Sendable {
    package struct Case: Equatable, Sendable {
        /// All of these source columns must hold one of their values, compared exactly. Empty: always.
        package var when: [String: [String]] = [:]
        package var source: Source
        package init(when: [String: [String]] = [:], source: Source) {
            self.when = when
            self.source = source
        }
    }

    package enum Source: Equatable, Sendable {
        /// Source columns, joined by `separator` (absent ones left out).
        case columns([String], separator: String)
        case constant(String)
        case absent
    }

    package var cases: [Case]
    /// Source value → canonical value, compared exactly, before the format applies. `*` matches everything else.
    package var values: [String: String] = [:]
    /// Overrides of the file's format; nil keeps it.
    package var format: ValueFormat?
    /// For columns of FTE: what the source writes for full time; nil where it writes shares such as 0.80. Constants and
    /// mapped values are shares in either case.
    package var fullTime: FullTime?

    package init(cases: [Case]) { self.cases = cases }
    package init(column: String) { cases = [Case(source: .columns([column], separator: " "))] }
    package init(constant: String) { cases = [Case(source: .constant(constant))] }
}

/// Keeps rows whose source column holds (or does not hold) one of these values.
package struct RowFilter: Equatable, Sendable {
    package var column: String
    package var values: [String]
    /// True: rows with these values are left out.
    package var excludes = false

    package init(column: String, values: [String], excludes: Bool = false) {
        self.column = column
        self.values = values
        self.excludes = excludes
    }
}
