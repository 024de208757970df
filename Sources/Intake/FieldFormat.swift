package import Workforce

/// A `ValueFormat`, compiled: reads dates and numbers from the bytes of a field.
///
/// Blanks around a value are no part of it; callers that hold raw fields cut them off first (`trimmed`).
package struct FieldFormat: Sendable {
    /// The patterns that could be compiled, in their order.
    let patterns: [DatePattern]
    let decimalMark: UInt8
    let thousandsMark: UInt8?
    let nullTokens: [[UInt8]]
    /// Set where FTE is written in percentages or hours.
    let fullTime: FullTime?

    /// The form in which constants of a mapping are written: ISO dates, a decimal point.
    package static let canonical = FieldFormat(ValueFormat())

    /// Patterns that mean nothing (`unusablePatterns`) match nothing.
    package init(_ format: ValueFormat, fullTime: FullTime? = nil) {
        self.fullTime = fullTime
        patterns = format.dates.compactMap { DatePattern($0, twoDigitYearPivot: format.twoDigitYearPivot) }
        decimalMark = format.decimalMark
        thousandsMark = format.thousandsMark
        nullTokens = format.nullTokens.map { Self.withBytes($0) { Array($0) } }
    }

    /// The date patterns that mean nothing, such as `DD-MM-YYYY`: a mapping that holds one is to be refused.
    package static func unusablePatterns(in format: ValueFormat) -> [String] {
        format.dates.filter { DatePattern($0) == nil }
    }

    /// The date that `text` writes in the first of the patterns that fits, or nil.
    package func date(_ text: UnsafeBufferPointer<UInt8>) -> CalendarDate? {
        for pattern in patterns {
            if let fixed = pattern.fixed {
                if let date = fixed.date(text) { return date }
            } else if let date = pattern.date(text) {
                return date
            }
        }
        return nil
    }

    /// A decimal number in hundredths (centi-FTE, cents), half up; nil when it is none, or beyond ± 10^15.
    package func hundredths(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
        DecimalText(text, decimalMark: decimalMark, thousandsMark: thousandsMark)?.hundredths
    }

    /// FTE in hundredths of full time, half up, from however full time is written here; nil as for `hundredths`.
    ///
    /// - Parameter isShare: the text is canonical, hence a share of full time whatever the column holds.
    package func centiFTE(_ text: String, isShare: Bool) -> Int? {
        guard let fullTime, !isShare else { return hundredths(text) }
        return Self.withBytes(text) {
            DecimalText(fullTime.number($0), decimalMark: decimalMark, thousandsMark: thousandsMark)?
                .hundredths(of: fullTime)
        }
    }

    /// A decimal number, also with an exponent, to the nearest double; nil when it is none or not finite.
    package func double(_ text: UnsafeBufferPointer<UInt8>) -> Double? {
        let exponentAt = text.firstIndex { $0 | 0x20 == UInt8(ascii: "e") } ?? text.count
        let mantissa = UnsafeBufferPointer(rebasing: text[..<exponentAt])
        guard DecimalText(mantissa, decimalMark: decimalMark, thousandsMark: thousandsMark) != nil else { return nil }
        var plain = mantissa.compactMap { byte in
            byte == thousandsMark ? nil : byte == decimalMark ? UInt8(ascii: ".") : byte
        }
        plain.append(contentsOf: text[exponentAt...])
        guard let value = Double(String(decoding: plain, as: UTF8.self)), value.isFinite else { return nil }
        return value
    }

    /// A whole number without sign, such as a count of places; nil when it is none, or beyond 10^9.
    package func count(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
        guard let hundredths = hundredths(text), hundredths >= 0, hundredths % 100 == 0 else { return nil }
        return hundredths / 100 <= 1_000_000_000 ? hundredths / 100 : nil
    }

    /// Whether `text` means "no value": empty, or one of the null tokens.
    package func isNull(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        text.isEmpty || nullTokens.contains { $0.count == text.count && $0.elementsEqual(text) }
    }

    /// Without the spaces and tabs at either end.
    @inline(__always)
    package static func trimmed(_ text: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        var start = 0
        var end = text.count
        while start < end, text[start] == 0x20 || text[start] == 0x09 { start += 1 }
        while end > start, text[end - 1] == 0x20 || text[end - 1] == 0x09 { end -= 1 }
        return UnsafeBufferPointer(rebasing: text[start..<end])
    }
}

/// The same for texts in hand, as the small files have them.
extension FieldFormat {
    /// As above, blanks around the text cut off.
    package func date(_ text: String) -> CalendarDate? { Self.withBytes(text) { date($0) } }

    /// As above, blanks around the text cut off.
    package func hundredths(_ text: String) -> Int? { Self.withBytes(text) { hundredths($0) } }

    /// As above, blanks around the text cut off.
    package func double(_ text: String) -> Double? { Self.withBytes(text) { double($0) } }

    /// As above, blanks around the text cut off.
    package func count(_ text: String) -> Int? { Self.withBytes(text) { count($0) } }

    /// As above, blanks around the text cut off.
    package func isNull(_ text: String) -> Bool { Self.withBytes(text) { isNull($0) } }

    static func withBytes<Result>(_ text: String, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        var text = text
        return text.withUTF8 { body(trimmed($0)) }
    }
}
