extension StoreError {
    static func outboxNotDurable(level: Int) -> StoreError {
        StoreError(
            code: "outbox-not-durable",
            message: "the database commits with synchronous level \(level), so a power cut could lose deliveries",
            remedy: "Open it with PRAGMA synchronous = FULL on the writing connection.")
    }

    static func unknownEvent(_ event: String) -> StoreError {
        StoreError(
            code: "event-unknown", message: "there is no event \(event)",
            remedy: "List the events with `doorstroom deliveries list`.")
    }

    static func notReplayable(_ event: String, because reason: String, remedy: String) -> StoreError {
        StoreError(
            code: "event-not-replayable", message: "event \(event) cannot be replayed: \(reason)", remedy: remedy)
    }

    /// A word in the `state` column that this version does not know.
    static func unknownOutboxState(_ word: String) -> StoreError {
        StoreError(
            code: "outbox-state-unknown", message: "the outbox holds the unknown state \"\(word)\"",
            remedy: "Run the version of doorstroom that wrote the database, or a newer one.")
    }
}
