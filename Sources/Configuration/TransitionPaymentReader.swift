import Prevention
import Workforce

/// Reads an entry of `transitionPayment` of a statute file; its caps follow each other year by year.
enum TransitionPaymentReader {
    static func read(_ section: YamlSection) -> TransitionPaymentRule? {
        let from = section.ruleStart()
        let fraction = fraction(section)
        let caps = caps(section)
        let entry = StatuteEntry(section)
        section.finish()
        guard let from, let fraction, !caps.isEmpty, let entry else { return nil }
        return TransitionPaymentRule(
            from: from, numerator: fraction.numerator, denominator: fraction.denominator, caps: caps,
            origin: entry.origin)
    }

    /// `monthsPerYear: 1/3`: exact, as no decimal is.
    private static func fraction(_ section: YamlSection) -> (numerator: Int, denominator: Int)? {
        let key = "monthsPerYear"
        guard let text = section.requiredText(key, remedy: "write a fraction, such as 1/3") else { return nil }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
        if parts.count == 2, let numerator = parts[0], let denominator = parts[1], (1...60).contains(numerator),
            (1...60).contains(denominator)
        {
            return (numerator, denominator)
        }
        section.error(
            "wrong-type", key, value: Shown.value(text), "\(Shown.value(text)) is not a fraction of whole numbers",
            remedy: "write one such as 1/3, of numbers from 1 to 60")
        return nil
    }

    private static func caps(_ section: YamlSection) -> [TransitionPaymentRule.Cap] {
        let entries = section.sections("caps") ?? []
        if entries.isEmpty, !section.has("caps") { section.missing("caps", remedy: "write the cap of each year") }
        let caps = entries.map { (section: $0, cap: cap($0)) }
        for (former, next) in zip(caps, caps.dropFirst()) {
            guard let before = former.cap?.year, let after = next.cap?.year else { continue }
            if after <= before {
                next.section.error(
                    "statute-overlap", "year", value: String(after),
                    "the cap of \(after) comes after that of \(before)",
                    remedy: "write each year once, in order; here \(before + 1)")
            } else if after > before + 1 {
                let years = after == before + 2 ? "\(before + 1)" : "\(before + 1) to \(after - 1)"
                next.section.error(
                    "statute-gap", "year", value: String(after), "no cap is given for \(years)",
                    remedy: "add what was published for \(years): it is never guessed")
            }
            if after == before + 1, let cap = former.cap?.cents, let now = next.cap?.cents, now < cap {
                next.section.warning(
                    "falling-cap", "euros", value: String(now / 100),
                    "the cap falls from \(cap / 100) euros in \(before) to \(now / 100) in \(after); the law raises it",
                    remedy: "check the number for a missing or added digit")
            }
        }
        return caps.compactMap(\.cap)
    }

    private static func cap(_ section: YamlSection) -> TransitionPaymentRule.Cap? {
        let year = section.requiredInteger("year", in: 1990...2200)
        let euros = section.requiredInteger("euros", in: 1_000...1_000_000, unit: " euros")
        let entry = StatuteEntry(section)
        section.finish()
        guard let year, let euros, let entry else { return nil }
        return TransitionPaymentRule.Cap(year: year, cents: euros * 100, origin: entry.origin)
    }
}
