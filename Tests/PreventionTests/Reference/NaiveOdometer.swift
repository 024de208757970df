import Prevention
import Workforce

/// Domain rules §8, "Odometer", once more: every day of the horizon recounted person by person, months taken from the
/// parts of dates, nothing shared with the engine.
struct NaiveOdometer {
    struct Case: Equatable {
        var id: String
        var date: CalendarDate
        var standing: String
        var establishment: String
    }

    let input: TestWorkforce
    private(set) var cases: [Case] = []
    private let rules: NaiveRules

    init(_ input: TestWorkforce) {
        self.input = input
        rules = NaiveRules(input)
        for row in input.people {
            let person = rules.person(row)
            if person.isExternal || person.pack == nil { continue }
            if let date = date(of: person) {
                cases.append(
                    Case(
                        id: row.id, date: date, standing: date <= input.asOf ? "past" : "committed",
                        establishment: row.establishment))
            } else if let outcome = rules.people[row.id], let date = outcome.redundancyDate,
                outcome.rules.contains("indicated") || outcome.rules.contains("closing")
            {
                cases.append(Case(id: row.id, date: date, standing: "forecast", establishment: row.establishment))
            }
        }
        addPlaces()
    }

    private func date(of person: NaivePerson) -> CalendarDate? {
        let row = person.row
        let asOf = input.asOf
        if [.probation, .cause, .contractEnd].contains(row.exitReason) { return nil }
        var isEconomic = row.exitReason == .redundancy || row.exitReason == .settlement
        if let since = row.redundantSince, row.exitDate == nil || row.exitDate! >= since {
            if since <= asOf || !person.isVoluntary { isEconomic = true }
        }
        let dates = [row.redundantSince, row.noticeDate, row.exitDate].compactMap { $0 }
        return isEconomic ? dates.min() : nil
    }

    /// People to go whom no order names.
    private mutating func addPlaces() {
        for (key, group) in rules.groups {
            guard let decisive = group.decisiveDate, !group.isClosing else { continue }
            let members = input.people.filter { rules.group(of: $0) == key }.map(rules.person)
            guard let pack = members.first?.pack else { continue }
            let hasOrder = pack.selectionOrder == .proportionality
            if hasOrder, group.missingBirthDates.isEmpty { continue }
            let heads = members.filter {
                $0.isInService && $0.phase3.isEmpty && ($0.knownLeaveDate == nil || $0.knownLeaveDate! > decisive)
            }
            let rest = heads.filter { rules.people[$0.row.id]!.selection != "indicated" }
            if hasOrder, rest.contains(where: \.isExternal) { continue }
            let known = Set(cases.map(\.id))
            let open = rest.filter { !$0.isExternal && !known.contains($0.row.id) }
            let already = rest.filter { known.contains($0.row.id) }
            let places = group.going.dropFirst(heads.count - rest.count + already.count).prefix(open.count)
            for date in places {
                cases.append(Case(id: "", date: date, standing: "forecast", establishment: key.establishment))
            }
        }
    }

    /// What an establishment states, and of which country it is.
    func unit(_ establishment: String, _ kind: CollectiveRedundancy.Unit) -> StatutoryUnit {
        let listed = input.establishments.first { $0.establishment == establishment }
        return StatutoryUnit(
            country: listed?.country ?? input.country, kind: kind,
            code: kind == .statutoryArea ? listed?.statutoryArea : listed?.technicalUnit)
    }

    /// Those that count on a day.
    func counted(_ unit: StatutoryUnit, _ rule: CollectiveRedundancy, on day: CalendarDate) -> [Case] {
        var start = day
        switch rule.window {
        case .days(let days): for _ in 0..<days { start = start.adding(days: -1) }
        case .months(let months):
            let (year, month, dayOfMonth) = day.parts
            let index = year * 12 + month - 1 - months
            var last = dayOfMonth
            while CalendarDate(year: index / 12, month: index % 12 + 1, day: last) == nil { last -= 1 }
            start = CalendarDate(year: index / 12, month: index % 12 + 1, day: last)!
        }
        return cases.filter {
            self.unit($0.establishment, rule.unit) == unit && start < $0.date && $0.date <= day
        }
    }

    /// The smallest whole number that is at least the rule's threshold for so many workers, tried one after the other.
    func threshold(_ rule: CollectiveRedundancy, workers: Rational) -> Int? {
        var found: Int?
        for tier in rule.tiers where !(workers < Rational(tier.fromWorkers)) {
            found =
                tier.count
                ?? (1...).first { !(Rational($0) < workers * Rational(tier.percent!, 100)) }
        }
        return found
    }

    /// Workers that a rule's threshold goes with on a day: the average of the months of the year before, else today's.
    func size(_ unit: StatutoryUnit, _ rule: CollectiveRedundancy, on day: CalendarDate) -> (Rational, isKnown: Bool) {
        let today = (Rational(workers(unit)), isKnown: false)
        if rule.tiers.count == 1 { return today }
        var sum = 0
        var dates: [CalendarDate] = []
        for (date, heads) in input.headcounts.counts where date.parts.year + 1 == day.parts.year {
            dates.append(date)
            for (cell, count) in heads where self.unit(cell.establishment, unit.kind) == unit { sum += Int(count) }
        }
        if sum == 0 { return today }
        let quarters = [1...3, 4...6, 7...9, 10...12].filter { quarter in
            dates.contains { quarter.contains($0.parts.month) }
        }
        return (Rational(sum, dates.count), isKnown: dates.count >= 4 && quarters.count >= 3)
    }

    /// Everybody who works in the unit and is no external.
    func workers(_ unit: StatutoryUnit) -> Int {
        input.people.map(rules.person).filter {
            $0.isInService && !$0.isExternal && self.unit($0.row.establishment, unit.kind) == unit
        }.count
    }
}
