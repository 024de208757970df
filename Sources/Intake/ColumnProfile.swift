import Workforce

/// What the first rows of a file show of one of its columns.
struct ColumnProfile {
    let name: String
    /// Values that are something.
    let values: [String]
    /// Texts among them that mean "no value", each once.
    let nulls: [String]
    let identifiers: IdentifierCount

    init(_ name: String, column: Int, rows: [DelimitedTable.Row]) {
        self.name = name
        let filled = rows.map { $0.fields[column] }.filter { !$0.isEmpty }
        let distant = Set(filled.filter(ColumnProfile.isDistantDate))
        // A system writes "none" in one way or two; many different ones are what the column is about, numbers as it may be.
        let nulls = Set(filled.filter(ValueVocabulary.isNull)).union(distant.count <= 3 ? distant : [])
        self.nulls = nulls.sorted()
        values = filled.filter { !nulls.contains($0) }
        identifiers = IdentifierCount(column: name, texts: values)
    }

    var distinct: [String] { Set(values).sorted() }

    /// Few values, each of many rows: a list of codes, and nobody's name.
    var isCodeList: Bool {
        let count = distinct.count
        return count > 0 && count <= 40 && (count <= 3 || count * 3 <= values.count)
    }

    /// The values without a percent sign behind them.
    var unitless: [String] {
        values.map { value in
            value.hasSuffix("%") ? String(value.dropLast().reversed().drop { $0 == " " }.reversed()) : value
        }
    }

    /// The decimal mark and the thousands mark, as far as the values show them.
    var marks: (decimal: Character, thousands: Character?, isUnsure: Bool)? {
        let numbers = unitless.filter {
            $0.contains { $0.isNumber } && $0.allSatisfy { $0.isNumber || ".,-".contains($0) }
        }
        guard numbers.count * 10 >= values.count * 9, !numbers.isEmpty else { return nil }
        if numbers.contains(where: { $0.contains(",") && $0.contains(".") }) {
            let last = numbers.first { $0.contains(",") && $0.contains(".") }?.last { $0 == "," || $0 == "." }
            return last == "," ? (",", ".", false) : (".", ",", false)
        }
        for (mark, other) in [(Character(","), Character(".")), (".", ",")] {
            let marked = numbers.filter { $0.contains(mark) }
            if marked.isEmpty { continue }
            let groups = marked.filter { $0.split(separator: mark, omittingEmptySubsequences: false).last?.count == 3 }
            if marked.contains(where: { $0.count { $0 == mark } > 1 }) { return (other, mark, false) }
            return groups.count == marked.count ? (other, mark, true) : (mark, nil, false)
        }
        return (".", nil, false)
    }

    /// Dates as a spreadsheet counts them.
    var areSpreadsheetDays: Bool {
        values.count > 1
            && values.allSatisfy { $0.count == 5 && Int($0).map { (10_000...60_000).contains($0) } == true }
    }

    /// A day in the year 9999, 2999 or so, or one before anybody was born: how systems write "none".
    private static func isDistantDate(_ text: String) -> Bool {
        let groups = text.split { !$0.isNumber }
        // A date has three parts, or eight digits on end: `3001.50` is a salary.
        guard groups.count == 1 || (3...6).contains(groups.count), text.count <= 20,
            !text.contains(where: \.isLetter) || text.contains("T")
        else { return false }
        let years =
            groups.count == 1 && text.count == 8
            ? [Int(text.prefix(4)), Int(text.suffix(4))].compactMap { $0 }.filter { $0 >= 2900 || $0 == 1900 }
            : groups.filter { $0.count == 4 }.compactMap { Int($0) }
        guard let year = years.first, groups.count > 1 || years.count == 1 else { return false }
        if year >= 2900 || year <= 1 { return groups.count > 1 || text.count == 8 }
        guard year == 1900 || year == 1899 || year == 1753 else { return false }
        let rest = groups.filter { $0.count <= 2 }.prefix(2).compactMap { Int($0) }
        return groups.count == 1 ? text.contains("0101") : rest == [1, 1] || year != 1900
    }
}
