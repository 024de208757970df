internal import GRDB
internal import Prevention
internal import Workforce

/// Writes the states of a run that are not plain: only those that changed since the run before.
struct AssessmentWriter {
    let db: GRDB.Database
    let scan: Int64

    /// What is found before it is written, in people: a whole workforce of changes would take as much memory as its states.
    private static let batch = 4_096

    /// What a run changes, collected batch by batch: a table must not change under the cursor that walks it.
    private struct Changes {
        var ended: [Int64] = []
        var begun: [(person: Int64, state: AssessmentState, replaces: Bool)] = []

        var count: Int { ended.count + begun.count }
    }

    /// Ends the states that are no longer, and begins those that are new.
    /// - Returns: how many people's stored state changed, and how many entered each phase; people listed for the first
    ///   time in phase 1 are not among them.
    func writeLive(
        _ loaded: LoadedWorkforce, _ result: PreventionResult
    ) throws -> (changed: Int, entered: [Int]) {
        var walk = try LiveWalk(self)
        try AssessedPeople(loaded, result).forEach { person, state, isPlain in
            try walk.meet(person, state, isPlain)
        }
        return try walk.end()
    }

    /// The stored states and those of a run side by side, in the order of persons.
    ///
    /// A value that one closure changes: variables that several capture are looked after at run time, a million times over.
    private struct LiveWalk {
        private let writer: AssessmentWriter
        private let statements: Statements
        private var stored: AssessmentCursor
        private var changes = Changes()
        private var changed = 0
        private var entered = [0, 0, 0, 0]

        init(_ writer: AssessmentWriter) throws {
            self.writer = writer
            statements = try Statements(writer.db)
            stored = try writer.stored(from: .min)
        }

        @inline(__always)
        mutating func meet(_ person: Int64, _ state: AssessmentState, _ isPlain: Bool) throws {
            while stored.person < person { try endStored() }
            if isPlain, stored.person != person { return }
            let old = stored.person == person ? stored.state : nil
            if isPlain {
                changes.ended.append(person)
                note(from: old?.phase ?? 1, to: state.phase)
            } else if !(old.map { state.stands(over: $0) } ?? false) {
                changes.begun.append((person, state, old != nil))
                note(from: old?.phase ?? 1, to: state.phase)
            }
            if old != nil { try stored.advance() }
            if changes.count >= AssessmentWriter.batch { try writeCollected() }
        }

        mutating func end() throws -> (changed: Int, entered: [Int]) {
            while stored.person < .max { try endStored() }
            changed += changes.count
            try writer.write(changes, by: statements)
            return (changed, entered)
        }

        private mutating func endStored() throws {
            changes.ended.append(stored.person)
            try stored.advance()
        }

        private mutating func note(from old: UInt8, to new: UInt8) {
            if new != old, (1...4).contains(new) { entered[Int(new) - 1] += 1 }
        }

        /// All that is collected is of people before the one where the cursor stands.
        private mutating func writeCollected() throws {
            changed += changes.count
            try writer.write(changes, by: statements)
            changes = Changes()
            if stored.person < .max { stored = try writer.stored(from: stored.person) }
        }
    }

    private func stored(from person: Int64) throws -> AssessmentCursor {
        try AssessmentCursor(
            db, sql: "SELECT \(AssessmentCursor.columns) FROM assessment WHERE person >= ? ORDER BY person",
            arguments: [person])
    }

    private struct Statements {
        let end: BulkStatement
        let remove: BulkStatement
        let begin: BulkStatement

        init(_ db: GRDB.Database) throws {
            end = try BulkStatement(
                db,
                sql: """
                    INSERT INTO assessment_history (valid_to, person, valid_from, phase, rules, cause, selection, rank, tied,
                        redundancy_date, expected_exit, probability, basis)
                    SELECT ?1, person, valid_from, phase, rules, cause, selection, rank, tied, redundancy_date,
                        expected_exit, probability, basis
                    FROM assessment WHERE person = ?2
                    """)
            remove = try BulkStatement(db, sql: "DELETE FROM assessment WHERE person = ?")
            begin = try BulkStatement(
                db,
                sql: """
                    INSERT OR REPLACE INTO assessment (person, valid_from, phase, rules, cause, selection, rank, tied,
                        redundancy_date, expected_exit, probability, basis) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """)
        }
    }

    private func write(_ changes: Changes, by statements: Statements) throws {
        func finish(_ person: Int64) throws {
            statements.end.bind(scan, at: 1)
            statements.end.bind(person, at: 2)
            try statements.end.run()
        }
        for person in changes.ended {
            try finish(person)
            statements.remove.bind(person, at: 1)
            try statements.remove.run()
        }
        for (person, state, replaces) in changes.begun {
            if replaces { try finish(person) }
            statements.begin.bind(person, at: 1)
            statements.begin.bind(scan, at: 2)
            bind(state, statements.begin, from: 3)
            try statements.begin.run()
        }
    }

    /// A replay stands alone: its states end with the run in which they begin, as no live run's do.
    func writeReplay(_ loaded: LoadedWorkforce, _ result: PreventionResult) throws {
        let insert = try BulkStatement(
            db,
            sql: """
                INSERT INTO assessment_history (person, valid_from, phase, rules, cause, selection, rank, tied,
                    redundancy_date, expected_exit, probability, basis, valid_to)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        try AssessedPeople(loaded, result).forEach { person, state, isPlain in
            if isPlain { return }
            insert.bind(person, at: 1)
            insert.bind(scan, at: 2)
            bind(state, insert, from: 3)
            insert.bind(scan, at: 13)
            try insert.run()
        }
    }

    private func bind(_ state: AssessmentState, _ statement: BulkStatement, from first: Int32) {
        statement.bind(Int64(state.phase), at: first)
        statement.bind(Int64(state.rules), at: first + 1)
        statement.bind(Int64(state.cause), at: first + 2)
        statement.bind(Int64(state.selection), at: first + 3)
        statement.bind(Int64(state.rank), at: first + 4)
        statement.bind(state.tied ? 1 : 0, at: first + 5)
        statement.bind(day: state.redundancyDate, at: first + 6)
        statement.bind(day: state.expectedExit, at: first + 7)
        if state.probability == AssessmentState.noProbability {
            statement.bindNull(at: first + 8)
        } else {
            statement.bind(Int64(state.probability), at: first + 8)
        }
        statement.bind(Int64(state.basis), at: first + 9)
    }
}
