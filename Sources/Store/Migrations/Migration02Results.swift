extension Migration {
    /// What scans found.
    ///
    /// `assessment` holds the present state of everybody who is not plain (in service, phase 1 by `base`, nothing else;
    /// or not in service and without a phase): the plain follow from the snapshot. A state that ends moves to
    /// `assessment_history`, valid for the scans `valid_from <= scan < valid_to`; a replay is kept there whole, as states that
    /// end with the run in which they begin. Scores and vital signs are those of the last run only, a blob per 16,384 people, overwritten in
    /// place: those of earlier runs are computed again by a replay, since with percentile indicators everybody's move
    /// every night. Dates are day numbers since 1970, moments seconds since 1970.
    static let results = Migration(
        identifier: "02-results",
        sql: """
            CREATE TABLE scan (
                id INTEGER PRIMARY KEY,
                as_of INTEGER NOT NULL,
                kind TEXT NOT NULL CHECK (kind IN ('live', 'replay')),
                started REAL NOT NULL,
                finished REAL NOT NULL,
                snapshot INTEGER NOT NULL REFERENCES snapshot (id),
                leaver_blocks BLOB NOT NULL,
                aftercare_months INTEGER NOT NULL,
                versions TEXT NOT NULL,
                counts TEXT NOT NULL,
                summary TEXT NOT NULL
            );
            CREATE INDEX scan_as_of ON scan (as_of);
            CREATE TABLE assessment (
                person INTEGER PRIMARY KEY,
                valid_from INTEGER NOT NULL,
                phase INTEGER NOT NULL,
                rules INTEGER NOT NULL,
                cause INTEGER NOT NULL,
                selection INTEGER NOT NULL,
                rank INTEGER NOT NULL,
                tied INTEGER NOT NULL,
                redundancy_date INTEGER,
                expected_exit INTEGER
            );
            CREATE TABLE assessment_history (
                valid_to INTEGER NOT NULL,
                person INTEGER NOT NULL,
                valid_from INTEGER NOT NULL,
                phase INTEGER NOT NULL,
                rules INTEGER NOT NULL,
                cause INTEGER NOT NULL,
                selection INTEGER NOT NULL,
                rank INTEGER NOT NULL,
                tied INTEGER NOT NULL,
                redundancy_date INTEGER,
                expected_exit INTEGER,
                PRIMARY KEY (valid_to, person)
            ) WITHOUT ROWID;
            CREATE INDEX assessment_history_person ON assessment_history (person);
            CREATE TABLE selection_group (
                job_group TEXT NOT NULL,
                establishment TEXT NOT NULL,
                valid_from INTEGER NOT NULL,
                valid_to INTEGER NOT NULL,
                country TEXT NOT NULL,
                has_statutory_order INTEGER NOT NULL,
                in_service INTEGER NOT NULL,
                supply INTEGER NOT NULL,
                surplus INTEGER NOT NULL,
                redundancy_date INTEGER,
                is_closing INTEGER NOT NULL,
                decisive_date INTEGER,
                reference_date INTEGER,
                heads INTEGER NOT NULL,
                heads_centi_fte INTEGER NOT NULL,
                to_go INTEGER NOT NULL,
                indicated_centi_fte INTEGER NOT NULL,
                largest_to_go INTEGER NOT NULL,
                future_hires INTEGER NOT NULL,
                plan_rows TEXT NOT NULL,
                missing_birth_dates TEXT NOT NULL,
                PRIMARY KEY (valid_to, job_group, establishment)
            ) WITHOUT ROWID;
            CREATE TABLE vital_signs (
                chunk INTEGER PRIMARY KEY,
                data BLOB NOT NULL
            );
            CREATE TABLE score (
                chunk INTEGER PRIMARY KEY,
                data BLOB NOT NULL
            );
            CREATE TABLE aggregate_score (
                scope TEXT PRIMARY KEY,
                data BLOB NOT NULL
            ) WITHOUT ROWID;
            """)
}
