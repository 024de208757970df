internal import Foundation
internal import GRDB
internal import Prevention
internal import Workforce

/// Collects what the database holds of one person, table by table; an erasure proves by it that nothing is left.
struct SubjectCollector {
    let db: GRDB.Database
    let key: IdentityKey
    let person: Int64

    private var reader: SnapshotReader { SnapshotReader(db: db, key: key) }

    /// - Returns: nil where the person was never there, or is not any more.
    func record() throws -> SubjectRecord? {
        let (block, place) = Int(person).quotientAndRemainder(dividingBy: IdentityBlocks.people)
        let identities = IdentityBlocks(db: db, key: key)
        let ids = try identities.ids(block: block)
        guard person >= 0, place < ids.count, !ids.isAbsent(place) else { return nil }
        let texts = try identities.texts(block: block)
        var record = SubjectRecord(
            person: person, employeeID: ids[place], name: texts.name[place], email: texts.email[place],
            jobWish: texts.jobWish[place])
        try collect(SubjectNames(id: record.employeeID, name: record.name, email: record.email), into: &record)
        return record
    }

    /// What is still there of somebody who was erased, by the name of its part; empty where nothing is.
    func remains(of names: SubjectNames) throws -> [String] {
        var record = SubjectRecord(person: person, employeeID: names.id, name: "", email: "", jobWish: "")
        try collect(names, into: &record)
        var left: [String] = []
        if try self.record() != nil { left.append("identity") }
        if !record.snapshots.isEmpty { left.append("snapshots") }
        if !record.leavers.isEmpty { left.append("leavers") }
        if !record.filtered.isEmpty { left.append("filtered rows") }
        if !record.mentions.isEmpty { left.append("side files") }
        if !record.phases.isEmpty { left.append("phases") }
        if record.score?.scores.contains(where: { $0 != nil }) == true || !record.vitalSigns.isEmpty {
            left.append("scores")
        }
        if !record.groupsWithoutBirthDate.isEmpty { left.append("groups") }
        if !record.documents.isEmpty { left.append("documents") }
        if !record.audit.isEmpty { left.append("audit log") }
        return left
    }

    private func collect(_ names: SubjectNames, into record: inout SubjectRecord) throws {
        try collectArchive(into: &record)
        record.mentions = try SubjectMentions(db: db, key: key, names: names).all()
        try collectResults(into: &record)
        record.documents = try documents(names)
        record.audit = try Row.fetchAll(
            db, sql: "SELECT time, system_user, verb FROM audit_log WHERE person = ? ORDER BY id", arguments: [person]
        ).map {
            AuditEntry(time: Date(timeIntervalSince1970: $0[0]), systemUser: $0[1], verb: $0[2], person: person)
        }
    }

    private func collectArchive(into record: inout SubjectRecord) throws {
        let (chunk, place) = Int(person).quotientAndRemainder(dividingBy: ArchiveColumn.chunkRows)
        let tables = try reader.tables()
        // Most nights change nothing about a person, and share the version of their chunk.
        var known: [Int64: EmployeeRow?] = [:]
        for snapshot in try Row.fetchAll(
            db, sql: "SELECT as_of, source, imported, superseded, chunks, filtered FROM snapshot ORDER BY as_of, id")
        {
            let asOf = CalendarDate(dayNumber: snapshot[0])
            if try ChunkStore.decode(snapshot[5]).contains(person) { record.filtered.append(asOf) }
            let versions = try ChunkStore.decode(snapshot[4])
            guard chunk < versions.count else { continue }
            let version = versions[chunk]
            let row: EmployeeRow?
            if let seen = known[version] {
                row = seen
            } else {
                let chain = try ChunkStore(db: db).chain(version).chain
                let marks = try chain.decodeArray(.presence, rows: chain.rows)
                let isListed = place < marks.count && marks[place] != 0
                row = isListed ? try self.row(place, of: chain, tables, record.employeeID) : nil
                known[version] = .some(row)
            }
            if let row {
                record.snapshots.append(
                    SubjectRecord.Row(
                        asOf: asOf, source: snapshot[1], imported: Date(timeIntervalSince1970: snapshot[2]),
                        isSuperseded: snapshot[3], row: row))
            }
        }
        for stored in try Row.fetchAll(db, sql: "SELECT id, superseded FROM leaver_block ORDER BY as_of, id") {
            for block in try LeaverBlocks(db: db).blocks([stored[0]]) {
                guard let place = block.keys.firstIndex(of: person) else { continue }
                record.leavers.append(
                    SubjectRecord.Row(
                        asOf: block.asOf, source: "", imported: nil, isSuperseded: stored[1],
                        row: try row(place, of: block.chain, tables, record.employeeID)))
            }
        }
    }

    private func row(
        _ place: Int, of chain: ChunkChain, _ tables: ArchiveSelection.Tables, _ id: String
    ) throws -> EmployeeRow {
        let part = ArchiveSelection.Part(chain: chain, rows: [Int32(place)])
        return try ArchiveSelection(parts: [part]).columns(tables) { set throws(StoreError) in
            set(ByteStringColumn([id]))
        }.withoutTexts().row(0)
    }

    private func collectResults(into record: inout SubjectRecord) throws {
        let columns = """
            phase, rules, cause, selection, rank, tied, redundancy_date, expected_exit, probability, basis
            """
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT \(columns), began.as_of, ended.as_of, valid_from = valid_to FROM (
                    SELECT \(columns), valid_from, valid_to FROM assessment_history WHERE person = ?1
                    UNION ALL
                    SELECT \(columns), valid_from, NULL FROM assessment WHERE person = ?1)
                LEFT JOIN scan AS began ON began.id = valid_from LEFT JOIN scan AS ended ON ended.id = valid_to
                ORDER BY valid_from
                """, arguments: [person])
        record.phases = rows.map { row in
            let isReplay: Bool = row[12] ?? false
            return SubjectRecord.Phase(
                from: Self.date(row[10]), until: isReplay ? nil : Self.date(row[11]), isReplay: isReplay,
                phase: row[0], rules: PhaseRules(rawValue: UInt16(truncatingIfNeeded: row[1] as Int)),
                cause: Cause(rawValue: UInt8(truncatingIfNeeded: row[2] as Int)) ?? .none,
                selection: Selection(rawValue: UInt8(truncatingIfNeeded: row[3] as Int)) ?? .none,
                rank: (row[4] as Int) > 0 ? row[4] : nil, tied: row[5], redundancyDate: Self.date(row[6]),
                expectedExit: Self.date(row[7]), probability: row[8],
                basis: ForecastBasis(rawValue: UInt8(truncatingIfNeeded: row[9] as Int)) ?? .none)
        }
        record.score = try ScoreReader(db: db, key: key).row(person)
        record.vitalSigns = try ResultChunks(db: db, table: .vitalSigns).vitalSigns(of: person)
        for row in try Row.fetchAll(
            db,
            sql: """
                SELECT DISTINCT job_group, establishment, missing_birth_dates FROM selection_group
                WHERE missing_birth_dates <> ''
                """)
        where (row[2] as String).split(separator: ",").contains(Substring(String(person))) {
            record.groupsWithoutBirthDate.append("\(row[0] as String), \(row[1] as String)")
        }
    }

    private func documents(_ names: SubjectNames) throws -> [SubjectRecord.Document] {
        try PartnerTexts(db: db).documents(names)
            + Row.fetchAll(
                db, sql: "SELECT kind, key, changed, document, people FROM outreach_document ORDER BY kind, key"
            ).compactMap { row in
                let people = try (row[4] as Data?).map { data throws(StoreError) in try ChunkStore.decode(data) } ?? []
                let isMember = people.contains(person)
                guard isMember || names.isMentioned(in: row[3]) else { return nil }
                return SubjectRecord.Document(
                    kind: row[0], key: row[1], changed: Date(timeIntervalSince1970: row[2]), isMember: isMember)
            }
    }

    private static func date(_ day: Int32?) -> CalendarDate? { day.map { CalendarDate(dayNumber: $0) } }
}

extension ResultChunks {
    /// One person's vital signs in the last live run.
    func vitalSigns(of person: Int64) throws -> VitalSigns {
        let (chunk, place) = Int(person).quotientAndRemainder(dividingBy: ArchiveColumn.chunkRows)
        guard let signs = try read(chunk: chunk).first, place < signs.count else { return [] }
        return VitalSigns(rawValue: UInt8(truncatingIfNeeded: signs[place]))
    }
}

extension Database {
    /// Everything that is held of one person; nil where nobody has that number, or not any more.
    package func subject(_ person: PersonKey) throws -> SubjectRecord? {
        let key = try requireIdentityKey()
        return try read { db in try SubjectCollector(db: db, key: key, person: person).record() }
    }
}
