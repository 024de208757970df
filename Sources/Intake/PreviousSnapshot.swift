package import Workforce

/// What the check on headcount needs to know of the snapshot before (interface: "Validation").
package struct PreviousSnapshot: Equatable, Sendable {
    package var asOf: CalendarDate
    /// People in service at `asOf`.
    package var headcount: Int
    /// Of those, the people whose departure by the new snapshot's date was known then: by their own dates or because
    /// their group closes. Their leaving is no movement.
    package var expectedDepartures: Int

    package init(asOf: CalendarDate, headcount: Int, expectedDepartures: Int = 0) {
        self.asOf = asOf
        self.headcount = headcount
        self.expectedDepartures = expectedDepartures
    }
}

extension PreviousSnapshot {
    /// What `snapshot` let expect for a snapshot of `date`.
    ///
    /// Counted are the people in service with a date of exit or of redundancy, or the end of a contract that is not
    /// renewed, on or before `date`; a notice that was given; and everybody of a job group and establishment whose plan
    /// is 0 in force at `date`, wildcards included (domain rules §3: the latest date, and on it the most specific row).
    ///
    /// - Parameters:
    ///   - jobs: the jobs in force, for their groups; the snapshot's own by default.
    ///   - plan: the plan in force; the snapshot's own by default.
    package init(
        _ snapshot: Snapshot, expectingUntil date: CalendarDate, jobs: [Job]? = nil, plan: [PlanRow]? = nil
    ) {
        self.init(asOf: snapshot.asOf, headcount: 0)
        let people = snapshot.employees
        let closures = Closures(
            plan ?? snapshot.sideFiles.plan ?? [], jobs: jobs ?? snapshot.sideFiles.jobs ?? [], at: date)
        var isClosing: [UInt64: Bool] = [:]
        for row in 0..<people.count where people.isInService(row, at: asOf) {
            headcount += 1
            let group = UInt64(people.job[row]) << 32 | UInt64(people.establishment[row])
            let closes =
                isClosing[group]
                ?? closures.close(
                    job: people.jobs[people.job[row]], establishment: people.establishments[people.establishment[row]])
            isClosing[group] = closes
            if closes || PreviousSnapshot.leaves(people, row, by: date) { expectedDepartures += 1 }
        }
    }

    private static func leaves(_ people: EmployeeColumns, _ row: Int, by date: CalendarDate) -> Bool {
        func isReached(_ column: DateColumn) -> Bool {
            column.days[row] != DateColumn.absent && column.days[row] <= date.dayNumber
        }
        if isReached(people.exitDate) || isReached(people.redundantSince) || isReached(people.noticeDate) {
            return true
        }
        return isReached(people.contractEnd) && people.renewal[row] != .yes
    }
}

/// The groups whose plan is 0 at a date.
private struct Closures {
    private let rows: [PlanRow]
    private let groups: [String: String]

    init(_ plan: [PlanRow], jobs: [Job], at date: CalendarDate) {
        rows = plan.filter { $0.date <= date }
        groups = Dictionary(jobs.map { ($0.job, $0.jobGroup ?? $0.job) }) { first, _ in first }
    }

    func close(job: String, establishment: String) -> Bool {
        let group = groups[job] ?? job
        let matching = rows.filter {
            ($0.jobGroup ?? group) == group && ($0.establishment ?? establishment) == establishment
        }
        let inForce = matching.max { ($0.date, Closures.rank($0)) < ($1.date, Closures.rank($1)) }
        return inForce?.centiFTE == 0
    }

    /// How specific a row is: exact, then an establishment, then a job group, then everything.
    private static func rank(_ row: PlanRow) -> Int {
        (row.establishment == nil ? 0 : 2) + (row.jobGroup == nil ? 0 : 1)
    }
}
