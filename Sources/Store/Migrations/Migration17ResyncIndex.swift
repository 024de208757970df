extension Migration {
    /// The index by which a partner's own events are found: the outbox was made anew after it had been given one.
    static let resyncIndex = Migration(
        identifier: "17-resync-index",
        sql: """
            CREATE INDEX IF NOT EXISTS outbox_partner ON outbox (partner);
            """)
}
