import Workforce

/// Counts one unit's cases under one rule, day by day.
struct UnitCounter {
    let unit: StatutoryUnit
    let rule: String
    let pack: StatutePack
    let asOf: CalendarDate
    let horizonEnd: CalendarDate
    /// Workers today, where no history says more.
    let heads: Int
    let average: AverageWorkers
    /// The unit's, out of `Odometer.cases`, by date.
    let cases: ArraySlice<RedundancyCase>

    func reading() -> OdometerReading? {
        guard let entry = entry(on: asOf) else { return nil }
        let dates = CaseDates(cases)
        let size = size(on: asOf, entry)
        let now = reach(on: asOf, dates)
        var largest = now
        var crossing = isCrossed(now) ? firstReached(before: now, dates) : nil
        var closest = now
        for day in days(after: asOf, through: horizonEnd) {
            let reach = reach(on: day, dates)
            if reach.count.total > largest.count.total { largest = reach }
            if crossing == nil, isCrossed(reach) { crossing = reach }
            if let more = shortfall(reach), shortfall(closest).map({ more < $0 }) ?? true { closest = reach }
        }
        return OdometerReading(
            unit: unit, rule: rule, version: pack.version, source: entry.source, certainty: entry.certainty,
            window: entry.window, size: size, isEstimated: size.isEstimated && entry.dependsOnSize,
            threshold: now.threshold, current: now.count.total,
            committed: dates.count(.committed, after: asOf, through: horizonEnd),
            forecast: dates.count(.forecast, after: asOf, through: horizonEnd), largest: largest,
            nextDropOut: nextDropOut(entry, dates), crossing: crossing.flatMap { self.crossing($0) },
            shortfall: crossing == nil ? shortfall(closest, dates) : nil,
            opening: crossing == nil ? opening(dates) : nil)
    }

    private func entry(on day: CalendarDate) -> CollectiveRedundancy? { pack.collectiveRedundancy(rule, on: day) }

    /// What an entry's threshold goes with: the average of the calendar year before a day; without one, today's heads.
    private func size(on day: CalendarDate, _ entry: CollectiveRedundancy) -> UnitSize {
        let known = entry.dependsOnSize ? average.of(unit, inYear: day.parts.year - 1) : nil
        return known ?? UnitSize(heads: heads, isEstimated: true)
    }

    private func reach(on day: CalendarDate, _ dates: CaseDates) -> OdometerReading.Reach {
        guard let entry = entry(on: day) else {
            return OdometerReading.Reach(
                day: day, count: OdometerReading.Count(past: 0, committed: 0, forecast: 0), threshold: nil)
        }
        return OdometerReading.Reach(
            day: day, count: dates.count(after: entry.window.start(endingOn: day), through: day),
            threshold: entry.threshold(of: size(on: day, entry)))
    }

    private func isCrossed(_ reach: OdometerReading.Reach) -> Bool {
        reach.threshold.map { reach.count.total >= $0 } ?? false
    }

    /// How many are missing for the threshold.
    private func shortfall(_ reach: OdometerReading.Reach) -> Int? { reach.threshold.map { $0 - reach.count.total } }

    /// Of a threshold that is reached today, the first day on which it has been so ever since.
    private func firstReached(before now: OdometerReading.Reach, _ dates: CaseDates) -> OdometerReading.Reach {
        var first = now
        while true {
            let before = reach(on: first.day.adding(days: -1), dates)
            guard isCrossed(before) else { return first }
            first = before
        }
    }

    private func crossing(_ reach: OdometerReading.Reach) -> OdometerReading.Crossing? {
        guard let threshold = reach.threshold, let entry = entry(on: reach.day) else { return nil }
        let start = entry.window.start(endingOn: reach.day)
        let first = cases.firstIndex { $0.date > start } ?? cases.endIndex
        let end = cases[first...].firstIndex { $0.date > reach.day } ?? cases.endIndex
        return OdometerReading.Crossing(
            day: reach.day, count: reach.count, threshold: threshold, isReached: reach.day <= asOf,
            isKnown: reach.count.past + reach.count.committed >= threshold,
            cases: first..<end)
    }

    private func nextDropOut(_ entry: CollectiveRedundancy, _ dates: CaseDates) -> OdometerReading.DropOut? {
        let start = entry.window.start(endingOn: asOf)
        guard let oldest = dates.first(after: start), oldest <= asOf else { return nil }
        // Another entry may be in force by then, with another window: days tell, not arithmetic.
        for day in days(after: asOf, through: longestWindow(of: oldest)) {
            guard let then = self.entry(on: day) else { continue }
            if then.window.start(endingOn: day) >= oldest {
                return OdometerReading.DropOut(day: day, count: reach(on: day, dates).count)
            }
        }
        return nil
    }

    /// How many more are enough, and until when: the first day on which the count has fallen, or the threshold risen.
    private func shortfall(_ closest: OdometerReading.Reach, _ dates: CaseDates) -> OdometerReading.Shortfall? {
        guard let threshold = closest.threshold, let more = shortfall(closest) else { return nil }
        let before = days(after: closest.day, through: longestWindow(of: closest.day)).first {
            shortfall(reach(on: $0, dates)).map { $0 > more } ?? true
        }
        return OdometerReading.Shortfall(more: more, threshold: threshold, from: closest.day, before: before)
    }

    /// How few more are enough on one day after asOf, and on which days: also those before the day that lacks least, in
    /// whose window they still are.
    private func opening(_ dates: CaseDates) -> OdometerReading.Opening? {
        var opening: OdometerReading.Opening?
        var end = asOf
        for day in days(after: asOf, through: horizonEnd) {
            let reach = reach(on: day, dates)
            guard let threshold = reach.threshold, let more = shortfall(reach), let entry = entry(on: day),
                more <= opening?.more ?? Int.max
            else { continue }
            let first = entry.window.start(endingOn: day).adding(days: 1)
            if let known = opening, more == known.more {
                // A later stretch of days that lack as few is another one, and the first is told.
                if first <= end.adding(days: 1) { end = day }
            } else {
                opening = OdometerReading.Opening(
                    more: more, threshold: threshold, from: first > asOf.adding(days: 1) ? first : nil)
                end = day
            }
        }
        if end < horizonEnd { opening?.before = end.adding(days: 1) }
        return opening
    }

    /// The day on which a case has left the window, whichever entry is in force by then.
    private func longestWindow(of date: CalendarDate) -> CalendarDate {
        pack.collectiveRedundancies.filter { $0.rule == rule }.map { $0.window.end(of: date) }.max() ?? date
    }

    private func days(after first: CalendarDate, through last: CalendarDate) -> some Sequence<CalendarDate> {
        (first.dayNumber..<max(first.dayNumber, last.dayNumber)).lazy.map { CalendarDate(dayNumber: $0 + 1) }
    }
}
