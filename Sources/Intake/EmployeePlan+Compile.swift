import Workforce

extension EmployeePlan {
    /// Compiles `mapping` against the header of a file.
    /// - Returns: nil when refusals make the file unusable; problems to be reported in either case.
    static func compile(
        _ mapping: FileMapping, header: [String], form: TextForm, file: String, bundleAsOf: CalendarDate?,
        allowPerformanceRatings: Bool
    ) -> (plan: EmployeePlan?, refusals: [Problem], warnings: [Problem]) {
        var compiler = Compiler(mapping: mapping, header: header, file: file)
        for field in EmployeeField.allCases where field != .performance || allowPerformanceRatings {
            compiler.add(field)
        }
        compiler.reportRepeatedColumns()
        let filters = compiler.filters()
        let asOf = compiler.asOf(bundleAsOf)
        guard let asOf, compiler.refusals.isEmpty else { return (nil, compiler.refusals, compiler.warnings) }
        let plan = EmployeePlan(
            file: file, header: header, form: form, steps: compiler.columns.map { compiler.step($0) },
            columns: compiler.columns, filters: filters, asOf: asOf,
            checkedColumns: header.indices.filter { !compiler.dropped.contains(header[$0]) })
        return (plan, [], compiler.warnings)
    }
}

/// Collects the columns of a plan, and everything that is wrong with them at once.
private struct Compiler {
    let mapping: FileMapping
    let header: [String]
    let file: String
    let dropped: Set<String>
    var columns: [EmployeePlan.Column] = []
    var refusals: [Problem] = []
    var warnings: [Problem] = []

    init(mapping: FileMapping, header: [String], file: String) {
        self.mapping = mapping
        self.header = header
        self.file = file
        dropped = Set(mapping.drop)
    }

    mutating func add(_ field: EmployeeField) {
        let column: ColumnMapping
        if let mapped = mapping.columns[field.rawValue] {
            column = mapped
        } else if mapping.passThrough, source(field.rawValue) != nil {
            column = ColumnMapping(column: field.rawValue)
        } else {
            if field.isRequired { refusals.append(.missingColumn(field.rawValue, target: field, file, header)) }
            return
        }
        var cases: [EmployeePlan.Case] = []
        var names: [String] = []
        for option in column.cases {
            // Sorted, so that what is reported does not depend on the order of a dictionary.
            let conditions = option.when.sorted { $0.key < $1.key }.compactMap { name, texts in
                condition(name, texts, for: field)
            }
            guard conditions.count == option.when.count, let source = compile(option.source, for: field) else { return }
            if case .columns(let columns, _) = source { names.append(contentsOf: columns.map { header[$0] }) }
            cases.append(EmployeePlan.Case(conditions: conditions, source: source))
        }
        let values = ValueMap(column.values)
        columns.append(
            EmployeePlan.Column(
                field: field, name: Set(names).count == 1 ? names[0] : field.rawValue, cases: cases, values: values,
                format: FieldFormat(column.format ?? mapping.format, fullTime: column.fullTime),
                codes: field.codes.isEmpty ? nil : ClosedCodes(field, values: values)))
    }

    private mutating func compile(_ source: ColumnMapping.Source, for field: EmployeeField) -> EmployeePlan.Source? {
        switch source {
        case .absent: return .absent
        case .constant(let text): return .constant(bytes(text))
        case .columns(let names, let separator):
            let found = names.compactMap { name in
                let column = self.source(name)
                if column == nil { report(missing: name, for: field) }
                return column
            }
            return found.count == names.count ? .columns(found, separator: Array(separator.utf8)) : nil
        }
    }

    private mutating func condition(
        _ name: String, _ texts: [String], for field: EmployeeField
    ) -> EmployeePlan.Condition? {
        guard let column = source(name) else {
            report(missing: name, for: field)
            return nil
        }
        return EmployeePlan.Condition(column: column, texts: texts.map(bytes))
    }

    private mutating func report(missing name: String, for field: EmployeeField) {
        if field.isRequired {
            refusals.append(.missingColumn(name, target: field, file, header))
        } else {
            warnings.append(.absentSourceColumn(name, target: field, file, header))
        }
    }

    mutating func reportRepeatedColumns() {
        var seen: Set<String> = []
        for name in header where !name.isEmpty && !dropped.contains(name) && !seen.insert(name).inserted {
            warnings.append(.repeatedColumn(name, file))
        }
    }

    mutating func filters() -> [EmployeePlan.Condition] {
        mapping.filters.compactMap { filter in
            guard let column = source(filter.column) else {
                refusals.append(.missingColumn(filter.column, target: nil, file, header))
                return nil
            }
            return EmployeePlan.Condition(
                column: column, texts: filter.values.map(bytes), excludes: filter.excludes)
        }
    }

    mutating func asOf(_ bundleAsOf: CalendarDate?) -> EmployeePlan.AsOf? {
        switch mapping.asOf {
        case nil:
            if let bundleAsOf { return .fixed(bundleAsOf) }
            refusals.append(.noAsOf(file))
        case .constant(let text):
            if let date = FieldFormat.canonical.date(text) { return .fixed(date) }
            refusals.append(.noAsOf(file))
        case .column(let name, let formats):
            var format = mapping.format
            format.dates = formats
            if let column = source(name) { return .column(column, FieldFormat(format)) }
            refusals.append(.missingColumn(name, target: nil, file, header))
        case .yearEnd(let name):
            if let column = source(name) { return .yearEnd(column) }
            refusals.append(.missingColumn(name, target: nil, file, header))
        }
        return nil
    }

    func step(_ column: EmployeePlan.Column) -> EmployeePlan.Step {
        var direct = -1
        if column.cases.count == 1, column.cases[0].conditions.isEmpty,
            case .columns(let sources, _) = column.cases[0].source, sources.count == 1,
            column.values == nil || column.codes != nil && column.values?.ofEmpty == nil
        {
            direct = sources[0]
        }
        return EmployeePlan.Step(
            field: column.field, source: direct, hasNullTokens: !column.format.nullTokens.isEmpty,
            fixedDate: column.format.patterns.first?.fixed, decimalMark: column.format.decimalMark,
            thousandsMark: column.format.thousandsMark, fullTime: column.format.fullTime)
    }

    /// The place of a source column, or nil when the file lacks it or the mapping drops it.
    private func source(_ name: String) -> Int? {
        dropped.contains(name) ? nil : header.firstIndex(of: name)
    }

    private func bytes(_ text: String) -> [UInt8] { FieldFormat.withBytes(text) { Array($0) } }
}
