package import Prevention
package import Workforce

/// Who was likely to be made redundant in the run without hidden plan rows (domain rules §6, §10).
///
/// Whoever is likely leaves that rule at a lower probability than they enter it. Outside, that must hang on what may be
/// known there alone: with the memory of the full run, a hidden row would keep people in a published cell. It is kept by
/// every run that the full run's people are kept by, also where nothing goes outward: a run that only one of the two
/// remembered would be told of by the next.
package struct OutwardLikelihood: Equatable, Sendable, Codable {
    /// Keys of the persons, ascending.
    package var people: [Int64]

    package init(people: [Int64]) { self.people = people }

    /// - Parameter personKeys: of each row the person.
    package init(of outward: PreventionResult, personKeys: PersonKeys) {
        let likely = outward.rules.indices.filter { outward.rules[$0].contains(.likely) }
        people = likely.map { personKeys[$0] }.sorted()
    }
}
