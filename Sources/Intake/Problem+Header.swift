import Workforce

/// What is wrong with a header, seen from the mapping that is to read the file.
extension Problem {
    static func missingColumn(_ name: String, target: String, _ file: String, _ header: [String]) -> Problem {
        var problem = missingColumn(name, target: nil, file, header)
        if name != target { problem.reason = "The file has no column `\(name)`, from which \(target) comes." }
        return problem
    }

    /// The refusals for missing columns, with the columns that were found; or one in their place when none is known.
    ///
    /// A line of which nothing is known may be no header but a person: then none of it is shown.
    static func missingColumns(
        _ refusals: [Problem], header: [String], mapping: FileMapping, file: String
    ) -> [Problem] {
        guard let first = refusals.firstIndex(where: { $0.code == "missing-column" }) else { return refusals }
        var result = refusals
        if knowsNone(of: header, mapping) {
            result.removeAll { $0.code == "missing-column" }
            result.insert(noKnownColumn(file, header: header, mapping: mapping), at: first)
        } else {
            let list = header.filter { !$0.isEmpty }.prefix(30).map { "`\($0)`" }.joined(separator: ", ")
            result[first].reason += " It has \(list)" + (header.count > 30 ? " and more." : ".")
        }
        return result
    }

    /// A warning for each column of a file in canonical form that no target has: most are typing errors.
    ///
    /// A mapping that names its columns one by one has said by that what it leaves unread.
    static func unknownColumns(in header: [String], mapping: FileMapping, file: String) -> [Problem] {
        guard mapping.passThrough, !knowsNone(of: header, mapping) else { return [] }
        let used = mapping.usedColumns
        let known = mapping.target.columns
        return header.filter { name in
            !name.isEmpty && !known.contains(name) && !used.contains(name) && !mapping.drop.contains(name)
        }.map { name in
            let nearest = Suggestion.nearest(to: name, among: known.filter { !header.contains($0) })
            return Problem(
                .warning, code: "unknown-column", file: file, column: name,
                reason: "The column `\(name)` means nothing here and is not read.",
                remedy: nearest.map { "Did you mean `\($0)`?" }
                    ?? "Leave it out of the export, or name it under `drop` in a mapping.")
        }
    }

    private static func knowsNone(of header: [String], _ mapping: FileMapping) -> Bool {
        let expected = mapping.usedColumns.union(mapping.drop).union(mapping.passThrough ? mapping.target.columns : [])
        return expected.isDisjoint(with: header)
    }

    private static func noKnownColumn(_ file: String, header: [String], mapping: FileMapping) -> Problem {
        let expected = mapping.passThrough ? mapping.target.requiredColumns : mapping.usedColumns.sorted()
        let list = expected.prefix(12).map { "`\($0)`" }.joined(separator: ", ") + (expected.count > 12 ? ", …" : "")
        let other = header.count == 1 ? Dialect.candidates.first { header[0].utf8.contains($0) } : nil
        return Problem(
            code: "no-known-column", file: file, line: mapping.headerLine,
            reason: "No column name on this line is one that the mapping expects: \(list).",
            remedy: other.map {
                "The line holds no delimiter but a \(Dialect.name(ofDelimiter: $0)): correct `delimiter`."
            }
                ?? "If this is not the line of the column names, write its number as `header` in the mapping; if the "
                + "columns have other names, draft a mapping with `doorstroom import --suggest`.")
    }
}
