package import Outreach

/// What a run wants outreach to remember, with its many documents as they are stored: worked out before the transaction that
/// writes them, beside whatever else is written.
package struct OutreachDocuments: Sendable {
    let output: OutreachScan.Output
    let states: EncodedDocuments<SubjectState>

    /// - Parameter stored: the states as the database has them: what is as it was is neither encoded nor written.
    /// - Throws: where a document cannot be encoded.
    package init(_ output: OutreachScan.Output, stored: [SubjectState] = []) throws {
        self.output = output
        let former = Dictionary(
            zip(stored.lazy.map(\.key), stored.indices), uniquingKeysWith: { first, _ in first })
        let standing = output.states.lazy.filter { state in former[state.key].map { stored[$0] == state } ?? false }
        states = try EncodedDocuments(output.states, standing: Set(standing.map(\.key)))
    }
}
