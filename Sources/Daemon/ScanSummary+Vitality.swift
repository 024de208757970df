import Outcomes
import Store

extension ScanSummary {
    /// Adds the units whose vitality is low, as the run stored them with the scores of units.
    ///
    /// Read back and not kept with the summary: the store has them once already, and neither a dry run nor a replay
    /// writes any.
    mutating func addVitality(from database: Database) throws {
        guard kind == .live else { return }
        lowVitality = try database.aggregateScores(.unit).compactMap(\.unitVitality).filter(\.isLow)
            .sorted { ($0.value, $0.unit) < ($1.value, $1.unit) }
    }
}
