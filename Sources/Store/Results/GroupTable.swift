internal import GRDB
internal import Prevention
internal import Workforce

/// Selection groups as intervals.
///
/// A group that the plan leaves alone is overwritten in place: its numbers move with every hire, and the snapshot of
/// the date tells them. Only what a redundancy hangs on has a history. A reference date that is only the date of the run
/// is not stored: it would be another one every night, and every group at risk with it.
struct GroupTable {
    let db: GRDB.Database

    /// `valid_to` of what holds still.
    static let open = Int64.max

    static let columns = """
        job_group, establishment, country, has_statutory_order, in_service, supply, surplus, redundancy_date, is_closing,
        decisive_date, reference_date, heads, heads_centi_fte, to_go, indicated_centi_fte, largest_to_go, future_hires,
        plan_rows, missing_birth_dates, forecast
        """

    /// - Parameters:
    ///   - groups: in code order.
    ///   - keys: the person of each row, since rows of a workforce mean nothing later.
    ///   - asOf: the date of the run.
    func write(_ groups: [SelectionGroup], keys: PersonKeys, asOf: CalendarDate, scan: Int64) throws {
        let changes = try changes(groups, keys: keys, asOf: asOf, scan: scan)
        let end = try BulkStatement(
            db,
            sql: """
                UPDATE selection_group SET valid_to = ?4 WHERE valid_to = ?1 AND job_group = ?2 AND establishment = ?3
                """)
        for group in changes.ended {
            end.bind(Self.open, at: 1)
            end.bind(group.jobGroup, at: 2)
            end.bind(group.establishment, at: 3)
            end.bind(scan, at: 4)
            try end.run()
        }
        let put = try BulkStatement(db, sql: Self.insertion)
        for (group, validFrom) in changes.put {
            try group.bind(to: put, from: validFrom, to: Self.open)
            try put.run()
        }
    }

    /// What a run changes: collected first, since a table must not change under the cursor that walks it.
    private struct Changes {
        var ended: [GroupRecord] = []
        /// With the run since when it is so.
        var put: [(group: GroupRecord, validFrom: Int64)] = []
    }

    /// Walks over the groups and what is stored at once: both are in code order.
    private func changes(
        _ groups: [SelectionGroup], keys: PersonKeys, asOf: CalendarDate, scan: Int64
    ) throws -> Changes {
        var changes = Changes()
        let rows = try BulkCursor(
            db,
            sql: """
                SELECT \(Self.columns), valid_from FROM selection_group WHERE valid_to = ?
                ORDER BY job_group, establishment
                """, arguments: [Self.open])
        var old = try rows.next() ? GroupRecord(rows) : nil
        for group in groups {
            let new = GroupRecord(group, keys: keys, asOf: asOf)
            while let former = old, former.isOrdered(before: new) {
                changes.ended.append(former)
                old = try rows.next() ? GroupRecord(rows) : nil
            }
            guard let former = old, !new.isOrdered(before: former) else {
                changes.put.append((new, scan))
                continue
            }
            if former != new {
                let inPlace = !former.isAffected && !new.isAffected
                if !inPlace { changes.ended.append(former) }
                changes.put.append((new, inPlace ? rows.integer(20) : scan))
            }
            old = try rows.next() ? GroupRecord(rows) : nil
        }
        while let former = old {
            changes.ended.append(former)
            old = try rows.next() ? GroupRecord(rows) : nil
        }
        return changes
    }

    /// The groups as a live run found them, in code order; all, or those with a redundancy date.
    func groups(_ scan: ScanRecord, atRisk: Bool = false) throws -> [GroupRecord] {
        let risk = atRisk ? " AND redundancy_date IS NOT NULL" : ""
        return try fetch("valid_from <= ?1 AND valid_to > ?1 AND valid_from < valid_to\(risk)", scan)
    }

    func replayed(_ scan: ScanRecord) throws -> [GroupRecord] { try fetch("valid_from = ?1 AND valid_to = ?1", scan) }

    /// A replay's groups, valid for itself alone.
    func writeReplay(_ groups: [SelectionGroup], keys: PersonKeys, asOf: CalendarDate, scan: Int64) throws {
        let insert = try BulkStatement(db, sql: Self.insertion)
        for group in groups {
            try GroupRecord(group, keys: keys, asOf: asOf).bind(to: insert, from: scan, to: scan)
            try insert.run()
        }
    }

    private func fetch(_ condition: String, _ scan: ScanRecord) throws -> [GroupRecord] {
        let rows = try BulkCursor(
            db,
            sql: """
                SELECT \(Self.columns) FROM selection_group WHERE \(condition) ORDER BY job_group, establishment
                """, arguments: [scan.id])
        var groups: [GroupRecord] = []
        while try rows.next() { groups.append(try GroupRecord(rows).told(by: scan.asOf)) }
        return groups
    }

    private static let insertion = """
        INSERT OR REPLACE INTO selection_group (\(columns), valid_from, valid_to)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
}
