extension Migration {
    /// Alerts, offers, what partners were told, and holds: documents by kind and key.
    ///
    /// They are few, and their shape is the outreach rules' business, so that they are kept as those rules write them; the
    /// people behind a cell or a hold stand beside the document, as keys in few bytes each. `subject_key` gives each
    /// cell and offer its opaque key for good.
    static let outreach = Migration(
        identifier: "03-outreach",
        sql: """
            CREATE TABLE outreach_document (
                kind TEXT NOT NULL,
                key TEXT NOT NULL,
                changed REAL NOT NULL,
                document TEXT NOT NULL,
                people BLOB,
                PRIMARY KEY (kind, key)
            );
            CREATE TABLE subject_key (
                identity TEXT NOT NULL PRIMARY KEY,
                key TEXT NOT NULL UNIQUE
            ) WITHOUT ROWID;
            """)
}
