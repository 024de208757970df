package import Workforce

extension Mapping {
    /// Everything that is wrong with the mapping itself, before any file is looked at; all problems at once.
    ///
    /// Key paths stand in `column`. An empty result does not say that a file has the columns that the mapping names.
    package func validate() -> [Problem] {
        var check = MappingCheck(mapping: name)
        if !files.contains(where: { $0.target == .employees }) {
            check.report(
                "mapping-without-employees", "files", nil, "No file of the mapping has the target `employees`.",
                "Add a file with `target: employees`, its `pattern` and its `columns`.")
        }
        for (index, file) in files.enumerated() {
            let twin = files[..<index].firstIndex {
                $0.target == file.target && $0.pattern.lowercased() == file.pattern.lowercased()
            }
            if twin == nil { check.check(file, at: "files[\(index)]") }
            if let twin {
                check.report(
                    "mapping-file-twice", "files[\(index)].pattern", file.pattern,
                    "files[\(twin)] reads the same files for the same target; this one is never used.",
                    "Leave one of the two out, or give it another pattern.")
            }
        }
        return check.problems
    }
}

/// Collects what is wrong with one mapping.
private struct MappingCheck {
    let mapping: String
    var problems: [Problem] = []

    init(mapping: String) { self.mapping = mapping }

    mutating func report(_ code: String, _ path: String, _ value: String?, _ reason: String, _ remedy: String) {
        problems.append(
            Problem(code: code, file: mapping, column: path, value: value, reason: reason, remedy: remedy))
    }

    mutating func check(_ file: FileMapping, at path: String) {
        if file.pattern.isEmpty || file.pattern.contains("/") {
            report(
                "mapping-pattern", "\(path).pattern", file.pattern, "A pattern is a file name without folders.",
                "Write the name, with `*` and `?` for what varies: `employees-*.csv`.")
        }
        if file.headerLine < 1 {
            report(
                "mapping-header", "\(path).header", String(file.headerLine), "Lines are counted from 1.",
                "Write the number of the line that holds the column names.")
        }
        checkMarks(file, path)
        checkFormat(file.format, path)
        checkAsOf(file, path)
        checkColumns(file, path)
        checkDropped(file, path)
    }

    private mutating func checkMarks(_ file: FileMapping, _ path: String) {
        if file.delimiter == file.quote {
            report(
                "mapping-quote", "\(path).quote", nil, "`quote` is the same mark as `delimiter`.",
                "Give `quote` another mark; `\"` is usual.")
        }
        let lineEnds: [UInt8] = [0x0A, 0x0D]
        if lineEnds.contains(file.quote) || file.delimiter.map(lineEnds.contains) == true {
            report(
                "mapping-quote", "\(path).delimiter", nil, "A line end cannot be a delimiter or a quote.",
                "Choose one of comma, semicolon, tab and pipe as delimiter, and `\"` as quote.")
        }
    }

    private mutating func checkFormat(_ format: ValueFormat, _ path: String) {
        checkDates(format.dates, "\(path).dates", pivot: format.twoDigitYearPivot)
        if format.decimalMark == format.thousandsMark {
            report(
                "mapping-marks", "\(path).thousands", nil, "`decimal` and `thousands` are the same mark.",
                "Write `decimal: \",\"` with `thousands: \".\"`, or the other way round.")
        }
        if !(0...100).contains(format.twoDigitYearPivot) {
            report(
                "mapping-pivot", "\(path).pivot", String(format.twoDigitYearPivot), "A pivot lies between 0 and 100.",
                "Write the first two-digit year that belongs to the former century; 30 is usual.")
        }
    }

    private mutating func checkDates(_ patterns: [String], _ path: String, pivot: Int = 30) {
        if patterns.isEmpty {
            report(
                "mapping-dates", path, nil, "The list of date patterns is empty: no date could be read.",
                "Name at least one, such as `yyyy-MM-dd`.")
        }
        for pattern in patterns where DatePattern(pattern, twoDigitYearPivot: pivot) == nil {
            let usual = pattern.replacing("Y", with: "y").replacing("D", with: "d").replacing("m", with: "M")
            let isMeant = usual != pattern && DatePattern(usual) != nil
            report(
                "mapping-dates", path, pattern, "`\(pattern)` is no date pattern.",
                isMeant
                    ? "Did you mean `\(usual)`? Years are `y`, months `M`, days `d`."
                    : "Use `yyyy` or `yy`, `MM` or `M`, `dd` or `d`, each once, and the marks between them.")
        }
    }

    private mutating func checkAsOf(_ file: FileMapping, _ path: String) {
        guard let asOf = file.asOf else { return }
        if file.target != .employees {
            report(
                "mapping-as-of", "\(path).asOf", nil, "Only the employees file can say the date of the snapshot.",
                "Move `asOf` to the file with `target: employees`.")
        }
        switch asOf {
        case .column(_, let formats): checkDates(formats, "\(path).asOf.formats")
        case .yearEnd: break
        case .constant(let text):
            if CalendarDate(iso: text) == nil {
                report(
                    "mapping-as-of", "\(path).asOf.constant", text, "`\(text)` is no ISO date.",
                    "Write it as `yyyy-MM-dd`.")
            }
        }
    }

    private mutating func checkColumns(_ file: FileMapping, _ path: String) {
        let known = file.target.columns
        for (name, column) in file.columns.sorted(by: { $0.key < $1.key }) {
            let place = "\(path).columns.\(name)"
            if !known.contains(name) {
                report(
                    "mapping-unknown-column", place, name, "\(file.target.rawValue) has no column `\(name)`.",
                    Suggestion.nearest(to: name, among: known).map { "Did you mean `\($0)`?" }
                        ?? "The columns are \(known.joined(separator: ", ")).")
            }
            if let format = column.format { checkFormat(format, place) }
            if column.cases.dropLast().contains(where: \.when.isEmpty) {
                report(
                    "mapping-unreachable-case", "\(place).cases", nil,
                    "A case without `when` always holds: those after it are never reached.",
                    "Move it to the end of the list.")
            }
            if column.cases.contains(where: { $0.source == .columns([], separator: " ") }) {
                report(
                    "mapping-no-source", place, nil, "The list of source columns is empty.",
                    "Name the source column, or a `constant`.")
            }
        }
        if file.passThrough { return }
        for name in file.target.requiredColumns where file.columns[name] == nil {
            report(
                "mapping-missing-column", "\(path).columns", name,
                "Nothing fills \(name), which \(file.target.rawValue) needs.",
                "Add `\(name): <source column>` under `columns`, or `passThrough: true` if the file has that column.")
        }
    }

    private mutating func checkDropped(_ file: FileMapping, _ path: String) {
        let used = file.usedColumns
        for name in file.drop where used.contains(name) {
            report(
                "mapping-dropped-column", "\(path).drop", name, "`\(name)` is dropped and used at once.",
                "Take it out of `drop`, or out of the columns, filters and `asOf` that use it.")
        }
    }
}

extension FileMapping {
    /// Every source column that the mapping reads: values, conditions, filters, and the as-of date.
    var usedColumns: Set<String> {
        var used = Set(filters.map(\.column))
        for column in columns.values {
            for option in column.cases {
                used.formUnion(option.when.keys)
                if case .columns(let names, _) = option.source { used.formUnion(names) }
            }
        }
        switch asOf {
        case .column(let name, _), .yearEnd(let name): used.insert(name)
        case .constant, nil: break
        }
        return used
    }
}
