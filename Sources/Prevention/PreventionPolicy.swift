/// The defaults of the rules that an employer may set (configuration key `prevention`).
package struct PreventionPolicy: Equatable, Sendable, Codable {
    /// How far ahead surplus is looked for, in months (domain rules §3).
    package var horizonMonths = 18
    /// How long people stay in phase 4 after their exit, in months (§5).
    package var aftercareMonths = 12
    /// How near an ending contract puts somebody in phase 2, in months (§5).
    package var contractEndMonths = 6
    /// Probability from which `likely` is entered (§6).
    package var likelyThreshold = 0.20
    /// Probability below which `likely` is left again (§6).
    package var likelyLeaveThreshold = 0.15
    /// How often the future of a group is drawn; 0 leaves probabilities out (§6).
    package var draws = 1_000
    /// What the draws are keyed by: another seed draws other futures (§6).
    package var simulationSeed = 1
    /// Standard deviation of a planned change twelve months ahead, as a share of it (§6).
    package var planUncertainty = 0.25
    /// Voluntary and natural exits a year where there are fewer than three snapshots (§6).
    package var defaultAttritionPerYear = 0.08
    /// Person-years that the rate of all classes weighs in the rate of one (§6).
    package var priorPersonYears = 50.0
    /// Whether people are taken to leave at state-pension age (§3).
    package var leavesAtPensionAge = true
    /// Years in one job from which `inertia` shows (§5).
    package var inertiaYears = 11
    /// Whether planned FTE counts agency workers and contractors (§2).
    package var planIncludesExternals = true
    /// Weeks that a decision on dismissal takes, for the rank group of fixed terms (§4).
    package var decisionWeeks = 8
    /// State-pension age in completed months for countries without a statute pack; nil means no pension date.
    package var pensionAgeMonths: Int?
    /// By what the employer says it chooses where the law has no order (§4, law: Belgium), in its own words, by country
    /// (ISO 3166-1 alpha-2); nil where it says nothing.
    package var selectionCriteria: [String: String]?

    package init() {}

    /// Reads policies that were stored with a run before a key existed: the run was made with its default.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func value<Value: Decodable>(_ key: CodingKeys, or fallback: Value) throws -> Value {
            try container.decodeIfPresent(Value.self, forKey: key) ?? fallback
        }
        horizonMonths = try value(.horizonMonths, or: horizonMonths)
        aftercareMonths = try value(.aftercareMonths, or: aftercareMonths)
        contractEndMonths = try value(.contractEndMonths, or: contractEndMonths)
        likelyThreshold = try value(.likelyThreshold, or: likelyThreshold)
        likelyLeaveThreshold = try value(.likelyLeaveThreshold, or: likelyLeaveThreshold)
        draws = try value(.draws, or: draws)
        simulationSeed = try value(.simulationSeed, or: simulationSeed)
        planUncertainty = try value(.planUncertainty, or: planUncertainty)
        defaultAttritionPerYear = try value(.defaultAttritionPerYear, or: defaultAttritionPerYear)
        priorPersonYears = try value(.priorPersonYears, or: priorPersonYears)
        leavesAtPensionAge = try value(.leavesAtPensionAge, or: leavesAtPensionAge)
        inertiaYears = try value(.inertiaYears, or: inertiaYears)
        planIncludesExternals = try value(.planIncludesExternals, or: planIncludesExternals)
        decisionWeeks = try value(.decisionWeeks, or: decisionWeeks)
        pensionAgeMonths = try container.decodeIfPresent(Int.self, forKey: .pensionAgeMonths)
        selectionCriteria = try container.decodeIfPresent([String: String].self, forKey: .selectionCriteria)
    }
}
