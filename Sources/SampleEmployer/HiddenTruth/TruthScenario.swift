/// In which way the world departs from what the employer's plans and past say.
///
/// `main` has errors as everywhere, none of them with a direction: plans are right on average. The others each break one
/// thing that a forecast takes for granted, so that what it costs can be shown.
package enum TruthScenario: String, CaseIterable, Sendable {
    /// Plans are right on average, people leave as they did, the order of selection is kept.
    case main
    /// Plans overstate the reduction by 30 %: of what was planned, 1/1.3 comes true. Closures stay closures.
    case optimisticPlans = "optimistic-plans"
    /// Half-way through the snapshots, twice as many begin to leave of their own will.
    case risingAttrition = "rising-attrition"
    /// A quarter of the places go to somebody else than the order of selection says.
    case discretionarySelection = "discretionary-selection"

    /// What is realised of a planned reduction, on average.
    var realisedShare: Double { self == .optimisticPlans ? 1 / 1.3 : 1 }

    /// Voluntary leavers against the usual number, in the second half of the snapshots.
    var laterAttrition: Double { self == .risingAttrition ? 2 : 1 }

    /// Places per mille for which the employer departs from the order.
    var discretionPerMille: Int { self == .discretionarySelection ? 250 : 0 }
}
