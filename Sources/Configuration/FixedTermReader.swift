import Prevention
import Workforce

/// Reads the rules of fixed terms of a statute file.
enum FixedTermReader {
    /// An entry of `nonRenewalNotice`.
    static func nonRenewal(_ section: YamlSection) -> NonRenewalRule? {
        let from = section.ruleStart()
        let term = section.requiredInteger("minimumTermMonths", in: 0...60, unit: " months")
        let before = section.requiredInteger("monthsBeforeEnd", in: 1...12, unit: " months")
        let penalty = section.requiredInteger("penaltyAtMostMonths", in: 0...12, unit: " months")
        let entry = StatuteEntry(section)
        section.finish()
        guard let from, let term, let before, let penalty, let entry else { return nil }
        return NonRenewalRule(
            from: from, minimumTermMonths: term, monthsBeforeEnd: before, penaltyAtMostMonths: penalty,
            origin: entry.origin)
    }

    /// An entry of `chainRule`.
    static func chain(_ section: YamlSection) -> ChainRule? {
        let from = section.ruleStart()
        let contracts = section.requiredInteger("contracts", in: 1...20)
        let months = section.requiredInteger("months", in: 1...120, unit: " months")
        let gap = section.requiredInteger("gapMonths", in: 0...60, unit: " months")
        let entry = StatuteEntry(section)
        section.finish()
        guard let from, let contracts, let months, let gap, let entry else { return nil }
        return ChainRule(from: from, contracts: contracts, months: months, gapMonths: gap, origin: entry.origin)
    }
}
