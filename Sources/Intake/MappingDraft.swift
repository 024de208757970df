import Workforce

/// A mapping drafted from the first rows of an employees file, with what is unsure about it.
struct MappingDraft {
    /// One target column of the draft.
    struct Column {
        var field: EmployeeField
        /// Source columns, joined by a blank where there are more.
        var sources: [String]
        var condition: (column: String, values: [String])?
        /// Set where the column's dates differ from the file's.
        var dates: String?
        /// What the column writes for full time, where it looks as if it were not 1.
        var fullTime: String?
        var values: [(source: String, code: String)] = []
        var unsure: [String] = []
    }

    enum AsOf {
        case column(String, pattern: String)
        case yearEnd(String)
    }

    let file: String
    let dialect: Dialect
    let rowCount: Int
    let profiles: [ColumnProfile]
    private(set) var columns: [Column] = []
    private(set) var missing: [EmployeeField] = []
    private(set) var asOf: AsOf?
    private(set) var asOfNote: String?
    private(set) var dates: DateGuess?
    private(set) var decimal: (mark: Character, thousands: Character?, isUnsure: Bool)?
    private(set) var nulls: [String] = []
    /// Columns that may not enter, with the reason.
    private(set) var forbidden: [(name: String, reason: String)] = []
    private(set) var unread: [String] = []

    init(_ table: DelimitedTable, file: String) {
        self.file = file
        dialect = table.dialect
        rowCount = table.rows.count
        profiles = table.header.indices.filter { !table.header[$0].isEmpty }.map {
            ColumnProfile(table.header[$0], column: $0, rows: table.rows)
        }
        findForbidden()
        var open = profiles.filter { profile in !forbidden.contains { $0.name == profile.name } }
        findAsOf(&open)
        findNames(&open)
        findColumns(&open)
        let status = open.first { ColumnVocabulary.statuses.contains(ColumnVocabulary.normalised($0.name)) }
        if let status { bindExits(to: status, table) }
        findDates()
        findMarks()
        findFullTime()
        findValues()
        nulls = Set(used.flatMap(\.nulls)).sorted()
        missing = EmployeeField.allCases.filter { field in
            field.isRequired && !columns.contains { $0.field == field }
        }
        let isBound = columns.contains { $0.condition != nil }
        unread = open.map(\.name).filter { !isBound || $0 != status?.name }
        columns.sort { MappingDraft.place($0.field) < MappingDraft.place($1.field) }
    }

    private static let dateFields: Set<EmployeeField> = [
        .birthDate, .hireDate, .serviceSince, .jobSince, .contractEnd, .redundantSince, .noticeDate, .exitDate,
        .consentIntroduction,
    ]

    private static func place(_ field: EmployeeField) -> Int { EmployeeField.allCases.firstIndex(of: field) ?? 0 }

    /// The profiles of the columns that the draft reads.
    private var used: [ColumnProfile] {
        profiles.filter { profile in columns.contains { $0.sources.contains(profile.name) } }
    }

    private func profile(_ name: String) -> ColumnProfile? { profiles.first { $0.name == name } }

    private mutating func findForbidden() {
        for profile in profiles {
            switch ForbiddenColumn(profile.name) {
            case .health: forbidden.append((profile.name, "health data by its name"))
            case .nationalIdentifier: forbidden.append((profile.name, "a national identifier by its name"))
            case nil:
                if let identifier = profile.identifiers.identifier {
                    forbidden.append((profile.name, "its values pass the checksum of the \(identifier)"))
                }
            }
        }
    }

    private mutating func findAsOf(_ open: inout [ColumnProfile]) {
        let day = open.first { ColumnVocabulary.asOfDates.contains(ColumnVocabulary.normalised($0.name)) }
        let year = open.first {
            ColumnVocabulary.asOfYears.contains(ColumnVocabulary.normalised($0.name))
                && $0.values.allSatisfy { $0.count == 4 && Int($0) != nil } && !$0.values.isEmpty
        }
        let days = day.flatMap { DateGuess($0.values, prefersDayFirst: prefersDayFirst) }
        if let day, let days, year == nil || day.distinct.count == 1 {
            asOf = .column(day.name, pattern: days.pattern)
            if day.distinct.count > 1 {
                asOfNote = "\(day.distinct.count) different dates in the rows looked at: one snapshot for each"
            }
        } else if let year {
            asOf = .yearEnd(year.name)
            asOfNote = "taken as 31 December of the year"
            if let day { asOfNote? += "; the dates in \(day.name) differ from row to row" }
        }
        open.removeAll { profile in
            switch asOf {
            case .column(let name, _), .yearEnd(let name): profile.name == name
            case nil: false
            }
        }
    }

    private mutating func findNames(_ open: inout [ColumnProfile]) {
        let parts = [ColumnVocabulary.givenNames, ColumnVocabulary.infixes, ColumnVocabulary.familyNames].compactMap {
            names in open.first { names.contains(ColumnVocabulary.normalised($0.name)) }?.name
        }
        let hasWhole = open.contains { ColumnVocabulary.match($0.name) == .known(.name) }
        if parts.isEmpty || hasWhole { return }
        columns.append(Column(field: .name, sources: parts))
        open.removeAll { parts.contains($0.name) }
    }

    /// Known names first, so that a similar one does not take their place; each target once.
    private mutating func findColumns(_ open: inout [ColumnProfile]) {
        for isSure in [true, false] {
            for profile in open {
                guard let match = ColumnVocabulary.match(profile.name), (match == .known(match.field)) == isSure,
                    !columns.contains(where: { $0.field == match.field })
                else { continue }
                var column = Column(field: match.field, sources: [profile.name])
                if !isSure { column.unsure.append("the name only resembles one that is known") }
                if profile.values.isEmpty { column.unsure.append("no value in the rows looked at") }
                if profile.areSpreadsheetDays, MappingDraft.dateFields.contains(match.field) {
                    column.unsure.append("the values are a spreadsheet's day numbers; export them as dates")
                }
                columns.append(column)
            }
        }
        open.removeAll { profile in columns.contains { $0.sources.contains(profile.name) } }
    }

    /// Some exports show an exit in rows of people who are there: one that had not come yet at the time, or a former
    /// one. A few such rows are announced departures, which count; many are hindsight, which must not be read.
    private mutating func bindExits(to status: ColumnProfile, _ table: DelimitedTable) {
        let left = status.distinct.filter { ValueVocabulary.hasLeft($0) == true }
        guard !left.isEmpty, left.count < status.distinct.count, let statusColumn = table.column(status.name),
            let exit = columns.first(where: { $0.field == .exitDate })?.sources.first,
            let exitColumn = table.column(exit),
            let nulls = profile(exit)?.nulls
        else { return }
        let present = table.rows.filter { !left.contains($0.fields[statusColumn]) }
        let leaving = present.count { !$0.fields[exitColumn].isEmpty && !nulls.contains($0.fields[exitColumn]) }
        guard leaving * 20 > present.count else { return }
        for index in columns.indices where [.exitDate, .exitReason].contains(columns[index].field) {
            columns[index].condition = (status.name, left)
            columns[index].unsure.append(
                "\(leaving) of \(present.count) people still there hold an exit; without `when` it counts as announced"
            )
        }
    }

    private mutating func findDates() {
        var guesses: [Int: DateGuess] = [:]
        for (index, column) in columns.enumerated() where MappingDraft.dateFields.contains(column.field) {
            let values = column.sources.compactMap(profile).flatMap(\.values)
            if values.isEmpty { continue }
            guesses[index] = DateGuess(values, prefersDayFirst: prefersDayFirst)
            if guesses[index] == nil { columns[index].unsure.append("the values are no dates in a known form") }
        }
        // One pattern for the file if one reads all its columns; the order of day and month then shows somewhere.
        let all = columns.indices.filter { guesses[$0] != nil }.flatMap { index in
            columns[index].sources.compactMap(profile).flatMap(\.values)
        }
        if let common = DateGuess(all, prefersDayFirst: prefersDayFirst), common.unread == 0 {
            dates = common
            return
        }
        let patterns = Dictionary(grouping: guesses.values, by: \.pattern)
        dates = patterns.max { ($0.value.count, $1.key) < ($1.value.count, $0.key) }?.value.first
        for (index, guess) in guesses {
            if guess.pattern != dates?.pattern { columns[index].dates = guess.pattern }
            if guess.unread > 0 { columns[index].unsure.append("\(guess.unread) values are written in another way") }
            if let alternative = guess.alternative {
                columns[index].unsure.append("\(alternative) reads the values as well")
            }
        }
    }

    private mutating func findMarks() {
        for column in columns where [.fte, .monthlySalary, .trainingHours].contains(column.field) {
            guard let marks = column.sources.first.flatMap(profile)?.marks else { continue }
            // A column that shows no mark says nothing of the file.
            if decimal == nil || decimal?.mark == "." && marks.decimal != "." || decimal?.thousands == nil {
                let mark = decimal.map { $0.mark == "," ? "," : marks.decimal } ?? marks.decimal
                decimal = (mark, marks.thousands ?? decimal?.thousands, marks.isUnsure)
            }
        }
        if decimal?.mark == decimal?.thousands { decimal?.thousands = nil }
    }

    /// Percentages are drafted as such; of hours nobody but the employer knows how many are full time.
    private mutating func findFullTime() {
        guard let fte = columns.firstIndex(where: { $0.field == .fte }),
            let values = columns[fte].sources.first.flatMap(profile)?.unitless
        else { return }
        let numbers = values.compactMap { Double($0.replacing(",", with: ".")) }
        guard let largest = numbers.max(), largest > 1.5 else { return }
        let shares = numbers.count { $0 > 0 && $0 <= 1.5 }
        if largest > 45, largest <= 150, shares * 20 <= numbers.count {
            columns[fte].fullTime = "100"
            columns[fte].unsure.append("these look like percentages, hence 100 for full time")
        } else {
            columns[fte].unsure.append(
                (largest <= 45 ? "these look like hours a week" : "these are not all shares of full time")
                    + ": write what full time is, as in {column: \(Problem.yamlScalar(columns[fte].sources[0])), fullTime: 36}"
            )
        }
    }

    private mutating func findValues() {
        for index in columns.indices where !columns[index].field.codes.isEmpty {
            let field = columns[index].field
            guard let profile = columns[index].sources.first.flatMap(profile), profile.isCodeList else { continue }
            var unknown: [String] = []
            for value in profile.distinct where !field.codes.contains(value) {
                if let code = ValueVocabulary.code(value, for: field) {
                    columns[index].values.append((value, code))
                } else {
                    unknown.append(value)
                }
            }
            if !unknown.isEmpty {
                let list = unknown.prefix(10).map(Problem.yamlScalar).joined(separator: ", ")
                columns[index].unsure.append(
                    "map these as well, to one of \(field.codes.joined(separator: ", ")): \(list)")
            }
        }
    }

    /// Whether the file's language writes the day before the month.
    private var prefersDayFirst: Bool {
        if dialect.delimiter == UInt8(ascii: ";") { return true }
        let english = ["date", "hire", "birth", "employee", "gender", "status", "job"]
        let names = profiles.map { ColumnVocabulary.normalised($0.name) }
        return names.count { name in english.contains { name.contains($0) } } * 3 < names.count
    }
}
