/// One person's scores, as `scores` lists them; no phase, no selection.
package struct ScoreRow: Equatable, Sendable {
    package var person: PersonKey
    package var employeeID: String
    /// 0–100 by `Outcome.rawValue`; nil where there is none.
    package var scores: [Double?]
    package var balance: Double?
    /// 0–1 by `Outcome.rawValue`.
    package var coverage: [Double]
}
