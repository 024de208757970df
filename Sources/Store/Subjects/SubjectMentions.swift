internal import Foundation
internal import GRDB
internal import Workforce

/// Finds the rows of side files that name a person, in every side file that is kept.
struct SubjectMentions {
    let db: GRDB.Database
    let key: IdentityKey
    let names: SubjectNames

    func all() throws -> [SubjectRecord.Mention] {
        var mentions: [SubjectRecord.Mention] = []
        for file in try SideFileStore(db: db, key: key).all() {
            let rows = try rows(of: file.files)
            if rows.isEmpty { continue }
            let snapshots = try Int32.fetchAll(
                db,
                sql: """
                    SELECT DISTINCT as_of FROM snapshot JOIN snapshot_side_file ON snapshot = snapshot.id
                    WHERE side_file = ? ORDER BY as_of
                    """, arguments: [file.id]
            ).map { CalendarDate(dayNumber: $0) }
            mentions += rows.map {
                SubjectRecord.Mention(file: "\(file.kind).csv", snapshots: snapshots, fields: $0)
            }
        }
        return mentions
    }

    private func rows(of files: SideFiles) throws -> [[String: String]] {
        try fields(files.jobs) + fields(files.establishments) + fields(files.units) + fields(files.plan)
            + fields(files.indicators) + fields(files.internships)
    }

    private func fields(_ rows: [some NamingRow & Encodable]?) throws -> [[String: String]] {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        return try (rows ?? []).filter { $0.mentions(names) }.map { row in
            let object = try JSONSerialization.jsonObject(with: encoder.encode(row)) as? [String: Any] ?? [:]
            return object.mapValues { "\($0)" }
        }
    }
}

extension SideFiles {
    /// Without what names a person: values about them go, and where a text names them stands a mark.
    func without(_ names: SubjectNames) -> SideFiles {
        var files = self
        files.jobs = jobs?.without(names)
        files.establishments = establishments?.without(names)
        files.units = units?.without(names)
        files.plan = plan?.without(names)
        files.indicators = indicators?.without(names)
        files.internships = internships?.without(names)
        return files
    }
}

extension [Internship] {
    fileprivate func without(_ names: SubjectNames) -> [Internship] {
        map { row in
            var row = row
            if names.isMeant(by: row.trainer) { row.trainer = nil }
            return row.redacted(names)
        }
    }
}

extension Array where Element: NamingRow {
    fileprivate func without(_ names: SubjectNames) -> [Element] {
        filter { !$0.isAbout(names) }.map { $0.redacted(names) }
    }
}

/// A row of a side file in which people may be named.
protocol NamingRow {
    /// The columns that hold running text.
    static var texts: [WritableKeyPath<Self, String?>] { get }
    /// Whether the whole row is about the person.
    func isAbout(_ names: SubjectNames) -> Bool
}

extension NamingRow {
    static var texts: [WritableKeyPath<Self, String?>] { [] }

    func isAbout(_ names: SubjectNames) -> Bool { false }

    fileprivate func mentions(_ names: SubjectNames) -> Bool {
        isAbout(names) || Self.texts.contains { names.isMentioned(in: self[keyPath: $0]) }
    }

    fileprivate func redacted(_ names: SubjectNames) -> Self {
        var row = self
        for path in Self.texts {
            guard let text = self[keyPath: path] else { continue }
            row[keyPath: path] = names.isMeant(by: text) ? SubjectNames.mark : names.redacted(text)
        }
        return row
    }
}

extension Job: NamingRow { static var texts: [WritableKeyPath<Job, String?>] { [\.title] } }

extension Establishment: NamingRow { static var texts: [WritableKeyPath<Establishment, String?>] { [\.name] } }

extension OrganisationalUnit: NamingRow {
    static var texts: [WritableKeyPath<OrganisationalUnit, String?>] { [\.name] }
}

extension PlanRow: NamingRow { static var texts: [WritableKeyPath<PlanRow, String?>] { [\.note] } }

extension IndicatorRow: NamingRow {
    func isAbout(_ names: SubjectNames) -> Bool { scope == .employee && code == names.id }
}

extension Internship: NamingRow {
    static var texts: [WritableKeyPath<Internship, String?>] {
        [\.title, \.field, \.qualification, \.trainer, \.description]
    }
}
