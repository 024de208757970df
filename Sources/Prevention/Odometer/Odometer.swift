package import Workforce

/// The sliding counts of collective redundancies: a reading for each statutory unit and rule (domain rules §8,
/// "Odometer").
///
/// Inside the employer only. Made from a run's workforce and result, so that nothing of it has to be stored.
package struct Odometer: Equatable, Sendable, Codable {
    /// Where the cases of a unit stand in `cases`.
    package struct UnitCases: Equatable, Sendable, Codable {
        package var unit: StatutoryUnit
        package var places: Range<Int>
    }

    package var asOf: CalendarDate
    /// The last day that is looked at.
    package var horizonEnd: CalendarDate
    /// By unit, then in the order of the statute file.
    package var readings: [OdometerReading]
    /// By unit, then date; a case once in each unit that the country's rules count it over.
    package var cases: [RedundancyCase]
    /// In order, those that have cases.
    package var units: [UnitCases]
    /// For the operator: which establishments do not say what unit they belong to.
    package var warnings: [Problem]
}
