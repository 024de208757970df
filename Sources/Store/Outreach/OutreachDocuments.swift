package import Outreach

/// What a run wants outreach to remember, with its many documents as they are stored: worked out before the transaction that
/// writes them, beside whatever else is written.
package struct OutreachDocuments: Sendable {
    let output: OutreachScan.Output
    let states: EncodedDocuments<SubjectState>

    /// - Throws: where a document cannot be encoded.
    package init(_ output: OutreachScan.Output) throws {
        self.output = output
        states = try EncodedDocuments(output.states)
    }
}
