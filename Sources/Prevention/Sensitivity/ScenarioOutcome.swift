package import Workforce

/// What one scenario would do to the order of a group, or of two taken as one (domain rules §4).
package struct ScenarioOutcome: Equatable, Sendable {
    package var scenario: SensitivityScenario
    /// Why there is nothing to compute; then everything below is empty.
    package var obstacle: SensitivityObstacle?
    /// People who come into the order.
    package var heads = 0
    package var toGo = 0
    /// Hundredths of FTE: what those indicated are to cover, and what they cover.
    package var toCover = 0
    package var coveredCentiFTE = 0
    package var isClosing = false
    /// Nil where two groups taken as one have no surplus.
    package var redundancyDate: CalendarDate?
    package var decisiveDate: CalendarDate?
    package var referenceDate: CalendarDate?
    /// Those who become indicated by their place then, then those who no longer are by their place now.
    package var flips: [SelectionFlip] = []
    /// People of whom it cannot be said whether they flip: their place is not computed now, or would not be then.
    package var undetermined: [Int] = []
    /// Rows whose missing birth date is the reason.
    package var missingBirthDates: [Int] = []

    package init(scenario: SensitivityScenario) { self.scenario = scenario }

    /// How many become indicated.
    package var becoming: Int { flips.count { $0.to == .indicated } }
    /// How many no longer are.
    package var noLonger: Int { flips.count - becoming }

    /// What keeps the scenario, or the places of some people, from being computed, as sentences for a planner.
    package var reservations: [Statement] {
        if let obstacle { return [obstacle.statement] }
        if undetermined.isEmpty { return [] }
        let people = Statement.people(undetermined.count)
        let without = Statement.people(missingBirthDates.count)
        return [
            Statement(
                english: "Of \(people.english) it cannot be said whether they flip: birth dates are missing in their "
                    + "rank group (\(without.english)).",
                dutch: "Van \(people.dutch) is niet te zeggen of het anders uitvalt: in hun ranggroep ontbreken "
                    + "geboortedata (\(without.dutch)).")
        ]
    }
}
