internal import GRDB
internal import Prevention
internal import Workforce

/// Selection groups as intervals.
///
/// A group that the plan leaves alone is overwritten in place: its numbers move with every hire, and the snapshot of
/// the date tells them. Only what a redundancy hangs on has a history.
struct GroupTable {
    let db: GRDB.Database

    /// `valid_to` of what holds still.
    static let open = Int64.max

    static let columns = """
        job_group, establishment, country, has_statutory_order, in_service, supply, surplus, redundancy_date, is_closing,
        decisive_date, reference_date, heads, heads_centi_fte, to_go, indicated_centi_fte, largest_to_go, future_hires,
        plan_rows, missing_birth_dates
        """

    /// - Parameter keys: the person of each row, since rows of a workforce mean nothing later.
    func write(_ groups: [SelectionGroup], keys: [Int64], scan: Int64) throws {
        let stored = try current()
        let insert = try db.makeStatement(
            sql: """
                INSERT INTO selection_group (\(Self.columns), valid_from, valid_to)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        let remove = try db.makeStatement(
            sql: "DELETE FROM selection_group WHERE job_group = ? AND establishment = ? AND valid_to = ?")
        let end = try db.makeStatement(
            sql: """
                UPDATE selection_group SET valid_to = ? WHERE job_group = ? AND establishment = ? AND valid_to = ?
                """)
        func finish(_ old: Stored) throws {
            if old.isAffected, old.validFrom < scan {
                try end.execute(arguments: [scan, old.group.jobGroup, old.group.establishment, Self.open])
            } else {
                try remove.execute(arguments: [old.group.jobGroup, old.group.establishment, Self.open])
            }
        }
        var seen: Set<Name> = []
        for group in groups {
            let name = Name(group)
            seen.insert(name)
            let record = GroupRecord(group, keys: keys)
            let old = stored[name]
            if let old {
                if old.group == record { continue }
                try finish(old)
            }
            let begins = old.map { $0.isAffected || record.isAffected ? scan : $0.validFrom } ?? scan
            try insert.execute(arguments: record.arguments + [begins, Self.open])
        }
        for (name, old) in stored where !seen.contains(name) { try finish(old) }
    }

    struct Name: Hashable {
        var jobGroup: String
        var establishment: String

        init(_ group: SelectionGroup) { (jobGroup, establishment) = (group.jobGroup, group.establishment) }
        init(_ group: GroupRecord) { (jobGroup, establishment) = (group.jobGroup, group.establishment) }
    }

    private struct Stored {
        var group: GroupRecord
        var validFrom: Int64
        var isAffected: Bool { group.isAffected }
    }

    private func current() throws -> [Name: Stored] {
        var stored: [Name: Stored] = [:]
        let rows = try Row.fetchCursor(
            db, sql: "SELECT \(Self.columns), valid_from FROM selection_group WHERE valid_to = ?",
            arguments: [Self.open])
        while let row = try rows.next() {
            let group = try GroupRecord(row)
            stored[Name(group)] = Stored(group: group, validFrom: row[19])
        }
        return stored
    }

    /// The groups as a live run found them, in code order.
    func groups(scan: Int64) throws -> [GroupRecord] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT \(Self.columns) FROM selection_group WHERE valid_from <= ?1 AND valid_to > ?1
                ORDER BY job_group, establishment
                """, arguments: [scan]
        ).map { try GroupRecord($0) }
    }

    /// A replay's groups, valid for itself alone.
    func writeReplay(_ groups: [SelectionGroup], keys: [Int64], scan: Int64) throws {
        let insert = try db.makeStatement(
            sql: """
                INSERT INTO selection_group (\(Self.columns), valid_from, valid_to)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        for group in groups { try insert.execute(arguments: GroupRecord(group, keys: keys).arguments + [scan, scan]) }
    }

    func replayed(scan: Int64) throws -> [GroupRecord] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT \(Self.columns) FROM selection_group WHERE valid_from = ?1 AND valid_to = ?1
                ORDER BY job_group, establishment
                """, arguments: [scan]
        ).map { try GroupRecord($0) }
    }
}
