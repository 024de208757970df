import Workforce

/// What is wrong with the columns of a file, seen from its mapping.
extension Problem {
    static func missingColumn(
        _ name: String, target: EmployeeField?, _ file: String, _ header: [String]
    ) -> Problem {
        let use = target.map { $0.rawValue == name ? "" : ", from which \($0.rawValue) comes" } ?? ""
        return Problem(
            code: "missing-column", file: file, column: name,
            reason: "The file has no column `\(name)`\(use).", remedy: Self.remedy(forMissing: name, header))
    }

    static func absentSourceColumn(
        _ name: String, target: EmployeeField, _ file: String, _ header: [String]
    ) -> Problem {
        Problem(
            .warning, code: "absent-source-column", file: file, column: name,
            reason: "The file has no column `\(name)`: \(target.rawValue) stays absent.",
            remedy: Self.remedy(forMissing: name, header))
    }

    static func noAsOf(_ file: String) -> Problem {
        Problem(
            code: "no-as-of", file: file, reason: "Nothing says on which date the workforce stood like this.",
            remedy: "Write `asOf` in snapshot.yaml or in the mapping, or give `--as-of`.")
    }

    static func repeatedColumn(_ name: String, _ file: String) -> Problem {
        Problem(
            .warning, code: "repeated-column", file: file, column: name,
            reason: "Two columns are called `\(name)`; the first is read.",
            remedy: "Give each column of the export a name of its own.")
    }

    private static func remedy(forMissing name: String, _ header: [String]) -> String {
        if let near = Suggestion.nearest(to: name, among: header) {
            return "Did you mean `\(near)`? Correct the mapping, or the column name in the export."
        }
        if header.count == 1, let other = Dialect.candidates.first(where: { header[0].utf8.contains($0) }) {
            return "The header holds no delimiter but a \(Dialect.name(ofDelimiter: other)): correct `delimiter`."
        }
        return "Add the column to the export, or name its source column in the mapping."
    }
}
