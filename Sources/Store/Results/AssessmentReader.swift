internal import GRDB
internal import Prevention
internal import Workforce

/// Lists what a run found, person by person in the order of keys.
struct AssessmentReader {
    let db: GRDB.Database
    let key: IdentityKey

    func forEach(_ scan: ScanRecord, _ body: (AssessmentRow) throws -> Void) throws {
        let loaded = try loaded(scan)
        let employees = loaded.workforce.employees
        let groups = JobGroups(loaded.workforce)
        var stored = try cursor(scan)
        let leavers = loaded.leaversInOrder
        var nextLeaver = 0
        func visit(_ row: Int, isListed: Bool) throws {
            let person = loaded.keys[row]
            while stored.person < person { try stored.advance() }
            let isInService = isListed && employees.isInService(row, at: scan.asOf)
            let state = stored.person == person ? stored.state : .plain(isInService: isInService)
            guard state.phase > 0 else { return }
            try body(
                AssessmentRow(
                    person: person, employeeID: employees.id[row], phase: Int(state.phase),
                    rules: PhaseRules(rawValue: state.rules), cause: Cause(rawValue: state.cause) ?? .none,
                    selection: Selection(rawValue: state.selection) ?? .none,
                    rank: state.rank > 0 ? Int(state.rank) : nil, tied: state.tied,
                    redundancyDate: Self.date(state.redundancyDate), expectedExit: Self.date(state.expectedExit),
                    probability: scan.forecast == nil || state.probability == AssessmentState.noProbability
                        ? nil : Int(state.probability),
                    basis: ForecastBasis(rawValue: state.basis) ?? .none,
                    jobGroup: groups.name(employees.job[row]),
                    establishment: employees.establishments[employees.establishment[row]]))
        }
        for row in 0..<loaded.listed {
            while nextLeaver < leavers.count, loaded.keys[leavers[nextLeaver]] < loaded.keys[row] {
                try visit(leavers[nextLeaver], isListed: false)
                nextLeaver += 1
            }
            try visit(row, isListed: true)
        }
        for row in leavers[nextLeaver...] { try visit(row, isListed: false) }
    }

    /// The workforce as the run saw it.
    ///
    /// - Parameter employerCountry: of whoever's establishment names none; no listing asks for it.
    func loaded(_ scan: ScanRecord, employerCountry: String = "") throws -> LoadedWorkforce {
        guard let snapshot = try SnapshotTable(db: db).record(scan.snapshot) else {
            throw StoreError.damaged("reference to a snapshot")
        }
        return try WorkforceLoader(db: db, key: key).load(
            snapshot, asOf: scan.asOf, employerCountry: employerCountry, aftercareMonths: scan.aftercareMonths,
            identity: .ids,
            blocks: scan.leaverBlocks)
    }

    /// Whom the run found likely to be made redundant.
    func likely(_ scan: ScanRecord) throws -> Set<PersonKey> {
        var stored = try cursor(scan)
        var people: Set<PersonKey> = []
        while stored.person < .max {
            if PhaseRules(rawValue: stored.state.rules).contains(.likely) { people.insert(stored.person) }
            try stored.advance()
        }
        return people
    }

    /// What is stored of one person; nil where the snapshot tells it all.
    func state(of person: PersonKey, _ scan: ScanRecord) throws -> AssessmentState? {
        var stored = try cursor(scan)
        while stored.person < person { try stored.advance() }
        return stored.person == person ? stored.state : nil
    }

    private func cursor(_ scan: ScanRecord) throws -> AssessmentCursor {
        let columns = AssessmentCursor.columns
        switch scan.kind {
        case .live:
            return try AssessmentCursor(
                db,
                sql: """
                    SELECT \(columns) FROM assessment WHERE valid_from <= ?1
                    UNION ALL
                    SELECT \(columns) FROM assessment_history WHERE valid_to > ?1 AND valid_from <= ?1 AND valid_from < valid_to
                    ORDER BY person
                    """, arguments: [scan.id])
        case .replay:
            return try AssessmentCursor(
                db,
                sql:
                    "SELECT \(columns) FROM assessment_history WHERE valid_to = ? AND valid_from = valid_to ORDER BY person",
                arguments: [scan.id])
        }
    }

    private static func date(_ day: Int32) -> CalendarDate? {
        day == ColumnCodec.absent ? nil : CalendarDate(dayNumber: day)
    }
}
