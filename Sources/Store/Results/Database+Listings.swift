internal import GRDB
package import Outcomes
internal import Outreach
package import Prevention
internal import Workforce

extension Database {
    /// Everybody with a phase, one by one in the order of person keys, as the run found them.
    package func forEachAssessment(_ scan: ScanRecord, _ body: (AssessmentRow) throws -> Void) throws {
        let key = try requireIdentityKey()
        try read { db in try AssessmentReader(db: db, key: key).forEach(scan, body) }
    }

    /// The scores of the last live run, one by one in the order of person keys: whoever the newest snapshot lists.
    package func forEachScore(_ body: (ScoreRow) throws -> Void) throws {
        let key = try requireIdentityKey()
        try read { db in
            guard let scan = try ScanTable(db: db).lastLive() else { return }
            try ScoreReader(db: db, key: key).forEach(scan, body)
        }
    }

    /// Scores of groups, units, establishments or the organisation, of the last live run.
    package func aggregateScores(_ scope: AggregateScore.Scope) throws -> [AggregateScore] {
        try read { try ScoreStore(db: $0).aggregates(scope) }
    }

    /// The selection groups as a run found them, in code order.
    ///
    /// Of groups that the plan leaves alone an earlier run's figures are those of the last run in which they stood so.
    package func groups(_ scan: ScanRecord) throws -> [GroupRecord] {
        try read { db in
            let table = GroupTable(db: db)
            return try scan.kind == .live ? table.groups(scan) : table.replayed(scan)
        }
    }

    /// Of a live run's selection groups those with a redundancy date, in code order.
    package func groupsAtRisk(_ scan: ScanRecord) throws -> [GroupRecord] {
        try read { try GroupTable(db: $0).groups(scan, atRisk: true) }
    }

    /// Whom the last live run found likely to be made redundant: they leave that rule at a lower probability than they
    /// enter it (domain rules §6). `outward` is nil where the run without hidden plan rows was the same.
    package func likelyPeople() throws -> (inside: Set<PersonKey>, outward: Set<PersonKey>?) {
        try read { db in
            // A night walks over this once, and its pages would be kept through all of it.
            defer { db.releaseMemory() }
            let inside = try Int64.fetchAll(
                db, sql: "SELECT person FROM assessment WHERE rules & ? != 0",
                arguments: [Int(PhaseRules.likely.rawValue)])
            let outward = try DocumentTable<OutwardLikelihood>(db: db).all().first
            return (Set(inside), outward.map { Set($0.people) })
        }
    }

    /// Whom a run found likely to be made redundant, for working out what it found once more: it had some of them from
    /// runs before.
    package func likelyPeople(of scan: ScanRecord) throws -> Set<PersonKey> {
        let key = try requireIdentityKey()
        return try read { db in try AssessmentReader(db: db, key: key).likely(scan) }
    }

    /// The chance of redundancy that a run shows of a person, in hundredths; nil where it stores none. One that hardly moved
    /// is not stored again, so that it may be that of a run before.
    package func probability(of person: PersonKey, in scan: ScanRecord) throws -> UInt8? {
        let key = try requireIdentityKey()
        let state = try read { db in try AssessmentReader(db: db, key: key).state(of: person, scan) }
        return state.flatMap { $0.probability == AssessmentState.noProbability ? nil : $0.probability }
    }

    /// Counts the turnover of snapshots that a version stored which counted none; at once where there are none.
    package func completeHistory(_ leavers: LeaverRule) throws {
        if try read({ try TurnoverTable(db: $0).missing() }).isEmpty { return }
        let key = try requireIdentityKey()
        try write { try SnapshotHistoryWriter(db: $0, key: key, leaverRule: leavers).complete() }
    }

    /// The workforce as a run saw it, for explaining one of its results.
    ///
    /// - Parameter employerCountry: where people work whose establishment names no country (domain rules §2).
    package func workforce(of scan: ScanRecord, employerCountry: String) throws -> LoadedWorkforce {
        let key = try requireIdentityKey()
        return try read { db in try AssessmentReader(db: db, key: key).loaded(scan, employerCountry: employerCountry) }
    }

    /// The person with this employee id; nil when nobody ever had it.
    package func person(_ employeeID: String) throws -> PersonKey? {
        let key = try requireIdentityKey()
        return try read { db in
            PersonRegister(try IdentityBlocks(db: db, key: key).ids()).key(of: employeeID).map(PersonKey.init)
        }
    }

    /// The employee ids of some persons.
    package func employeeIDs(_ persons: [PersonKey]) throws -> [PersonKey: String] {
        let key = try requireIdentityKey()
        return try read { db in
            let ids = try IdentityBlocks(db: db, key: key).ids()
            return Dictionary(
                persons.filter { (0..<PersonKey(ids.count)).contains($0) }.map { ($0, ids[Int($0)]) },
                uniquingKeysWith: { old, _ in old })
        }
    }

    /// One person's scores in the last live run; nil where nothing is known.
    package func score(of person: PersonKey) throws -> ScoreRow? {
        let key = try requireIdentityKey()
        return try read { db in try ScoreReader(db: db, key: key).row(person) }
    }

    /// One person's vital signs in the last live run.
    package func vitalSigns(of person: PersonKey) throws -> VitalSigns {
        try read { db in try ResultChunks(db: db, table: .vitalSigns).vitalSigns(of: person) }
    }
}
