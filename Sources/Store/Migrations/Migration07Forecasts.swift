extension Migration {
    /// Probabilities beside phases, and what they are estimated from.
    ///
    /// `turnover` and `headcount` are counts by class and by group: they stay when the snapshots they were counted in are
    /// gone. `turnover` has a row a snapshot: who was in service then by class, and since the snapshot before it (whose date
    /// is `earlier`) how long people were there and how many left of their own accord. `headcount` has one row a month, of
    /// its last snapshot. A probability is in hundredths, NULL where there is none; `basis` is a code. What a run's forecasts
    /// rest on stands with the run, a group's forecast with the group.
    static let forecasts = Migration(
        identifier: "07-forecasts",
        sql: """
            ALTER TABLE assessment ADD COLUMN probability INTEGER;
            ALTER TABLE assessment ADD COLUMN basis INTEGER NOT NULL DEFAULT 0;
            ALTER TABLE assessment_history ADD COLUMN probability INTEGER;
            ALTER TABLE assessment_history ADD COLUMN basis INTEGER NOT NULL DEFAULT 0;
            ALTER TABLE selection_group ADD COLUMN forecast TEXT;
            ALTER TABLE scan ADD COLUMN forecast TEXT;
            CREATE TABLE turnover (
                as_of INTEGER PRIMARY KEY,
                earlier INTEGER,
                heads BLOB NOT NULL,
                exposure BLOB NOT NULL,
                exits BLOB NOT NULL
            );
            CREATE TABLE headcount (
                as_of INTEGER PRIMARY KEY,
                data BLOB NOT NULL
            );
            CREATE TABLE backtest (
                snapshot_as_of INTEGER NOT NULL,
                horizon_months INTEGER NOT NULL,
                made REAL NOT NULL,
                record TEXT NOT NULL,
                PRIMARY KEY (snapshot_as_of, horizon_months)
            ) WITHOUT ROWID;
            """)
}
