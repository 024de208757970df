/// The plans that were in force at the first snapshot of each month, oldest first.
///
/// A plan is written anew every month or night and is mostly the same: each text of it is held once.
package struct PlanHistory: Equatable, Sendable {
    /// When a plan was in force, and which of `versions` it was.
    package struct Point: Equatable, Sendable {
        package var date: CalendarDate
        package var version: Int
    }

    /// Ascending.
    package private(set) var points: [Point] = []
    /// Each other than the one before it.
    package private(set) var versions: [[PlanRow]] = []

    package init() {}

    /// Adds what was in force on a date after the last one.
    package mutating func append(_ date: CalendarDate, _ rows: [PlanRow]) {
        if versions.last != rows { versions.append(rows) }
        points.append(Point(date: date, version: versions.count - 1))
    }

    /// As it was known on a day.
    package func upTo(_ date: CalendarDate) -> PlanHistory {
        var history = PlanHistory()
        for point in points where point.date <= date { history.append(point.date, versions[point.version]) }
        return history
    }
}
