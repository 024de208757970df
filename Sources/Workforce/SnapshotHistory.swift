/// What earlier snapshots tell beside today's people: who left of their own accord, how groups grew and shrank, and what
/// was planned.
///
/// Counts only, by class and by group: no person can be found in it, and the counts stay when the snapshots themselves are
/// gone (domain rules §6); plans go with their snapshots.
package struct SnapshotHistory: Equatable, Sendable {
    /// One for each pair of consecutive snapshots, oldest first.
    package var turnovers: [Turnover] = []
    package var headcounts = HeadcountHistory()
    package var plans = PlanHistory()
    /// Snapshots that the turnovers join.
    package var snapshots: Int { turnovers.isEmpty ? 0 : turnovers.count + 1 }

    package init() {}

    /// The history as it was known on a day.
    package func upTo(_ date: CalendarDate) -> SnapshotHistory {
        var history = SnapshotHistory()
        history.turnovers = turnovers.filter { $0.to <= date }
        history.headcounts = headcounts.upTo(date)
        history.plans = plans.upTo(date)
        return history
    }
}

/// What happened between two consecutive snapshots, by class of people: how long they were there, how many left.
///
/// Which class a number stands for is decided where hazards are estimated.
package struct Turnover: Equatable, Sendable {
    package var from: CalendarDate
    package var to: CalendarDate
    /// Days in service of those of a class at `from`, all people together.
    package var exposureDays: [Int64]
    /// Voluntary and natural exits among them after `from` and on or before `to`.
    package var exits: [Int32]

    package init(from: CalendarDate, to: CalendarDate, exposureDays: [Int64], exits: [Int32]) {
        self.from = from
        self.to = to
        self.exposureDays = exposureDays
        self.exits = exits
    }
}
