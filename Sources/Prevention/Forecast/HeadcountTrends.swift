import Workforce

/// Which establishments and which of their groups decline (domain rules §6).
///
/// A group counts only where its establishment declines too, by the same test, and still does: in a healthy one people
/// move on to other jobs, and the jobs they leave shrink without anybody being made redundant.
struct HeadcountTrends {
    /// By establishment, as the grouping numbers its places; nil where it does not decline.
    private(set) var ofEstablishment: [UInt32: HeadcountTrend] = [:]
    /// By group.
    private(set) var ofGroup: [HeadcountTrend?]

    /// A group with fewer people says nothing by itself.
    static let smallestGroup = 5

    /// - Parameter heads: in-service people of each group in the newest snapshot.
    init(
        _ history: HeadcountHistory, snapshotDate: CalendarDate, grouping: SelectionGrouping, heads: [Int32],
        jobs: [Job], seed: UInt64
    ) {
        ofGroup = Array(repeating: nil, count: grouping.count)
        let points = Self.points(of: history.dates, before: snapshotDate)
        guard points.count + 1 >= HeadcountTrend.fewestPoints else { return }
        let years =
            points.map { Double(history.dates[$0].dayNumber - snapshotDate.dayNumber) / ExitHazards.daysPerYear } + [0]
        let establishments = Self.establishments(history, points: points, grouping: grouping, heads: heads)
            // An establishment without anybody left has nobody to warn.
            .filter { $0.value[points.count] > 0 }
            .map { place, series in
                Subject(
                    number: Int(place), heads: series,
                    key: CounterRandom.key(grouping.establishments[place].utf8, under: seed))
            }
        for (subject, trend) in zip(establishments, Self.trends(of: establishments, years)) {
            if let trend, trend.isGoingOn { ofEstablishment[UInt32(subject.number)] = trend }
        }
        if ofEstablishment.isEmpty { return }
        let groups = groups(history, points: points, grouping: grouping, heads: heads, jobs: jobs)
            .filter { heads[$0.key] >= Self.smallestGroup }
            .map { group, series in
                Subject(
                    number: group, heads: series,
                    key: CounterRandom.key(
                        grouping.establishments[grouping.establishment[group]].utf8,
                        under: CounterRandom.key(grouping.jobGroups[grouping.jobGroup[group]].utf8, under: seed)))
            }
        for (subject, trend) in zip(groups, Self.trends(of: groups, years)) { ofGroup[subject.number] = trend }
    }

    /// An establishment or a group, with its counts.
    private struct Subject {
        var number: Int
        var heads: [Int32]
        var key: UInt64
    }

    /// The trend of each, on all cores: an employer that shrinks everywhere has a bootstrap for every group.
    private static func trends(of subjects: [Subject], _ years: [Double]) -> [HeadcountTrend?] {
        var trends = [HeadcountTrend?](repeating: nil, count: subjects.count)
        trends.withUnsafeMutableBufferPointer { trends in
            RowChunks.forEach(RowChunks.bounds(of: subjects.count, minimum: 1)) { _, chunk in
                for index in chunk {
                    trends[index] = HeadcountTrend(
                        heads: subjects[index].heads, years: years, key: subjects[index].key)
                }
            }
        }
        return trends
    }

    /// The dates that are looked at, oldest first: apart from each other by a quarter, so that a snapshot every night tells
    /// the same as one every month.
    private static func points(of dates: [CalendarDate], before snapshotDate: CalendarDate) -> [Int] {
        var points: [Int] = []
        var next = snapshotDate
        for index in dates.indices.reversed() where points.count + 1 < HeadcountTrend.mostPoints {
            guard next.dayNumber - dates[index].dayNumber >= HeadcountTrend.daysBetweenPoints else { continue }
            points.append(index)
            next = dates[index]
        }
        return points.reversed()
    }

    private static func establishments(
        _ history: HeadcountHistory, points: [Int], grouping: SelectionGrouping, heads: [Int32]
    ) -> [UInt32: [Int32]] {
        var series: [UInt32: [Int32]] = [:]
        let none = [Int32](repeating: 0, count: points.count + 1)
        for group in 0..<grouping.count {
            series[grouping.establishment[group], default: none][points.count] += heads[group]
        }
        let places = Self.places(history, grouping)
        for (number, cell) in history.cells.enumerated() {
            guard let place = places[Int(cell.establishment)] else { continue }
            for (index, point) in points.enumerated() {
                series[place]?[index] += history.heads(of: number, at: point)
            }
        }
        return series
    }

    /// The groups of declining establishments.
    private func groups(
        _ history: HeadcountHistory, points: [Int], grouping: SelectionGrouping, heads: [Int32], jobs: [Job]
    ) -> [Int: [Int32]] {
        var series: [Int: [Int32]] = [:]
        let none = [Int32](repeating: 0, count: points.count + 1)
        for group in 0..<grouping.count where ofEstablishment[grouping.establishment[group]] != nil {
            series[group] = none
            series[group]?[points.count] = heads[group]
        }
        let places = Self.places(history, grouping)
        let jobGroups = Self.jobGroups(history, grouping, jobs)
        for (number, cell) in history.cells.enumerated() {
            guard let place = places[Int(cell.establishment)], ofEstablishment[place] != nil,
                let job = jobGroups[Int(cell.job)], let group = grouping.find(jobGroup: job, establishment: place)
            else { continue }
            for (index, point) in points.enumerated() {
                series[group]?[index] += history.heads(of: number, at: point)
            }
        }
        return series
    }

    /// By the history's number of an establishment that of the grouping; nil where nobody is there any more.
    private static func places(_ history: HeadcountHistory, _ grouping: SelectionGrouping) -> [UInt32?] {
        (0..<UInt32(history.establishments.count)).map { grouping.establishments.find(history.establishments[$0]) }
    }

    /// By the history's number of a job the grouping's of its job group, as jobs.csv has it today; of a repeated job the
    /// first row counts.
    private static func jobGroups(
        _ history: HeadcountHistory, _ grouping: SelectionGrouping, _ jobs: [Job]
    ) -> [UInt32?] {
        var listed = CodeTable()
        var groups: [String] = []
        for job in jobs where Int(listed.intern(job.job)) == groups.count {
            groups.append(job.jobGroup.flatMap { $0.isEmpty ? nil : $0 } ?? job.job)
        }
        return (0..<UInt32(history.jobs.count)).map { code in
            let job = history.jobs[code]
            return grouping.jobGroups.find(listed.find(job).map { groups[Int($0)] } ?? job)
        }
    }
}
