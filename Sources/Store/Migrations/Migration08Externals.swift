extension Migration {
    /// Tells agency workers and the self-employed apart in the headcounts of the past, since statutes count employees.
    ///
    /// `externals` is in the form of `data`, of the cells that hold some; NULL in counts from before this step, which knew of
    /// none.
    static let externals = Migration(
        identifier: "08-externals",
        sql: """
            ALTER TABLE headcount ADD COLUMN externals BLOB;
            """)
}
