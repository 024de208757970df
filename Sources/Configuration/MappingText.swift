import Intake
import Workforce

/// How a source file, or one column of it, is written.
struct MappingText {
    let section: YamlSection
    static let formatKeys = ["dates", "pivot", "decimal", "thousands", "nulls"]

    func delimiter() -> UInt8? {
        let names = [",": UInt8(ascii: ","), ";": UInt8(ascii: ";"), "|": UInt8(ascii: "|"), "\t": 0x09]
        let words = [
            "comma": UInt8(ascii: ","), "semicolon": UInt8(ascii: ";"), "pipe": UInt8(ascii: "|"), "tab": 0x09,
        ]
        guard let text = section.text("delimiter") else { return nil }
        if let byte = names[text] ?? words[text] { return byte }
        section.error(
            "unknown-value", "delimiter", value: Shown.value(text),
            "\(Shown.value(text)) does not separate columns here",
            remedy: "write \",\", \";\", \"|\" or tab, or leave the key out to have it found")
        return nil
    }

    /// One ASCII character.
    func byte(_ key: String, named: [String: UInt8]) -> UInt8? {
        guard let text = section.text(key) else { return nil }
        if let byte = named[text] { return byte }
        if text.utf8.count == 1, let byte = text.utf8.first { return byte }
        section.error(
            "unknown-value", key, value: Shown.value(text), "\(Shown.value(text)) is not one plain character",
            remedy: "write one character in quotes")
        return nil
    }

    func asOf() -> AsOfSource? {
        guard let asOf = section.section("asOf") else { return nil }
        let column = asOf.text("column")
        let formats = asOf.texts("formats")
        let year = asOf.text("yearEnd")
        let constant = asOf.date("constant")
        let given = ["column", "yearEnd", "constant"].filter(asOf.has)
        asOf.finish()
        if given.count != 1 {
            section.error(
                "contradiction", "asOf",
                given.isEmpty ? "it says nothing" : "\(given.joined(separator: " and ")) are both given",
                remedy: "write one of {column: NAME}, {yearEnd: NAME} and {constant: 2013-12-31}")
            return nil
        }
        checkPatterns(formats ?? [], asOf, "formats")
        if let column { return .column(column, formats: formats ?? ValueFormat().dates) }
        if let year { return .yearEnd(year) }
        return constant.map { .constant($0.description) }
    }

    /// The format that the section's keys describe over `base`, or nil when it has none of them.
    func format(base: ValueFormat) -> ValueFormat? {
        var format = base
        // All keys are asked for, so that they are known even where they are absent.
        let isGiven = MappingText.formatKeys.map(section.has).contains(true)
        if let dates = section.texts("dates") {
            checkPatterns(dates, section, "dates")
            format.dates = dates
        }
        format.twoDigitYearPivot = section.integer("pivot", in: 0...100) ?? format.twoDigitYearPivot
        format.decimalMark = byte("decimal", named: ["comma": 0x2C, "point": 0x2E]) ?? format.decimalMark
        let thousands = byte("thousands", named: ["comma": 0x2C, "point": 0x2E, "space": 0x20, "apostrophe": 0x27])
        format.thousandsMark = thousands ?? format.thousandsMark
        format.nullTokens = section.texts("nulls") ?? format.nullTokens
        if isGiven, format.decimalMark == format.thousandsMark {
            section.error(
                "contradiction", section.has("decimal") ? "decimal" : "thousands",
                "the same mark stands for decimals and for thousands",
                remedy: "write `decimal: \",\"` and `thousands: \".\"`, or the reverse")
        }
        if let decimal = section.text("decimal"), decimal.utf8.first.map({ $0 != 0x2C && $0 != 0x2E }) == true,
            decimal.utf8.count == 1
        {
            section.error(
                "unknown-value", "decimal", value: Shown.value(decimal), "\(Shown.value(decimal)) is no decimal mark",
                remedy: "write \",\" or \".\"")
        }
        return isGiven ? format : nil
    }

    private func checkPatterns(_ patterns: [String], _ section: YamlSection, _ key: String) {
        for pattern in patterns where !MappingText.isDatePattern(pattern) {
            section.error(
                "invalid-date-pattern", key, value: Shown.value(pattern),
                "\(Shown.value(pattern)) does not hold one year, one month and one day",
                remedy:
                    "write one such as yyyy-MM-dd, dd-MM-yyyy, M/d/yyyy H:mm or yyyyMMdd: capital M is the month, small m the minute"
            )
        }
    }

    /// Runs of one letter among those that the reader knows, with exactly one year, month and day.
    private static func isDatePattern(_ pattern: String) -> Bool {
        var runs: [String] = []
        for character in pattern {
            if let last = runs.last?.last, last == character, character.isLetter {
                runs[runs.count - 1].append(character)
            } else {
                runs.append(String(character))
            }
        }
        let letters = runs.filter { $0.first?.isLetter == true && $0 != "T" && $0 != "Z" }
        let known: Set = ["yyyy", "yy", "MM", "M", "dd", "d", "HH", "H", "mm", "ss"]
        func count(_ letter: Character) -> Int { letters.count { $0.first == letter } }
        return letters.allSatisfy(known.contains) && count("y") == 1 && count("M") == 1 && count("d") == 1
    }
}
