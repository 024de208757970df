import Intake
import Workforce

/// Reads the text of one mapping.
struct MappingReader {
    static func read(_ bytes: [UInt8], log: ProblemLog) -> Mapping? {
        guard let root = YamlDocument.read(bytes, log: log), let section = YamlSection(root, path: "", log: log) else {
            return nil
        }
        let name = section.requiredText("name", remedy: "write the mapping's name: reports show it")
        let files = section.sections("files")?.compactMap(MappingReader.file)
        if !section.has("files") || section.list("files")?.isEmpty == true {
            section.missing("files", remedy: "write a list with at least the file of the employees")
        }
        section.finish()
        guard let name, let files, !log.hasErrors else { return nil }
        return Mapping(name: name, files: files)
    }

    /// A mapping that an import can use: also without what only the whole shows, such as contradictions between columns and
    /// `drop`, or no file of employees.
    static func readWhole(_ bytes: [UInt8], log: ProblemLog) -> Mapping? {
        guard let mapping = read(bytes, log: log) else { return nil }
        let problems = mapping.validate()
        log.absorb(
            problems.map { problem in
                var problem = problem
                problem.file = log.file
                return problem
            })
        return problems.isEmpty ? mapping : nil
    }

    private static func file(_ section: YamlSection) -> FileMapping? {
        let target: Mapping.Target? = section.choice("target")
        if !section.has("target") {
            section.missing(
                "target", remedy: "write one of \(Mapping.Target.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        let pattern = section.requiredText("pattern", remedy: "write the file's name, `*` and `?` for what varies")
        if let pattern, pattern.contains("/") {
            section.error(
                "invalid-pattern", "pattern", value: Shown.value(pattern), "the pattern holds a folder",
                remedy: "write the file's name alone; the bundle's folders are not looked at")
        }
        let text = MappingText(section: section)
        var file = FileMapping(target: target ?? .employees, pattern: pattern ?? "")
        file.delimiter = text.delimiter()
        file.encoding = section.choice("encoding")
        file.quote = text.byte("quote", named: [:]) ?? file.quote
        file.headerLine = section.integer("header", in: 1...1000) ?? file.headerLine
        file.asOf = text.asOf()
        file.format = text.format(base: ValueFormat()) ?? file.format
        file.passThrough = section.flag("passThrough") ?? false
        let columns = ColumnReader(section: section, target: target, format: file.format)
        file.columns = columns.columns()
        file.filters = filters(section)
        file.drop = section.texts("drop") ?? []
        section.finish(hints: [
            "headerLine": "write `header`",
            "fullTime": "write it at the column: `fte: {column: SOURCE_COLUMN, fullTime: 100}`",
        ])
        if file.columns.isEmpty, !file.passThrough {
            section.missing(
                "columns", remedy: "name the columns, or write `passThrough: true` if they have the canonical names")
        }
        if let target, section.has("columns") { columns.reportMissing(file, target: target) }
        guard target != nil, pattern != nil else { return nil }
        return file
    }

    private static func filters(_ section: YamlSection) -> [RowFilter] {
        (section.sections("filters") ?? []).compactMap { filter in
            let column = filter.requiredText("column", remedy: "write the source column that decides")
            let kept = filter.texts("in")
            let left = filter.texts("notIn")
            if filter.has("in") == filter.has("notIn") {
                filter.missing("in", remedy: "write either `in: […]` or `notIn: […]`")
            }
            filter.finish()
            guard let column, let values = kept ?? left else { return nil }
            return RowFilter(column: column, values: values, excludes: kept == nil)
        }
    }
}
