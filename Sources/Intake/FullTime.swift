/// What a column of FTE writes for full time, where it writes no shares: 100 in an export of percentages, 36 or 37.5 in
/// one of hours a week (`fullTime:` in a mapping).
///
/// Held in hundredths, so that the share is a quotient of whole numbers: 80,00 of 100 is 80 centi-FTE and never 79.
package struct FullTime: Equatable, Sendable, BitwiseCopyable {
    /// From 100 (1.00) to 1,000,000: room for hours of a year, and minutes of a week.
    package let hundredths: Int32

    /// Nil unless `text` is a number from 1 to 10,000 with a point and at most two decimals.
    package init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 1 || parts.count == 2 && parts[1].count <= 2,
            let hundredths = FieldFormat.canonical.hundredths(text), (100...1_000_000).contains(hundredths)
        else { return nil }
        self.hundredths = Int32(hundredths)
    }

    /// The number as a mapping writes it: `36`, `37.5`.
    package var text: String {
        let (whole, rest) = hundredths.quotientAndRemainder(dividingBy: 100)
        if rest == 0 { return String(whole) }
        return rest % 10 == 0 ? "\(whole).\(rest / 10)" : "\(whole)." + (rest < 10 ? "0" : "") + String(rest)
    }

    /// Where percentages stand, a value may say so itself: `80%`, `80,00 %`.
    @inline(__always)
    func number(_ text: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        guard hundredths == 10_000, text.last == UInt8(ascii: "%") else { return text }
        return FieldFormat.trimmed(UnsafeBufferPointer(rebasing: text.dropLast()))
    }

    /// Whether a value is one that a column of shares holds: of a full time of 36 hours, 0.80 is next to nothing.
    func isSuspect(_ value: DecimalText) -> Bool {
        guard hundredths > 150, let hundredths = value.hundredths else { return false }
        return (1...150).contains(hundredths)
    }
}

extension DecimalText {
    /// The number as a share of full time, in hundredths, half up: 30 of 36 is 0.8333…, hence 83. Nil beyond ± 10^15.
    func hundredths(of fullTime: FullTime) -> Int? {
        if dropped > 0 { return nil }
        var divisor = UInt128(fullTime.hundredths)
        for _ in 0..<decimals { divisor *= 10 }
        // Hundredths twice: of the share, and in what full time is held in.
        let (quotient, remainder) = (UInt128(digits) * 10_000).quotientAndRemainder(dividingBy: divisor)
        return rounded(quotient, remainder, divisor)
    }
}
