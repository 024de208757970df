extension Migration {
    /// References to the profiles of introduced persons, what became of each, and what a person tells in the detail stage.
    ///
    /// A reference is kept as its SHA-256: it has 256 random bits, so that nothing can be tried against the digest. Moments
    /// are milliseconds since 1970 (UTC). Whom an introduction is of stands in its document alone; `introduction_details`
    /// is encrypted with the identity key.
    static let introductions = Migration(
        identifier: "16-introductions",
        sql: """
            CREATE TABLE introduction_reference (
                id INTEGER PRIMARY KEY,
                digest BLOB NOT NULL UNIQUE,
                introduction TEXT NOT NULL,
                partner TEXT NOT NULL,
                stage TEXT NOT NULL CHECK (stage IN ('profile', 'details')),
                issued INTEGER NOT NULL,
                expires INTEGER NOT NULL,
                used INTEGER,
                revoked INTEGER
            ) STRICT;

            CREATE INDEX introduction_reference_of ON introduction_reference (introduction);

            CREATE TABLE introduction_use (
                id INTEGER PRIMARY KEY,
                reference INTEGER NOT NULL REFERENCES introduction_reference (id) ON DELETE CASCADE,
                moment INTEGER NOT NULL,
                partner TEXT NOT NULL,
                outcome TEXT NOT NULL
            ) STRICT;

            CREATE INDEX introduction_use_of ON introduction_use (reference);

            CREATE TABLE introduction_details (
                introduction TEXT PRIMARY KEY,
                sealed BLOB NOT NULL
            ) STRICT, WITHOUT ROWID;
            """)
}
