extension Migration {
    /// What the operator is told, what the schedule remembers, and who looked at whom.
    static let operations = Migration(
        identifier: "05-operations",
        sql: """
            CREATE TABLE notice (
                code TEXT NOT NULL,
                text TEXT NOT NULL,
                first_seen REAL NOT NULL,
                last_seen REAL NOT NULL,
                count INTEGER NOT NULL,
                acknowledged REAL,
                PRIMARY KEY (code, text)
            ) WITHOUT ROWID;
            CREATE TABLE state (
                key TEXT PRIMARY KEY,
                value TEXT NOT NULL
            ) WITHOUT ROWID;
            CREATE TABLE audit_log (
                id INTEGER PRIMARY KEY,
                time REAL NOT NULL,
                system_user TEXT NOT NULL,
                verb TEXT NOT NULL,
                person INTEGER
            );
            """)
}
