import Store

extension OutboxTrouble {
    static let disabledCode = "endpoint-disabled"
    static let failingCode = "endpoint-failing"
    static let parkedCode = "event-parked"
    static let exhaustedCode = "retries-exhausted"

    /// As the summary counts what is to be looked at.
    var warnings: [(code: String, count: Int)] {
        [
            (Self.disabledCode, disabled), (Self.failingCode, failing), (Self.parkedCode, parked),
            (Self.exhaustedCode, exhausted),
        ]
    }
}
