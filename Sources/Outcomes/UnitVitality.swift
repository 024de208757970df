/// The vitality of a team, from its answers: a sign of the unit, never of a person (domain rules §5, "vital signs").
package struct UnitVitality: Equatable, Sendable, Codable {
    /// Team values under this are a sign of low vitality.
    package static let lowBelow = 40.0

    /// Code of the unit.
    package var unit: String
    /// Weighted mean of the unit's vitality indicators, 0–100; over at least five respondents each.
    package var value: Double

    /// Whether the sign shows.
    package var isLow: Bool { value < UnitVitality.lowBelow }

    /// The value of one unit.
    package init(unit: String, value: Double) {
        self.unit = unit
        self.value = value
    }
}

extension AggregateScore {
    /// The vitality of a unit that has a value and is large enough to be shown.
    package var unitVitality: UnitVitality? { vitality.map { UnitVitality(unit: code, value: $0) } }
}

extension BoundScorecard {
    /// The vitality of each unit by its code, NaN without a value or with too few respondents.
    ///
    /// It is made of the scorecard's indicators of scope unit in the dimension `vitality`, by their goalposts and
    /// weights. What the team rule withheld is missing from their values already (domain rules §7).
    func vitality(units: Int) -> [Double] {
        var sums = [Double](repeating: 0, count: units)
        var weights = sums
        for indicator in indicators where indicator.dimension == .vitality && indicator.weight > 0 {
            guard case .units(let teams) = indicator.values,
                case .goalposts(let low, let high) = indicator.normalisation
            else { continue }
            for unit in sums.indices where !teams.values[unit].isNaN {
                sums[unit] += indicator.weight * BoundIndicator.score(teams.values[unit], low: low, high: high)
                weights[unit] += indicator.weight
            }
        }
        return sums.indices.map { weights[$0] > 0 ? sums[$0] / weights[$0] : .nan }
    }
}
