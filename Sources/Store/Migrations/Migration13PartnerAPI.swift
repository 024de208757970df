extension Migration {
    /// What partners may do and have done through their API.
    ///
    /// Of a token only its SHA-256 is kept: it is 256 random bits, which no one can guess from that. `resync_given` says which
    /// events a partner has fetched, numbered in the order in which they became visible to it; `settled` is the outbox row
    /// up to which nothing is left to be given. `offer_told` says how many places of an offer other partners had when the
    /// partner was last told of it. Moments are milliseconds since 1970 (UTC), days are day numbers.
    static let partnerAPI = Migration(
        identifier: "13-partner-api",
        sql: """
            CREATE TABLE partner_token (
                digest BLOB PRIMARY KEY,
                partner TEXT NOT NULL,
                issued INTEGER NOT NULL,
                issued_by TEXT NOT NULL,
                ends INTEGER
            ) STRICT, WITHOUT ROWID;

            CREATE INDEX outbox_partner ON outbox (partner);

            CREATE TABLE resync_partner (
                partner TEXT PRIMARY KEY,
                last INTEGER NOT NULL,
                settled INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE resync_given (
                partner TEXT NOT NULL,
                number INTEGER NOT NULL,
                outbox INTEGER NOT NULL UNIQUE REFERENCES outbox (id) ON DELETE CASCADE,
                given INTEGER NOT NULL,
                PRIMARY KEY (partner, number)
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE partner_answer (
                id INTEGER PRIMARY KEY,
                moment INTEGER NOT NULL,
                partner TEXT NOT NULL,
                kind TEXT NOT NULL,
                subject TEXT NOT NULL,
                detail TEXT
            ) STRICT;

            CREATE INDEX partner_answer_moment ON partner_answer (moment);

            CREATE TABLE offer_reservation (
                id TEXT PRIMARY KEY,
                partner TEXT NOT NULL,
                subject TEXT NOT NULL,
                places INTEGER NOT NULL CHECK (places > 0),
                state TEXT NOT NULL CHECK (state IN ('reserved', 'filled', 'returned', 'withdrawn')),
                reference TEXT,
                reserved INTEGER NOT NULL,
                changed INTEGER NOT NULL,
                starts INTEGER
            ) STRICT, WITHOUT ROWID;

            CREATE INDEX offer_reservation_subject ON offer_reservation (subject);

            CREATE TABLE offer_told (
                partner TEXT NOT NULL,
                subject TEXT NOT NULL,
                taken INTEGER NOT NULL,
                PRIMARY KEY (partner, subject)
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE partner_vacancy (
                partner TEXT NOT NULL,
                vacancy TEXT NOT NULL,
                offered INTEGER NOT NULL,
                changed INTEGER NOT NULL,
                withdrawn INTEGER,
                document TEXT NOT NULL,
                PRIMARY KEY (partner, vacancy)
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE trajectory (
                partner TEXT NOT NULL,
                trajectory TEXT NOT NULL,
                subject TEXT,
                measures TEXT NOT NULL,
                intake INTEGER NOT NULL,
                started INTEGER,
                ended INTEGER,
                outcome TEXT,
                new_job_date INTEGER,
                new_job_contract TEXT,
                changed INTEGER NOT NULL,
                PRIMARY KEY (partner, trajectory)
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE idempotency_key (
                partner TEXT NOT NULL,
                key TEXT NOT NULL,
                request BLOB NOT NULL,
                moment INTEGER NOT NULL,
                status INTEGER NOT NULL,
                location TEXT,
                body BLOB NOT NULL,
                PRIMARY KEY (partner, key)
            ) STRICT, WITHOUT ROWID;

            CREATE INDEX idempotency_key_moment ON idempotency_key (moment);

            CREATE TABLE inbound_message (
                partner TEXT NOT NULL,
                id TEXT NOT NULL,
                moment INTEGER NOT NULL,
                PRIMARY KEY (partner, id)
            ) STRICT, WITHOUT ROWID;
            """)
}
