internal import Crypto
internal import Foundation
internal import GRDB
internal import Workforce

/// Keeps whoever was erased out of a snapshot that is stored.
///
/// A snapshot dated after the erasure that lists somebody again means that they are an employee again. One dated before,
/// brought in late or once more, leaves them out.
struct ErasedPeople {
    private let key: SymmetricKey
    /// By digest the last date of which nothing is taken in.
    private let through: [Data: CalendarDate]

    /// Nil where nobody was ever erased.
    init?(_ db: GRDB.Database, _ identityKey: IdentityKey) throws {
        let entries = try ErasureTable(db: db).entries()
        if entries.isEmpty { return nil }
        through = Dictionary(entries.map { ($0.digest, $0.through) }, uniquingKeysWith: max)
        key = try CarriedKey.erasures.key(in: db, identityKey)
    }

    /// What a snapshot lists of them.
    struct Found {
        /// Rows that may not be taken in.
        var leftOut: [Int] = []
        /// Rows of people who are employees again.
        var returned: [Int] = []
    }

    /// - Parameter isKnown: whether somebody of that row was there before; only a date before an erasure makes it worth
    ///   looking at them.
    func find(in snapshot: Snapshot, isKnown: (Int) -> Bool) -> Found {
        var found = Found()
        let isEarly = through.values.contains { snapshot.asOf <= $0 }
        for row in 0..<snapshot.employees.count where isEarly || !isKnown(row) {
            let ids = snapshot.employees.id
            guard let date = through[ErasureList.digest(Array(ids.bytes[ids.range(row)]), key: key)] else { continue }
            if snapshot.asOf <= date {
                found.leftOut.append(row)
            } else if !isKnown(row) {
                found.returned.append(row)
            }
        }
        return found
    }

    /// Takes rows out, and whatever side files say of them and of others who were erased and are not listed.
    func leaveOut(_ rows: [Int], of snapshot: inout Snapshot) {
        for row in rows {
            let employee = snapshot.employees.row(row)
            snapshot.sideFiles = snapshot.sideFiles.without(
                SubjectNames(id: employee.id, name: employee.name, email: employee.email))
        }
        let gone = Set(rows)
        if !gone.isEmpty {
            let all = snapshot.employees
            snapshot.employees = EmployeeColumns(
                rows: (0..<all.count).lazy.filter { !gone.contains($0) }.map { all.row($0) })
        }
        guard let indicators = snapshot.sideFiles.indicators else { return }
        let coded = Set(indicators.lazy.filter { $0.scope == .employee }.map(\.code))
            .filter { through[ErasureList.digest($0, key: key)] != nil }
        if coded.isEmpty { return }
        let ids = snapshot.employees.id
        let unlisted = coded.subtracting((0..<ids.count).lazy.map { ids[$0] })
        snapshot.sideFiles.indicators = indicators.filter { $0.scope != .employee || !unlisted.contains($0.code) }
    }
}
