/// Who was likely to be made redundant in the run without hidden plan rows (domain rules §6, §10).
///
/// Whoever is likely leaves that rule at a lower probability than they enter it. Outside, that must hang on what may be
/// known there alone: with the memory of the full run, a hidden row would keep people in a published cell.
package struct OutwardLikelihood: Equatable, Sendable, Codable {
    /// Keys of the persons, ascending.
    package var people: [Int64]

    package init(people: [Int64]) { self.people = people }
}
