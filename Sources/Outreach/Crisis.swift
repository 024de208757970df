package import Prevention
package import Workforce

/// The dossier of a collective redundancy within reach: one for each statutory unit and rule (domain rules §8).
///
/// Inside the employer only. It is opened when the threshold is reached within the horizon, closed when the count falls
/// below it or its last case has left the window, and opened again under the same roof if it comes back.
package struct Crisis: Equatable, Sendable, Codable {
    package enum State: String, Sendable, Codable { case open, closed }

    /// A group behind the crossing, with how many of its people are counted and the first date.
    package struct Group: Equatable, Sendable, Codable {
        package var jobGroup: String
        package var establishment: String
        package var people: Int
        package var firstDate: CalendarDate
        package var lastDate: CalendarDate
    }

    /// The count of one night; kept where it differs from the night before.
    package struct Count: Equatable, Sendable, Codable {
        package var asOf: CalendarDate
        package var current: Int
        package var committed: Int
        package var forecast: Int
        /// Nil where the threshold was not reached within the horizon.
        package var crossesOn: CalendarDate?
    }

    /// Opaque key, the `subject` of its events.
    package var key: String
    package var unit: StatutoryUnit
    package var rule: String
    package var state: State
    package var openedOn: CalendarDate
    package var closedOn: CalendarDate?
    /// The first day on which the threshold is reached; of a closed one, what it was last.
    package var crossesOn: CalendarDate
    package var threshold: Int
    /// Cases in the window on that day.
    package var count: Int
    /// Whether that comes about without the plan.
    package var isKnown: Bool
    package var window: CollectiveRedundancy.Window
    /// When it is notified and the first notice goes, at the latest; nil of crises of versions that did not look, and where
    /// nothing is still to be given notice.
    package var deadlines: CollectiveDeadlines?
    /// In code order.
    package var groups: [Group]
    /// Oldest first; the newest `Crisis.longestHistory`.
    package var history: [Count]

    static let longestHistory = 400

    /// The same in every night, for the store.
    package var identity: String { CrisisContent.identity(unit, rule: rule, face: .open) }

    /// The deadlines while they count.
    package var openDeadlines: CollectiveDeadlines? { state == .open ? deadlines : nil }

    /// Days until the threshold is reached; negative once it has been.
    package func daysToCrossing(from day: CalendarDate) -> Int { Int(crossesOn.dayNumber) - Int(day.dayNumber) }

    /// What binds the employer (statutory parameters, "collective redundancy").
    package var obligation: Statement {
        switch unit.country {
        case "NL":
            Statement(
                english: "Notify UWV and the unions in writing and consult them; no notice is given until a month "
                    + "after the notification.",
                dutch: "Meld het schriftelijk bij UWV en de vakbonden en raadpleeg hen; tot een maand na de melding "
                    + "wordt niemand opgezegd.")
        case "BE":
            Statement(
                english: "Inform and consult the works council or the unions before any decision; no notice is "
                    + "given until that has been concluded and, after it, 30 days have passed since the notification.",
                dutch: "Informeer en raadpleeg de ondernemingsraad of de vakbonden voor elke beslissing; niemand wordt "
                    + "opgezegd tot dat is afgerond en er daarna 30 dagen sinds de melding voorbij zijn.")
        default:
            Statement(
                english: "See the source of the rule for what binds.",
                dutch: "Zie de bron van de regel voor wat er geldt.")
        }
    }
}
