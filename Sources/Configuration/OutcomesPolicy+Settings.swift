import Outcomes
import Workforce

extension OutcomesPolicy {
    /// Reads the configuration key `outcomes`: which personal data may enter individual scores, and on what ground.
    init(_ section: YamlSection) {
        self.init(
            individualWellbeing: OutcomesPolicy.justification(section, "individualWellbeing"),
            performanceRatings: OutcomesPolicy.justification(section, "performanceRatings"))
        section.finish()
    }

    private static func justification(_ section: YamlSection, _ key: String) -> Justification? {
        guard let inner = section.section(key) else { return nil }
        let basis = inner.requiredText(
            "lawfulBasis", remedy: "write the lawful basis as the record of processing names it")
        let assessment = inner.requiredText(
            "impactAssessment", remedy: "write the reference of the data protection impact assessment")
        inner.finish()
        guard let basis, let assessment else { return nil }
        return Justification(lawfulBasis: basis, impactAssessment: assessment)
    }
}
