extension Migration {
    /// Which secrets sign a partner's events, and who disabled an endpoint and why.
    ///
    /// A secret is sealed with the identity key, which is neither here nor in a backup, and is wiped some days after it has
    /// ended; its keyed fingerprint stays, so that a file which still holds it is known for what it is. Of each partner
    /// and kind exactly one has no end. Moments are milliseconds since 1970 (UTC).
    static let signingSecrets = Migration(
        identifier: "09-signing-secrets",
        sql: """
            CREATE TABLE signing_secret (
                partner TEXT NOT NULL,
                kind TEXT NOT NULL CHECK (kind IN ('v1', 'v1a')),
                fingerprint BLOB NOT NULL,
                sealed BLOB,
                origin TEXT NOT NULL CHECK (origin IN ('configuration', 'rotation')),
                since INTEGER NOT NULL,
                ends INTEGER,
                leaked INTEGER NOT NULL DEFAULT 0,
                CHECK (sealed IS NOT NULL OR ends IS NOT NULL),
                PRIMARY KEY (partner, kind, fingerprint)
            ) STRICT, WITHOUT ROWID;

            CREATE UNIQUE INDEX signing_secret_current ON signing_secret (partner, kind) WHERE ends IS NULL;

            ALTER TABLE outbox_endpoint ADD COLUMN disabled_by TEXT;

            ALTER TABLE outbox_endpoint ADD COLUMN disabled_reason TEXT;
            """)
}
