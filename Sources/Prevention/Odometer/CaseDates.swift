import Workforce

/// The dates of a unit's cases, to be counted between any two days.
struct CaseDates {
    /// Ascending, by standing.
    private var dates: [RedundancyCase.Standing: [CalendarDate]]

    init(_ cases: some Sequence<RedundancyCase>) {
        dates = Dictionary(grouping: cases, by: \.standing).mapValues { $0.map(\.date).sorted() }
    }

    /// How many are dated after one day and on or before another.
    func count(_ standing: RedundancyCase.Standing, after: CalendarDate, through: CalendarDate) -> Int {
        let dates = dates[standing] ?? []
        return max(0, dates.firstIndex(after: through) - dates.firstIndex(after: after))
    }

    /// All of them, by standing.
    func count(after: CalendarDate, through: CalendarDate) -> OdometerReading.Count {
        OdometerReading.Count(
            past: count(.past, after: after, through: through),
            committed: count(.committed, after: after, through: through),
            forecast: count(.forecast, after: after, through: through))
    }

    /// The first case after a day.
    func first(after day: CalendarDate) -> CalendarDate? {
        dates.values.compactMap { dates in
            let index = dates.firstIndex(after: day)
            return index < dates.count ? dates[index] : nil
        }.min()
    }
}

extension [CalendarDate] {
    /// In ascending dates the place of the first after a day.
    fileprivate func firstIndex(after day: CalendarDate) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if self[middle] <= day { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
