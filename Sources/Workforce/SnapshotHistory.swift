/// What earlier snapshots tell beside today's people: who left of their own accord, and how groups grew and shrank.
///
/// Counts only, by class and by group: no person can be found in it, and it stays when the snapshots themselves are gone
/// (domain rules §6).
package struct SnapshotHistory: Equatable, Sendable {
    /// One for each pair of consecutive snapshots, oldest first.
    package var turnovers: [Turnover] = []
    package var headcounts = HeadcountHistory()
    /// Snapshots that the turnovers join.
    package var snapshots: Int { turnovers.isEmpty ? 0 : turnovers.count + 1 }

    package init() {}

    /// The history as it was known on a day.
    package func upTo(_ date: CalendarDate) -> SnapshotHistory {
        var history = SnapshotHistory()
        history.turnovers = turnovers.filter { $0.to <= date }
        history.headcounts = headcounts.upTo(date)
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

/// In-service people by job and establishment at past dates, one date a month.
package struct HeadcountHistory: Equatable, Sendable {
    /// A job at an establishment, by their codes.
    package struct Cell: Hashable, Sendable {
        package var job: String
        package var establishment: String

        package init(job: String, establishment: String) {
            self.job = job
            self.establishment = establishment
        }
    }

    /// Ascending.
    package private(set) var dates: [CalendarDate] = []
    /// By cell the people at each date; a cell that came later begins with zeros.
    package private(set) var heads: [Cell: [Int32]] = [:]

    package init() {}

    /// Adds a date after the last one.
    package mutating func append(_ date: CalendarDate, _ counts: [Cell: Int32]) {
        for cell in heads.keys { heads[cell]?.append(counts[cell] ?? 0) }
        for (cell, count) in counts where heads[cell] == nil {
            heads[cell] = Array(repeating: 0, count: dates.count) + [count]
        }
        dates.append(date)
    }

    /// As it was known on a day.
    package func upTo(_ date: CalendarDate) -> HeadcountHistory {
        var history = HeadcountHistory()
        let known = dates.prefix { $0 <= date }.count
        history.dates = Array(dates.prefix(known))
        history.heads = heads.mapValues { Array($0.prefix(known)) }.filter { $0.value.contains { $0 > 0 } }
        return history
    }
}
