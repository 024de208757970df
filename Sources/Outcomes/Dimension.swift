/// The sixteen dimensions of the three outcomes of strategic HRM; the raw value is the stable code of files and pages.
package enum Dimension: String, Sendable, CaseIterable, Codable {
    case shareholderValue = "shareholder-value"
    case financialPerformance = "financial-performance"
    case quality
    case speed
    case safety
    case innovation

    case engagement
    case vitality
    case workLifeBalance = "work-life-balance"
    case talentDevelopment = "talent-development"

    case sustainability
    case integrity
    case inclusion
    case justice
    case trust
    case reputation

    /// The outcome that the dimension is part of.
    package var outcome: Outcome {
        switch self {
        case .shareholderValue, .financialPerformance, .quality, .speed, .safety, .innovation: .economic
        case .engagement, .vitality, .workLifeBalance, .talentDevelopment: .wellbeing
        case .sustainability, .integrity, .inclusion, .justice, .trust, .reputation: .legitimacy
        }
    }

    /// What people read.
    package var title: BilingualText {
        switch self {
        case .shareholderValue: BilingualText(en: "Shareholder value", nl: "Aandeelhouderswaarde")
        case .financialPerformance: BilingualText(en: "Financial performance", nl: "Financiële prestaties")
        case .quality: BilingualText(en: "Quality", nl: "Kwaliteit")
        case .speed: BilingualText(en: "Speed", nl: "Snelheid")
        case .safety: BilingualText(en: "Safety", nl: "Veiligheid")
        case .innovation: BilingualText(en: "Innovation", nl: "Innovatie")
        case .engagement:
            BilingualText(
                en: "Engagement, satisfaction and commitment", nl: "Bevlogenheid, tevredenheid en betrokkenheid")
        case .vitality:
            BilingualText(
                en: "Health, vitality and sustainable employability",
                nl: "Gezondheid, vitaliteit en duurzame inzetbaarheid")
        case .workLifeBalance:
            BilingualText(en: "Happiness with work–life balance", nl: "Geluk met de balans tussen werk en privé")
        case .talentDevelopment:
            BilingualText(en: "Talent development and employability", nl: "Talentontwikkeling en inzetbaarheid")
        case .sustainability: BilingualText(en: "Sustainability", nl: "Duurzaamheid (MVO)")
        case .integrity: BilingualText(en: "Integrity and ethics", nl: "Integriteit en ethiek")
        case .inclusion:
            BilingualText(
                en: "Employment, inclusivity and social return", nl: "Werkgelegenheid, inclusiviteit en social return")
        case .justice: BilingualText(en: "Justice", nl: "Rechtvaardigheid")
        case .trust: BilingualText(en: "Societal trust", nl: "Maatschappelijk vertrouwen")
        case .reputation: BilingualText(en: "Reputation", nl: "Reputatie")
        }
    }
}
