package import Workforce

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

extension ScoreEngine {
    /// The vitality of every unit that has a value, in byte order of the codes.
    ///
    /// It is made of the scorecard's indicators of scope unit in the dimension `vitality`, by their goalposts and
    /// weights; units without a value, or with too few respondents, are not listed.
    package func vitality(_ workforce: Workforce) -> [UnitVitality] {
        let bound = BoundScorecard(scorecard, policy: policy, workforce: workforce)
        let units = workforce.employees.units
        var sums = [Double](repeating: 0, count: units.count)
        var weights = [Double](repeating: 0, count: units.count)
        for indicator in bound.indicators where indicator.dimension == .vitality && indicator.weight > 0 {
            guard case .units(let teams) = indicator.values,
                case .goalposts(let low, let high) = indicator.normalisation
            else { continue }
            for unit in sums.indices where !teams.values[unit].isNaN {
                sums[unit] += indicator.weight * BoundIndicator.score(teams.values[unit], low: low, high: high)
                weights[unit] += indicator.weight
            }
        }
        let ranks = units.byteOrderRanks()
        return sums.indices.filter { weights[$0] > 0 }.sorted { ranks[$0] < ranks[$1] }
            .map { UnitVitality(unit: units[UInt32($0)], value: sums[$0] / weights[$0]) }
    }
}
