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
        if likelyThreshold != PreventionPolicy().likelyThreshold {
            section.warning(
                "without-effect", "likelyThreshold", "it has no effect in this version: no probabilities are computed",
                remedy: "leave it out")
        }
        section.finish(hints: ["pensionAge": "write `pensionAgeMonths`, such as 804 for 67 years"])
    }
}
