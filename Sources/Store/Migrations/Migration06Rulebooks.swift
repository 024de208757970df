extension Migration {
    /// The rules under which each run was made, so that it can be explained after they have changed.
    ///
    /// One row for each set of rules that differs, however many runs stand on it: a night under the rules of the night
    /// before writes a number. Runs from before this step have none.
    static let rulebooks = Migration(
        identifier: "06-rulebooks",
        sql: """
            CREATE TABLE rulebook (
                id INTEGER PRIMARY KEY,
                digest BLOB NOT NULL UNIQUE,
                rules TEXT NOT NULL
            );
            ALTER TABLE scan ADD COLUMN rulebook INTEGER REFERENCES rulebook (id);
            """)
}
