extension Migration {
    /// Circuit breakers, and the ledger's lines written for less.
    ///
    /// `circuit_opened` is the moment since which nearly everything at the partner fails, NULL while its circuit is
    /// closed; `circuit_probe` is when the next single event is tried there. Both in milliseconds since 1970 (UTC).
    ///
    /// The outbox is made anew with the same columns and rules. A list behind `IN` of more than two words is put into a
    /// temporary table each time it is asked, and every change of state asked five: words joined by `OR` are compared where
    /// they stand, which halves what a change costs. The triggers write the same lines as before; they look the last line
    /// up by its end of the table instead of reading the table that they write to, which took one more.
    ///
    /// Foreign keys are off while a step runs, so that bodies and attempts stay where they are.
    static let delivery = Migration(
        identifier: "14-delivery",
        sql: """
            ALTER TABLE outbox_endpoint ADD COLUMN circuit_opened INTEGER;

            ALTER TABLE outbox_endpoint ADD COLUMN circuit_probe INTEGER;

            DROP TRIGGER ledger_opened;

            DROP TRIGGER ledger_changed;

            CREATE TABLE outbox_remade (
                id INTEGER PRIMARY KEY,
                event TEXT NOT NULL UNIQUE,
                partner TEXT NOT NULL,
                type TEXT NOT NULL,
                subject TEXT NOT NULL,
                sequence INTEGER NOT NULL,
                withdrawal INTEGER NOT NULL,
                time INTEGER NOT NULL,
                expiry INTEGER,
                state TEXT NOT NULL CHECK (state = 'delivered' OR state = 'leased' OR state = 'pending'
                    OR state = 'retrying' OR state = 'held' OR state = 'parked' OR state = 'exhausted'
                    OR state = 'expired' OR state = 'withdrawn' OR state = 'superseded'),
                due INTEGER,
                lease INTEGER,
                attempts INTEGER NOT NULL DEFAULT 0,
                failures INTEGER NOT NULL DEFAULT 0,
                reached INTEGER NOT NULL DEFAULT 0,
                superseded_by TEXT,
                note TEXT,
                changed INTEGER NOT NULL,
                CHECK ((due IS NOT NULL) = (state = 'pending' OR state = 'retrying')),
                CHECK ((lease IS NOT NULL) = (state = 'leased')),
                UNIQUE (subject, partner, sequence)
            ) STRICT;

            INSERT INTO outbox_remade SELECT id, event, partner, type, subject, sequence, withdrawal, time, expiry, state,
                due, lease, attempts, failures, reached, superseded_by, note, changed FROM outbox;

            DROP TABLE outbox;

            ALTER TABLE outbox_remade RENAME TO outbox;

            CREATE INDEX outbox_due ON outbox (partner, due) WHERE due IS NOT NULL;

            CREATE UNIQUE INDEX outbox_in_flight ON outbox (subject, partner) WHERE lease IS NOT NULL;

            CREATE INDEX outbox_open ON outbox (subject, partner, sequence, state)
                WHERE (state = 'held' OR state = 'pending' OR state = 'leased' OR state = 'retrying'
                    OR state = 'parked' OR state = 'exhausted');

            CREATE INDEX outbox_expiry ON outbox (expiry)
                WHERE expiry IS NOT NULL AND (state = 'held' OR state = 'pending' OR state = 'retrying');

            CREATE TRIGGER ledger_opened AFTER INSERT ON outbox_body BEGIN
                INSERT INTO ledger
                SELECT (SELECT coalesce(max(number), 0) + 1 FROM ledger), changed, id, state, attempts, note, event,
                    partner, type, subject, sequence, digest,
                    ledger_hash((SELECT hash FROM ledger ORDER BY number DESC LIMIT 1),
                        (SELECT coalesce(max(number), 0) + 1 FROM ledger), changed, id, state, attempts, note, event,
                        partner, type, subject, sequence, digest)
                FROM outbox JOIN (SELECT ledger_digest(NEW.body) AS digest LIMIT 1)
                WHERE id = NEW.outbox;
            END;

            CREATE TRIGGER ledger_changed AFTER UPDATE OF state ON outbox WHEN NEW.state <> OLD.state BEGIN
                INSERT INTO ledger (number, moment, outbox, state, attempts, note, hash)
                VALUES ((SELECT coalesce(max(number), 0) + 1 FROM ledger), NEW.changed, NEW.id, NEW.state,
                    NEW.attempts, NEW.note,
                    ledger_hash((SELECT hash FROM ledger ORDER BY number DESC LIMIT 1),
                        (SELECT coalesce(max(number), 0) + 1 FROM ledger), NEW.changed, NEW.id, NEW.state,
                        NEW.attempts, NEW.note, NULL, NULL, NULL, NULL, NULL, NULL));
            END;
            """)
}
