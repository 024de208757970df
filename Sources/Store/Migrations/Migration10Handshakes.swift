extension Migration {
    /// What partners answered when they were asked whether they want events (delivery rules, "Request": handshake).
    ///
    /// `endpoint` is a digest of the address and the sender's name that were asked about: another one asks anew. `rate` is
    /// in requests a minute, NULL for no limit.
    static let handshakes = Migration(
        identifier: "10-handshakes",
        sql: """
            CREATE TABLE outbox_handshake (
                partner TEXT PRIMARY KEY,
                endpoint TEXT NOT NULL,
                granted INTEGER NOT NULL,
                rate REAL,
                until INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;
            """)
}
