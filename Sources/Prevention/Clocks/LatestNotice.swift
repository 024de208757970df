import Workforce

extension Jurisdiction {
    /// The notice given on a day, if it ends in time and the day is one on which it can be given.
    func notice(to person: Person, givenOn day: CalendarDate, endingBy limit: CalendarDate) -> NoticePeriod? {
        guard day >= person.hireDate, let period = noticePeriod(of: person, givenOn: day, byEmployee: false),
            period.end <= limit, !period.beginsOnWrongDay
        else { return nil }
        return period
    }

    /// The latest notice to a person that ends on or before a day; nil without a statute, and where it would have to be
    /// given before the person was hired. Where periods begin on Mondays no other day is looked at.
    ///
    /// A notice that is given later ends no earlier, as long as a longer service never makes the notice shorter: only on the
    /// pension date it may become shorter. So days are halved on either side of that date. Every night asks this of everybody
    /// who would go; day by day it took longer than all other rules.
    func latestNotice(to person: Person, endingBy limit: CalendarDate) -> NoticePeriod? {
        let earliest = max(person.hireDate, limit.adding(days: -LatestNotice.mostDays))
        guard earliest <= limit else { return nil }
        guard let pack, pack.noticeOnlyGrows(from: earliest, through: limit) else {
            return LatestNotice(self, person, limit).dayByDay(from: limit)
        }
        let search = LatestNotice(self, person, limit)
        if let pension = pensionDate(of: person, onOrBefore: limit), pension > earliest {
            if let found = search.halving(pension, limit) { return found }
            return search.halving(earliest, pension.adding(days: -1))
                ?? search.dayByDay(from: earliest.adding(days: -1))
        }
        return search.halving(earliest, limit) ?? search.dayByDay(from: earliest.adding(days: -1))
    }
}

extension StatutePack {
    /// Whether in these days no new entry comes into force and none lets the notice of a longer service be shorter.
    fileprivate func noticeOnlyGrows(from first: CalendarDate, through last: CalendarDate) -> Bool {
        guard let entry = notice.index(inForceOn: last), notice.index(inForceOn: first) == entry else { return false }
        let rule = notice[entry]
        if let frozen = rule.frozenPart, first < frozen.serviceBefore, frozen.serviceBefore <= last { return false }
        return zip(rule.steps, rule.steps.dropFirst()).allSatisfy { $0.length <= $1.length }
            && rule.increases.allSatisfy { $0.length >= 0 }
    }
}

/// The search for the last day on which a notice can be given.
struct LatestNotice {
    /// Longer than any notice of the law lasts; what begins before is looked for day by day.
    static let mostDays = 3 * 366

    private let jurisdiction: Jurisdiction
    private let person: Person
    private let limit: CalendarDate

    init(_ jurisdiction: Jurisdiction, _ person: Person, _ limit: CalendarDate) {
        self.jurisdiction = jurisdiction
        self.person = person
        self.limit = limit
    }

    private func period(_ day: CalendarDate) -> NoticePeriod? {
        jurisdiction.noticePeriod(of: person, givenOn: day, byEmployee: false)
    }

    /// Among days of which a later one never ends a notice earlier.
    func halving(_ first: CalendarDate, _ last: CalendarDate) -> NoticePeriod? {
        func ends(_ day: Int32) -> Bool { period(CalendarDate(dayNumber: day)).map { $0.end <= limit } ?? false }
        var low = first.dayNumber
        guard low <= last.dayNumber, ends(low) else { return nil }
        // Most notices are of a few months: from the last day back, in longer and longer steps.
        var high = last.dayNumber + 1
        var step: Int32 = 32
        while high - step > low {
            let day = high - step
            if ends(day) {
                low = day
                break
            }
            high = day
            step *= 2
        }
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if ends(middle) { low = middle } else { high = middle }
        }
        var day = CalendarDate(dayNumber: low)
        while day >= first {
            if let period = period(day), !period.beginsOnWrongDay { return period }
            day = day.adding(days: -1)
        }
        return nil
    }

    func dayByDay(from last: CalendarDate) -> NoticePeriod? {
        var day = last
        while day >= person.hireDate, let period = period(day) {
            if period.end <= limit, !period.beginsOnWrongDay { return period }
            day = day.adding(days: -1)
        }
        return nil
    }
}
