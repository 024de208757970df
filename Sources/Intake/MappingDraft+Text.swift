import Workforce

/// The draft as a mapping file, in the form that the configuration reads.
extension MappingDraft {
    var yaml: String {
        var lines = [
            "# Drafted from \(MappingDraft.comment(file)): \(profiles.count) columns, the first \(rowCount) rows.",
            "# Every line with UNSURE is a guess: check it against the export before the first import.",
            "name: \(Problem.yamlScalar(mappingName))",
            "files:",
            "  - target: employees",
            "    pattern: \(Problem.yamlScalar(pattern))",
            "    delimiter: \(delimiter)",
            "    encoding: \(dialect.encoding.rawValue)\(encodingNote)",
        ]
        if dialect.headerLine > 1 { lines.append("    header: \(dialect.headerLine)") }
        if let asOf { lines.append("    asOf: \(text(asOf))\(MappingDraft.note(asOfNote.map { [$0] } ?? []))") }
        if asOf == nil {
            lines.append("    # No column says the date of the snapshot: it comes from the file's name, or `--as-of`.")
        }
        lines += format
        // What values cannot show: whether an end is the last day or the one after.
        let ends = columns.map(\.field).filter { [.exitDate, .contractEnd].contains($0) }.map(\.rawValue)
        if !ends.isEmpty {
            lines.append(
                "    # UNSURE: \(ends.joined(separator: " and ")) must hold the first day no longer in service, not the last "
                    + "day in it.")
        }
        lines.append("    columns:")
        for column in columns { lines += text(column) }
        for field in missing {
            lines.append("      \(field.rawValue): FILL_IN  # UNSURE: required, and no column looks like it")
        }
        lines += rest
        return lines.joined(separator: "\n") + "\n"
    }

    private var format: [String] {
        var lines: [String] = []
        if let dates {
            var notes: [String] = []
            if let alternative = dates.alternative {
                notes.append("UNSURE: \(alternative) reads the values as well; no day above 12 shows the order")
            }
            lines.append("    dates: [\"\(dates.pattern)\"]\(MappingDraft.note(notes))")
            if dates.hasShortYear {
                lines.append("    pivot: 30  # UNSURE: two-digit years below it are of this century")
            }
        } else {
            lines.append("    # UNSURE: no column of dates was recognised; name their form: dates: [\"yyyy-MM-dd\"]")
        }
        if let decimal {
            let note =
                decimal.isUnsure ? ["UNSURE: three digits follow every mark, which fits thousands and decimals"] : []
            lines.append("    decimal: \"\(decimal.mark)\"\(MappingDraft.note(note))")
            if let thousands = decimal.thousands { lines.append("    thousands: \"\(thousands)\"") }
        }
        if !nulls.isEmpty {
            lines.append("    nulls: [\(nulls.map { MappingDraft.quoted($0) }.joined(separator: ", "))]")
        }
        return lines
    }

    private var rest: [String] {
        var lines: [String] = []
        if !unread.isEmpty {
            lines.append("    # Not read, since no name was recognised; add to `drop` what should never be:")
            lines += unread.map { "    #   \(MappingDraft.comment($0))" }
        }
        if !forbidden.isEmpty {
            lines.append("    # These may not enter; their bytes are never read:")
            lines += forbidden.map { "    #   \(MappingDraft.comment($0.name)): \($0.reason)" }
            lines.append("    drop: [\(forbidden.map { Problem.yamlScalar($0.name) }.joined(separator: ", "))]")
        }
        return lines
    }

    private func text(_ column: Column) -> [String] {
        let key = "      \(column.field.rawValue):"
        let notes = MappingDraft.note(column.unsure.map { "UNSURE: " + $0 })
        let source =
            column.sources.count == 1
            ? "column: \(Problem.yamlScalar(column.sources[0]))"
            : "columns: [\(column.sources.map(Problem.yamlScalar).joined(separator: ", "))]"
        if column.sources.count == 1, column.condition == nil, column.dates == nil, column.fullTime == nil,
            column.values.isEmpty
        {
            return ["\(key) \(Problem.yamlScalar(column.sources[0]))\(notes)"]
        }
        var lines = [key + notes]
        if let condition = column.condition {
            let values = condition.values.map(Problem.yamlScalar).joined(separator: ", ")
            lines.append("        when: {\(Problem.yamlScalar(condition.column)): [\(values)]}")
        }
        lines.append("        \(source)")
        if let dates = column.dates { lines.append("        dates: [\"\(dates)\"]") }
        if let fullTime = column.fullTime { lines.append("        fullTime: \(fullTime)") }
        if !column.values.isEmpty {
            lines.append("        values:")
            lines += column.values.map { "          \(Problem.yamlScalar($0.source)): \(Problem.yamlScalar($0.code))" }
        }
        return lines
    }

    private func text(_ asOf: AsOf) -> String {
        switch asOf {
        case .column(let name, let pattern): "{column: \(Problem.yamlScalar(name)), formats: [\"\(pattern)\"]}"
        case .yearEnd(let name): "{yearEnd: \(Problem.yamlScalar(name))}"
        }
    }

    /// The file's name with its digits, which differ from one export to the next, as wildcards.
    private var pattern: String {
        let name = String(file.map { $0.isNumber ? "?" : $0 })
        return name.count { $0 == "?" } < 4 ? file : name
    }

    private var mappingName: String {
        let stem = file.split(separator: ".").first.map(String.init) ?? file
        let words = stem.lowercased().split { !$0.isLetter }
        return words.isEmpty ? "export" : words.joined(separator: "-")
    }

    private var delimiter: String {
        switch dialect.delimiter {
        case UInt8(ascii: "\t"): "tab"
        case UInt8(ascii: "|"): "\"|\""
        case UInt8(ascii: ";"): "\";\""
        default: "\",\""
        }
    }

    private var encodingNote: String {
        dialect.encoding == .windows1252
            ? MappingDraft.note(["UNSURE: it is no UTF-8; iso-8859-15 cannot be told from this"]) : ""
    }

    private static func note(_ notes: [String]) -> String {
        notes.isEmpty ? "" : "  # " + notes.map(comment).joined(separator: "; ")
    }

    /// A text that stays on its line.
    private static func comment(_ text: String) -> String {
        String(text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : Character($0) })
    }

    private static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}
