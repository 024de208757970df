extension Migration {
    /// The delivery ledger: every state that an event ever had, each line chained to the one before by its hash.
    ///
    /// Triggers write it, so that no change of state can pass it by. What an event is stands in its first line; the lines
    /// that follow name the outbox row, which belongs to the newest event opened under it. `ledger_hash` and
    /// `ledger_digest` are functions of the program: nothing else can change an event's state. Events from before this
    /// step are opened in the state they have.
    static let ledger = Migration(
        identifier: "11-ledger",
        sql: """
            CREATE TABLE ledger (
                number INTEGER PRIMARY KEY,
                moment INTEGER NOT NULL,
                outbox INTEGER NOT NULL,
                state TEXT NOT NULL,
                attempts INTEGER NOT NULL,
                note TEXT,
                event TEXT,
                partner TEXT,
                type TEXT,
                subject TEXT,
                sequence INTEGER,
                digest BLOB,
                hash BLOB NOT NULL
            ) STRICT;

            CREATE TRIGGER ledger_opened AFTER INSERT ON outbox_body BEGIN
                INSERT INTO ledger
                SELECT last + 1, changed, id, state, attempts, note, event, partner, type, subject, sequence, digest,
                    ledger_hash(before, last + 1, changed, id, state, attempts, note, event, partner, type, subject,
                        sequence, digest)
                FROM (
                    SELECT coalesce((SELECT max(number) FROM ledger), 0) AS last,
                        (SELECT hash FROM ledger ORDER BY number DESC LIMIT 1) AS before,
                        ledger_digest(NEW.body) AS digest)
                JOIN outbox ON id = NEW.outbox;
            END;

            CREATE TRIGGER ledger_changed AFTER UPDATE OF state ON outbox WHEN NEW.state <> OLD.state BEGIN
                INSERT INTO ledger (number, moment, outbox, state, attempts, note, hash)
                SELECT last + 1, NEW.changed, NEW.id, NEW.state, NEW.attempts, NEW.note,
                    ledger_hash(before, last + 1, NEW.changed, NEW.id, NEW.state, NEW.attempts, NEW.note, NULL, NULL,
                        NULL, NULL, NULL, NULL)
                FROM (
                    SELECT coalesce((SELECT max(number) FROM ledger), 0) AS last,
                        (SELECT hash FROM ledger ORDER BY number DESC LIMIT 1) AS before);
            END;

            CREATE TEMP TABLE opening AS SELECT outbox, body FROM outbox_body ORDER BY outbox;
            DELETE FROM outbox_body;
            INSERT INTO outbox_body (outbox, body) SELECT outbox, body FROM opening ORDER BY outbox;
            DROP TABLE opening;
            """)
}
