import Workforce

/// How a plan that comes true costs people their jobs.
extension GroupHistory {
    /// Decides who goes: as many as the surplus on the plan's date holds positions, less those whom the past year lets
    /// expect to leave by then.
    mutating func dismiss(_ course: PlanCourse, _ month: Int) {
        trueDemand = Int(Double(publishedSupply) * (1 - course.trueShare))
        let (day, date) = (months.firsts[month], months.firsts[course.date])
        let heads = seats.indices.filter { seat in
            guard let index = seats[seat].career else { return false }
            let end = careers[index].term(at: day).map { careers[index].termEnds[$0] } ?? Career.never
            return careers[index].exit > date && end >= date
        }
        guard !heads.isEmpty else { return }
        let people = heads.compactMap { seats[$0].career.map { careers[$0] } }
        let fte = people.reduce(0) { $0 + $1.centiFTE }
        let pastYear = leaversByMonth[max(0, month - 12)..<month].reduce(0, +)
        let expected = Double(pastYear) * Double(PlanCourse.noticeMonths) / 12
        let surplus = Double(fte - trueDemand) * Double(people.count) / Double(fte)
        let count = course.isClosure ? people.count : min(people.count, Int(max(0, surplus - expected + 0.5)))
        var chosen = Set(DismissalOrder(day: day).chosen(count, of: people))
        depart(from: &chosen, people.count)
        for (position, seat) in heads.enumerated() where chosen.contains(position) {
            if let index = seats[seat].career { makeRedundant(index, month, date) }
        }
        redundancies = chosen.count
    }

    /// The employer's own choice where the scenario has one.
    private mutating func depart(from chosen: inout Set<Int>, _ heads: Int) {
        guard scenario.discretionPerMille > 0 else { return }
        for position in chosen.sorted() where stream.chance(scenario.discretionPerMille) {
            let others = (0..<heads).filter { !chosen.contains($0) }
            guard !others.isEmpty else { return }
            chosen.remove(position)
            chosen.insert(others[stream.below(others.count)])
        }
    }

    /// Told in the month of the decision, given notice within weeks, gone when the notice has run out, at the earliest
    /// on the plan's date. The time that the permit took comes off the notice, of which a month remains. Of three in ten
    /// the last day is in no file before it has come.
    private mutating func makeRedundant(_ index: Int, _ month: Int, _ date: Int) {
        let told = months.firsts[month] + stream.below(8)
        careers[index].redundant = told
        careers[index].redundancyKnown = told
        careers[index].reason = .redundancy
        careers[index].exit = date
        careers[index].exitKnown = date
        if !careers[index].contract(at: told).isExternal {
            let notice = told + stream.within(7...20)
            let served = (notice - careers[index].service) / 365
            let length = served < 10 ? 1 : served < 15 ? 2 : 3
            let end = CalendarDate(dayNumber: Int32(notice)).adding(months: length).endOfMonth
            careers[index].notice = notice
            careers[index].exit = max(date, Int(end.dayNumber) + 1)
            careers[index].exitKnown = stream.chance(700) ? notice : careers[index].exit
        }
        linger(index)
    }

    /// What stands empty when the plan comes true is no more, except as far as it left more than there is.
    mutating func abolishEmptySeats() {
        let reference = course.map { months.firsts[$0.date] } ?? 0
        var room = max(0, (trueDemand - supply(at: reference)) / 100)
        for seat in seats.indices where seats[seat].career == nil {
            if room > 0 { room -= 1 } else { seats[seat].refill = Career.never }
        }
    }
}
