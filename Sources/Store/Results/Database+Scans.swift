package import Workforce

extension Database {
    /// Runs, newest first.
    package func scans(limit: Int = 1_000) throws -> [ScanRecord] {
        try read { try ScanTable(db: $0).all(limit: limit) }
    }

    /// The last run that was not a replay: the last good scan.
    package func lastLiveScan() throws -> ScanRecord? { try read { try ScanTable(db: $0).lastLive() } }

    /// Whether a run at `asOf` is live or, being of a date before the last live one, a replay (domain rules §2).
    package func scanKind(asOf: CalendarDate) throws -> ScanRecord.Kind {
        try lastLiveScan().map { asOf < $0.asOf ? .replay : .live } ?? .live
    }

    /// The rules under which a run was made; nil when it was made before they were kept.
    ///
    /// - Throws: `rules-unreadable` when another version of the program wrote them in another shape.
    package func rulebook(of scan: ScanRecord) throws -> Rulebook? {
        try scan.rulebook.flatMap { number in try read { try RulebookTable(db: $0).rulebook(number) } }
    }

    /// The run that tells of a date: the last one made of that very date, live or replayed, else the last live one of an
    /// earlier date; of no date given, the last live one.
    package func scan(tellingOf date: CalendarDate?) throws -> ScanRecord? {
        try read { db in
            let table = ScanTable(db: db)
            return try date.map { try table.telling(of: $0) } ?? table.lastLive()
        }
    }
}
