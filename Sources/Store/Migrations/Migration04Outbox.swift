extension Migration {
    /// The outbox.
    ///
    /// The body lies apart from the row, so that a change of state rewrites a narrow page and not the event. Moments
    /// are milliseconds since 1970 (UTC). `due` is set exactly while an event waits to be attempted, and `lease`
    /// exactly while an attempt is in flight: their partial indexes stay as small as the work at hand, however long the
    /// history is.
    static let outbox = Migration(
        identifier: "04-outbox",
        sql: """
            CREATE TABLE outbox (
                id INTEGER PRIMARY KEY,
                event TEXT NOT NULL UNIQUE,
                partner TEXT NOT NULL,
                type TEXT NOT NULL,
                subject TEXT NOT NULL,
                sequence INTEGER NOT NULL,
                withdrawal INTEGER NOT NULL,
                time INTEGER NOT NULL,
                expiry INTEGER,
                state TEXT NOT NULL CHECK (state IN ('held', 'pending', 'leased', 'retrying', 'parked',
                    'exhausted', 'delivered', 'expired', 'withdrawn', 'superseded')),
                due INTEGER,
                lease INTEGER,
                attempts INTEGER NOT NULL DEFAULT 0,
                failures INTEGER NOT NULL DEFAULT 0,
                reached INTEGER NOT NULL DEFAULT 0,
                superseded_by TEXT,
                note TEXT,
                changed INTEGER NOT NULL,
                CHECK ((due IS NOT NULL) = (state IN ('pending', 'retrying'))),
                CHECK ((lease IS NOT NULL) = (state = 'leased')),
                UNIQUE (subject, partner, sequence)
            ) STRICT;

            CREATE INDEX outbox_due ON outbox (partner, due) WHERE due IS NOT NULL;

            CREATE UNIQUE INDEX outbox_in_flight ON outbox (subject, partner) WHERE lease IS NOT NULL;

            CREATE INDEX outbox_open ON outbox (subject, partner, sequence, state)
                WHERE state IN ('held', 'pending', 'leased', 'retrying', 'parked', 'exhausted');

            CREATE INDEX outbox_expiry ON outbox (expiry)
                WHERE expiry IS NOT NULL AND state IN ('held', 'pending', 'retrying');

            CREATE TABLE outbox_body (
                outbox INTEGER PRIMARY KEY REFERENCES outbox (id) ON DELETE CASCADE,
                body BLOB NOT NULL
            ) STRICT;

            CREATE TABLE outbox_attempt (
                outbox INTEGER NOT NULL REFERENCES outbox (id) ON DELETE CASCADE,
                number INTEGER NOT NULL,
                started INTEGER NOT NULL,
                milliseconds INTEGER NOT NULL,
                status INTEGER,
                fault TEXT,
                location TEXT,
                refused INTEGER NOT NULL,
                trace TEXT NOT NULL,
                PRIMARY KEY (outbox, number)
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE outbox_endpoint (
                partner TEXT PRIMARY KEY,
                disabled INTEGER,
                paused_until INTEGER,
                failing_since INTEGER,
                failures INTEGER NOT NULL DEFAULT 0,
                last_delivered INTEGER,
                last_failed INTEGER,
                last_problem TEXT
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE outbox_hold (
                subject TEXT PRIMARY KEY,
                since INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;
            """)
}
