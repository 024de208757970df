import Prevention
import Workforce

extension PreventionPolicy {
    /// Reads the configuration key `prevention`; what is absent or wrong keeps the default.
    init(_ section: YamlSection) {
        self.init()
        horizonMonths = section.integer("horizonMonths", in: 1...60, unit: " months") ?? horizonMonths
        aftercareMonths = section.integer("aftercareMonths", in: 0...60, unit: " months") ?? aftercareMonths
        contractEndMonths = section.integer("contractEndMonths", in: 1...24, unit: " months") ?? contractEndMonths
        likelyThreshold = section.number("likelyThreshold", in: 0.01...1) ?? likelyThreshold
        leavesAtPensionAge = section.flag("leavesAtPensionAge") ?? leavesAtPensionAge
        inertiaYears = section.integer("inertiaYears", in: 1...50, unit: " years") ?? inertiaYears
        planIncludesExternals = section.flag("planIncludesExternals") ?? planIncludesExternals
        decisionWeeks = section.integer("decisionWeeks", in: 0...52, unit: " weeks") ?? decisionWeeks
        // 50 to 80 years: anything else is years written for months, or the reverse.
        pensionAgeMonths = section.integer("pensionAgeMonths", in: 600...960, unit: " months")
        likelyLeaveThreshold = section.number("likelyLeaveThreshold", in: 0...1) ?? min(0.15, likelyThreshold)
        if likelyLeaveThreshold > likelyThreshold {
            section.error(
                "contradiction", "likelyLeaveThreshold",
                "people would leave `likely` at a probability at which they enter it",
                remedy: "write less than `likelyThreshold` (\(likelyThreshold))")
        }
        draws = section.integer("draws", in: 0...100_000) ?? draws
        simulationSeed = section.integer("simulationSeed", in: 0...Int(Int32.max)) ?? simulationSeed
        planUncertainty = section.number("planUncertainty", in: 0...1) ?? planUncertainty
        defaultAttritionPerYear =
            section.number("defaultAttritionPerYear", in: 0...1) ?? defaultAttritionPerYear
        priorPersonYears = section.number("priorPersonYears", in: 0...10_000) ?? priorPersonYears
        selectionCriteria = Self.criteria(section)
        section.finish(hints: ["pensionAge": "write `pensionAgeMonths`, such as 804 for 67 years"])
    }

    /// The longest text of criteria, in characters: it stands in every explanation.
    private static let criteriaLimit = 500

    private static func criteria(_ section: YamlSection) -> [String: String]? {
        guard let entries = section.sections("selectionCriteria"), !entries.isEmpty else { return nil }
        var criteria: [String: String] = [:]
        for entry in entries {
            let country = entry.requiredText("country", remedy: "write two capitals, such as BE")
            let text = entry.requiredText("text", remedy: "write by what the employer chooses")
            entry.finish()
            guard let country, let text else { continue }
            if !CountryCode.isAssigned(country) {
                entry.error(
                    "unknown-country", "country", value: Shown.value(country),
                    "\(Shown.value(country)) is not a country code of ISO 3166",
                    remedy: "write two capitals, such as BE")
            } else if criteria[country] != nil {
                entry.error(
                    "contradiction", "country", value: country, "the criteria of \(country) are stated twice",
                    remedy: "keep one of them")
            } else if text.count > criteriaLimit {
                entry.error(
                    "out-of-range", "text", "the text has \(text.count) characters",
                    remedy: "write at most \(criteriaLimit)")
            }
            criteria[country] = text
        }
        return criteria
    }
}
