import Intake
import Workforce

/// Reads `columns` of one mapped file: where each target column comes from.
struct ColumnReader {
    let section: YamlSection
    let target: Mapping.Target?
    /// The file's format, which a column may override in part.
    let format: ValueFormat

    func columns() -> [String: ColumnMapping] {
        guard let columns = section.section("columns") else { return [:] }
        let names = target.map(TargetColumns.names) ?? []
        var result: [String: ColumnMapping] = [:]
        for entry in columns.all {
            // Asking for the key makes it known; whether it is a target column is told here, with the target's name.
            _ = columns.has(entry.key)
            if let target, !names.contains(entry.key) {
                let nearest = Suggestion.nearest(to: entry.key, among: names)
                columns.error(
                    "unknown-column", entry.key, "\(target.rawValue).csv has no such column",
                    remedy: nearest.map { "write `\($0)`" }
                        ?? "leave it out; known are \(names.joined(separator: ", "))")
            }
            result[entry.key] = column(entry, columns)
        }
        columns.finish()
        return result
    }

    /// A required column that nothing fills makes every bundle refused: better to say so here.
    func reportMissing(_ file: FileMapping, target: Mapping.Target) {
        for name in TargetColumns.required(target) where file.columns[name] == nil && !file.passThrough {
            section.error(
                "missing-column", "columns", value: name,
                "nothing fills \(name), which \(target.rawValue).csv requires",
                remedy: "write `\(name): SOURCE_COLUMN`, or `passThrough: true` if the source has it")
        }
    }

    private func column(_ entry: YamlNode.Entry, _ columns: YamlSection) -> ColumnMapping? {
        if case .scalar = entry.value.content { return columns.text(entry.key).map(ColumnMapping.init(column:)) }
        guard let column = columns.section(entry.key) else { return nil }
        var mapping = ColumnMapping(cases: cases(column))
        if let values = column.section("values") {
            for value in values.all { mapping.values[value.key] = values.text(value.key) }
            values.finish()
        }
        mapping.format = MappingText(section: column).format(base: format)
        mapping.fullTime = fullTime(entry.key, column)
        column.finish()
        checkCodes(mapping, entry.key, column)
        return mapping
    }

    /// What the source writes for full time, where it writes no shares.
    private func fullTime(_ name: String, _ column: YamlSection) -> FullTime? {
        guard column.has("fullTime"), let text = column.text("fullTime") else { return nil }
        if let target, !target.fteColumns.contains(name) {
            column.error(
                "misplaced-key", "fullTime", value: Shown.value(text), "\(name) is no part of full time",
                remedy: target.fteColumns.isEmpty
                    ? "leave it out" : "leave it out here; it belongs to \(target.fteColumns.joined(separator: ", "))")
            return nil
        }
        if let fullTime = FullTime(text) { return fullTime }
        column.error(
            "out-of-range", "fullTime", value: Shown.value(text),
            "\(Shown.value(text)) is no number from 1 to 10000 with at most two decimals",
            remedy: "write 100 where the source has percentages, or the hours of full time, such as 36 or 37.5")
        return nil
    }

    private func cases(_ column: YamlSection) -> [ColumnMapping.Case] {
        guard column.has("cases") else { return [self.case(column)].compactMap { $0 } }
        for key in ["column", "columns", "constant", "when"] where column.has(key) {
            column.error(
                "contradiction", key, "`\(key)` stands beside `cases`",
                remedy: "write it as a case of its own, or leave `cases` out")
        }
        let sections = column.sections("cases") ?? []
        let cases = sections.map { section -> ColumnMapping.Case? in
            let found = self.case(section)
            section.finish()
            return found
        }
        for (index, item) in cases.dropLast().enumerated() where item?.when.isEmpty == true {
            sections[index + 1].log.error(
                "unreachable-case", line: sections[index + 1].line, path: sections[index + 1].path,
                "the case before it always holds, so this one is never reached",
                remedy: "move the case without `when` to the end")
        }
        return cases.compactMap { $0 }
    }

    private func `case`(_ section: YamlSection) -> ColumnMapping.Case? {
        var when: [String: [String]] = [:]
        if let conditions = section.section("when") {
            for entry in conditions.all { when[entry.key] = conditions.oneOrMoreTexts(entry.key) }
            conditions.finish()
        }
        let separator = section.text("separator") ?? " "
        let given = ["column", "columns", "constant"].filter(section.has)
        guard given.count <= 1 else {
            section.error(
                "contradiction", given[1], "`\(given[0])` and `\(given[1])` are both given", remedy: "keep one of them")
            return nil
        }
        if section.has("column") {
            return section.text("column").map { ColumnMapping.Case(when: when, source: .columns([$0], separator: " ")) }
        }
        if section.has("columns") {
            return section.texts("columns").map {
                ColumnMapping.Case(when: when, source: .columns($0, separator: separator))
            }
        }
        if section.has("constant") {
            return section.text("constant").map { ColumnMapping.Case(when: when, source: .constant($0)) }
        }
        section.missing("column", remedy: "write `column: SOURCE_COLUMN`, `columns: […]` or `constant: VALUE`")
        return nil
    }

    /// Values that a column of closed codes can not hold would reject every row that has them.
    private func checkCodes(_ mapping: ColumnMapping, _ name: String, _ column: YamlSection) {
        guard target == .employees, let codes = EmployeeField(rawValue: name)?.codes, !codes.isEmpty else { return }
        let constants = mapping.cases.compactMap { item -> String? in
            if case .constant(let text) = item.source { return text }
            return nil
        }
        // A constant may still be a source value that the value map translates.
        let produced =
            constants.map { mapping.values[$0] ?? mapping.values["*"] ?? $0 } + mapping.values.values.sorted()
        for value in Set(produced).sorted() where !value.isEmpty && !codes.contains(value) {
            let nearest = Suggestion.nearest(to: value, among: codes)
            column.log.error(
                "unknown-code", line: column.line, path: column.path, value: Shown.value(value),
                "\(Shown.value(value)) is not a value of \(name)",
                remedy: nearest.map { "write \($0)" } ?? "write one of \(codes.joined(separator: ", "))")
        }
    }
}
