extension Migration {
    /// Who was erased, and keys that outlive the identity key.
    ///
    /// `digest` is keyed and of the employee id; snapshots dated on or before `through` leave whoever has that id out.
    /// `sealed` says who it is, encrypted, until the erasure is done: then it is NULL. A `carried_key` stands, encrypted, in
    /// the place of the one that would be derived from the identity key: whoever made digests with it finds them again
    /// after the identity key has changed.
    static let rights = Migration(
        identifier: "12-rights",
        sql: """
            CREATE TABLE erasure (
                id INTEGER PRIMARY KEY,
                time REAL NOT NULL,
                system_user TEXT NOT NULL,
                reason TEXT NOT NULL,
                through INTEGER NOT NULL,
                digest BLOB NOT NULL,
                sealed BLOB
            ) STRICT;
            CREATE TABLE carried_key (
                purpose TEXT PRIMARY KEY,
                sealed BLOB NOT NULL
            ) STRICT, WITHOUT ROWID;
            """)
}
