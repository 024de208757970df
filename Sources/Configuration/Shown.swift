/// Values of a configuration as messages may show them: short, on one line, and never a secret or a partner's URL.
enum Shown {
    /// The value, or a word for what it seems to be.
    static func value(_ text: String) -> String {
        if text.contains("whsec_") || text.contains("whsk_") { return "(a secret)" }
        if text.contains("://") { return "(a URL)" }
        if isLikelySecret(text) { return "(a long code)" }
        if text.isEmpty { return "an empty text" }
        let line = String(text.map { $0.isNewline ? " " : $0 })
        return line.count > 60 ? line.prefix(57) + "…" : line
    }

    /// A number without a needless `.0`.
    static func number(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
    }

    /// A decimal number with a point; no exponents beyond reason, no `nan`, `inf` or hexadecimal.
    static func decimal(_ text: String) -> Double? {
        let allowed = "0123456789.+-eE"
        guard text.allSatisfy({ allowed.contains($0) }), let value = Double(text), value.isFinite else { return nil }
        return value
    }

    /// Long unbroken runs of letters and digits are keys and tokens more often than anything a person needs to see.
    private static func isLikelySecret(_ text: String) -> Bool {
        text.count >= 24 && !text.contains(where: \.isWhitespace) && text.contains(where: \.isNumber)
            && text.allSatisfy { $0.isLetter || $0.isNumber || "+/=_".contains($0) } && !text.hasPrefix("/")
    }
}
