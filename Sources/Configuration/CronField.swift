/// One of the five fields of a cron expression: its bounds and its names.
struct CronField {
    private let name: String
    private let bounds: ClosedRange<Int>
    /// Three letters each; the first stands for the lower bound.
    private let names: [String]

    static let minute = CronField(name: "minute", bounds: 0...59, names: [])
    static let hour = CronField(name: "hour", bounds: 0...23, names: [])
    static let dayOfMonth = CronField(name: "day of the month", bounds: 1...31, names: [])
    static let month = CronField(
        name: "month", bounds: 1...12,
        names: ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"])
    static let weekday = CronField(
        name: "day of the week", bounds: 0...7, names: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"])

    /// The values of a field as bits.
    func parse(_ text: String) throws(CronSyntaxError) -> UInt64 {
        var bits: UInt64 = 0
        for part in text.split(separator: ",", omittingEmptySubsequences: false) { bits |= try parsePart(String(part)) }
        return bits
    }

    private func parsePart(_ text: String) throws(CronSyntaxError) -> UInt64 {
        let pieces = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard pieces.count <= 2, let first = pieces.first, !first.isEmpty else { throw invalid(text) }
        var step = 1
        if pieces.count == 2 {
            guard let number = digits(pieces[1]), number >= 1 else { throw invalid(text) }
            step = number
        }
        let range = try range(first, hasStep: pieces.count == 2)
        var bits: UInt64 = 0
        for value in stride(from: range.lowerBound, through: range.upperBound, by: step) { bits |= 1 << UInt64(value) }
        return bits
    }

    private func range(_ text: String, hasStep: Bool) throws(CronSyntaxError) -> ClosedRange<Int> {
        if text == "*" { return bounds }
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        guard ends.count <= 2, let low = value(ends[0]), let high = ends.count == 2 ? value(ends[1]) : low else {
            throw invalid(text)
        }
        // `5/15` is read by some as "from 5 on" and by others as "at 5": better not at all.
        guard ends.count == 2 || !hasStep else { throw invalid("\(text)/…") }
        guard low <= high else {
            throw CronSyntaxError(
                reason: "the range \(text) of the \(name) runs backwards",
                remedy: "write \(high)-\(low), or two ranges with a comma")
        }
        return low...high
    }

    private func value(_ text: String) -> Int? {
        if let index = names.firstIndex(of: text.lowercased()) { return bounds.lowerBound + index }
        guard let number = digits(text), bounds.contains(number) else { return nil }
        return number
    }

    private func digits(_ text: String) -> Int? {
        text.count <= 4 && text.allSatisfy({ $0.isASCII && $0.isNumber }) ? Int(text) : nil
    }

    private func invalid(_ text: String) -> CronSyntaxError {
        let example = names.isEmpty ? "" : ", or names such as \(names[1])"
        return CronSyntaxError(
            reason: "\(Shown.value(text)) does not fit the field for the \(name)",
            remedy:
                "write numbers from \(bounds.lowerBound) to \(bounds.upperBound), `*`, `a-b`, `a,b` or `*/n`\(example)")
    }
}
