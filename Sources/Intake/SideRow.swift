import Workforce

/// One row of a side file while it is read: gives values of their kind and remembers what was wrong with them.
struct SideRow {
    private let table: MappedTable
    private let row: DelimitedTable.Row
    private(set) var problems: [Problem] = []
    /// A required value is missing, or something is wrong that must not be passed over.
    private(set) var isRejected = false

    init(_ table: MappedTable, _ row: DelimitedTable.Row) {
        (self.table, self.row) = (table, row)
    }

    var line: Int { row.line }

    func text(_ column: String) -> String? { table.value(column, in: row)?.text }

    mutating func required(_ column: String) -> String? {
        if let text = text(column) { return text }
        report(.missingValue, column, nil, rejects: true)
        return nil
    }

    /// - Parameter rejects: the row is rejected when the date cannot be read; otherwise the date counts as absent.
    mutating func date(_ column: String, rejects: Bool = false) -> CalendarDate? {
        read(column, .unreadableDate, rejects: rejects) { $0.date($1) }
    }

    /// Not below zero.
    mutating func hundredths(_ column: String, rejects: Bool = false) -> Int? {
        read(column, .unreadableNumber, rejects: rejects) { format, text in
            SideRow.admissible(format.hundredths(text))
        }
    }

    private static func admissible(_ number: Int?) -> Int? {
        number.flatMap { $0 >= 0 && $0 <= Int(Int32.max) ? $0 : nil }
    }

    /// FTE in hundredths, not below zero, from whatever the mapping says full time is.
    mutating func centiFTE(_ column: String, rejects: Bool = false) -> Int? {
        let isShare = table.value(column, in: row)?.isCanonical == true
        return read(column, .unreadableNumber, rejects: rejects) { format, text in
            SideRow.admissible(format.centiFTE(text, isShare: isShare))
        }
    }

    mutating func count(_ column: String, rejects: Bool = false) -> Int? {
        read(column, .unreadableNumber, rejects: rejects) { $0.count($1) }
    }

    mutating func double(_ column: String, rejects: Bool = false) -> Double? {
        read(column, .unreadableNumber, rejects: rejects) { $0.double($1) }
    }

    /// A value of a closed list.
    mutating func choice<Choice: RawRepresentable & CaseIterable>(
        _ column: String, of type: Choice.Type, rejects: Bool
    ) -> Choice? where Choice.RawValue == String {
        guard let text = text(column) else { return nil }
        if let choice = Choice(rawValue: text) { return choice }
        let allowed = Choice.allCases.map(\.rawValue)
        let suggestion = Suggestion.nearest(to: text, among: allowed)
        report(.unknownCode(allowed: allowed, suggestion: suggestion), column, text, rejects: rejects)
        return nil
    }

    /// Texts that `|` separates, each once.
    func list(_ column: String) -> [String] {
        var seen: Set<String> = []
        return (text(column) ?? "").split(separator: "|")
            .map { String($0.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
            .filter { !$0.isEmpty && seen.insert($0).inserted }
    }

    mutating func report(_ fault: RowFault, _ column: String, _ value: String?, rejects: Bool) {
        let name = table.name(of: column)
        add(
            fault.problem(
                rejects ? .error : .warning, file: table.file, line: line, column: name, value: value.map(shown)))
    }

    /// Something that no reader of one value sees.
    mutating func report(
        _ code: String, _ column: String, value: String? = nil, reason: String, remedy: String, rejects: Bool
    ) {
        add(
            Problem(
                rejects ? .error : .warning, code: code, file: table.file, line: line, column: table.name(of: column),
                value: value.map(shown), reason: reason, remedy: remedy))
    }

    private mutating func add(_ problem: Problem) {
        problems.append(problem)
        if problem.severity == .error { isRejected = true }
    }

    private mutating func read<Read>(
        _ column: String, _ fault: RowFault, rejects: Bool, _ read: (FieldFormat, String) -> Read?
    ) -> Read? {
        guard let value = table.value(column, in: row) else {
            if rejects, table.mapping.target.requiredColumns.contains(column) {
                report(.missingValue, column, nil, rejects: true)
            }
            return nil
        }
        if let result = read(value.format, value.text) { return result }
        if value.isCanonical, let result = read(.canonical, value.text) { return result }
        report(fault, column, value.text, rejects: rejects)
        return nil
    }

    /// Plans, jobs and places are the employer's; rows about a person or a trainer show only the shape of a value.
    private func shown(_ value: String) -> String {
        switch table.mapping.target {
        case .employees, .indicators, .internships: MaskedValue.shape(of: value)
        default: value.count > 40 ? String(value.prefix(40)) + "…" : value
        }
    }
}
