import Daemon

/// An export on paper: a heading, what it is, and each record's fields one below the other.
struct SubjectText {
    let text: String

    init(_ export: SubjectExport) {
        var lines = [export.employeeID, ""] + export.notes
        for section in export.sections where !section.records.isEmpty {
            lines += ["", section.heading, section.explanation]
            for record in section.records {
                lines.append("")
                lines += record.compactMap { field in field.text.map { "  \(field.name): \($0)" } }
            }
        }
        text = lines.joined(separator: "\n") + "\n"
    }
}
