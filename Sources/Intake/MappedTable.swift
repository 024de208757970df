import Workforce

/// A side file seen through its mapping: what each target column holds in each row.
///
/// Says of a value what the employees reader would say of it: null tokens first, then the value map, then the format;
/// constants and mapped values may also be written canonically.
struct MappedTable {
    /// A value as text, with what is needed to read it.
    struct Value {
        var text: String
        var format: FieldFormat
        /// A constant, or what a value map made of a source value.
        var isCanonical: Bool
    }

    private struct Column {
        let mapping: ColumnMapping
        let format: FieldFormat
        let name: String
        let sources: [String: Int]
        /// The place of the one field that simply is the value, as it mostly is: spares looking for it in every row.
        let field: Int?
    }

    let table: DelimitedTable
    let file: String
    let mapping: FileMapping
    private var columns: [String: Column] = [:]
    private var filters: [(column: Int, filter: RowFilter)] = []
    /// Missing columns (errors) and columns that nobody asked for (warnings).
    private(set) var problems: [Problem] = []

    init(_ table: DelimitedTable, mapping: FileMapping, file: String) {
        (self.table, self.mapping, self.file) = (table, mapping, file)
        for name in mapping.target.columns { add(name) }
        for filter in mapping.filters {
            if let column = index(filter.column) {
                filters.append((column, filter))
            } else {
                problems.append(.missingColumn(filter.column, target: nil, file, table.header))
            }
        }
        problems += Problem.unknownColumns(in: table.header, mapping: mapping, file: file)
    }

    /// What problems call a target column: its source column where there is exactly one.
    func name(of target: String) -> String { columns[target]?.name ?? target }

    /// Whether the filters of the mapping keep the row.
    func keeps(_ row: DelimitedTable.Row) -> Bool {
        filters.allSatisfy { $0.filter.values.contains(row.fields[$0.column]) != $0.filter.excludes }
    }

    /// The value of a target column, or nil when it is absent.
    func value(_ target: String, in row: DelimitedTable.Row) -> Value? {
        guard let column = columns[target] else { return nil }
        if let field = column.field {
            let text = row.fields[field]
            return text.isEmpty || column.format.isNull(text)
                ? nil : Value(text: text, format: column.format, isCanonical: false)
        }
        let chosen = column.mapping.cases.first { option in
            option.when.allSatisfy { name, texts in
                column.sources[name].map { texts.contains(row.fields[$0]) } == true
            }
        }
        switch chosen?.source {
        case nil, .absent: return nil
        case .constant(let text):
            return text.isEmpty ? nil : Value(text: text, format: column.format, isCanonical: true)
        case .columns(let names, let separator):
            let parts = names.compactMap { column.sources[$0].map { row.fields[$0] } }
                .filter { !column.format.isNull($0) }
            let source = parts.joined(separator: separator)
            let mapped = column.mapping.values[source] ?? (source.isEmpty ? nil : column.mapping.values["*"])
            let text = mapped ?? source
            return text.isEmpty ? nil : Value(text: text, format: column.format, isCanonical: mapped != nil)
        }
    }

    private mutating func add(_ target: String) {
        let isRequired = mapping.target.requiredColumns.contains(target)
        let chosen: ColumnMapping
        if let mapped = mapping.columns[target] {
            chosen = mapped
        } else if mapping.passThrough, index(target) != nil {
            chosen = ColumnMapping(column: target)
        } else {
            if isRequired { problems.append(.missingColumn(target, target: target, file, table.header)) }
            return
        }
        var sources: [String: Int] = [:]
        var named: Set<String> = []
        for option in chosen.cases {
            var names = Array(option.when.keys)
            if case .columns(let columns, _) = option.source {
                names += columns
                named.formUnion(columns)
            }
            for name in names.sorted() where sources[name] == nil {
                guard let column = index(name) else {
                    var problem = Problem.missingColumn(name, target: target, file, table.header)
                    if !isRequired {
                        problem.severity = .warning
                        problem.code = "absent-source-column"
                    }
                    problems.append(problem)
                    return
                }
                sources[name] = column
            }
        }
        columns[target] = Column(
            mapping: chosen, format: FieldFormat(chosen.format ?? mapping.format, fullTime: chosen.fullTime),
            name: named.count == 1 ? named.first ?? target : target, sources: sources,
            field: MappedTable.field(chosen, sources))
    }

    /// The one field that is the value always and as it stands.
    private static func field(_ mapping: ColumnMapping, _ sources: [String: Int]) -> Int? {
        guard mapping.cases.count == 1, mapping.cases[0].when.isEmpty, mapping.values.isEmpty,
            case .columns(let names, _) = mapping.cases[0].source, names.count == 1
        else { return nil }
        return sources[names[0]]
    }

    /// The place of a source column, or nil when the file lacks it or the mapping drops it.
    private func index(_ name: String) -> Int? { mapping.drop.contains(name) ? nil : table.column(name) }
}
