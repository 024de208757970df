import Workforce

/// How and when people of a group leave by themselves, or because their contract ends.
extension GroupHistory {
    mutating func pass(_ seat: Int, _ month: Int, _ factor: Double, _ isFrozen: Bool) {
        guard let index = seats[seat].career else { return }
        let (first, next) = (months.firsts[month], months.firsts[month + 1])
        if careers[index].redundant == Career.never {
            if isFrozen { endContract(index, first, next) }
            let chance = factor * attrition.chance(careers[index], isMover: seats[seat].isMover, at: first)
            if stream.share() < chance, careers[index].exit > next, careers[index].hire < first { resign(index, next) }
        }
        guard careers[index].exit <= next else { return }
        if careers[index].reason.isVoluntaryOrNatural { leaversByMonth[month] += 1 }
        seats[seat].career = nil
        // Who was made redundant leaves no seat behind.
        seats[seat].refill = careers[index].redundant < Career.never ? Career.never : month + 1 + stream.below(4)
    }

    private mutating func resign(_ index: Int, _ next: Int) {
        let exit = stream.chance(700) ? next : next - stream.below(27)
        careers[index].exit = exit
        let reasons: [ExitReason] = [.resignation, .transfer, .death, .cause, .other]
        careers[index].reason = reasons[stream.pick([900, 40, 10, 25, 25])]
        careers[index].exitKnown = exit - (careers[index].reason == .resignation ? stream.below(45) : 0)
        linger(index)
    }

    /// Of ten contracts that end while nobody is hired, eight or nine are not renewed; before a closure none is.
    private mutating func endContract(_ index: Int, _ first: Int, _ next: Int) {
        guard careers[index].exit > next, careers[index].contract(at: first) != .permanent,
            let end = careers[index].termEnds.first(where: { $0 >= first && $0 < next }),
            course?.isClosure == true || stream.chance(850)
        else { return }
        careers[index].termEnds.removeAll { $0 > end }
        careers[index].permanentFrom = Career.never
        careers[index].exit = end
        careers[index].reason = .contractEnd
        careers[index].exitKnown = end
        linger(index)
    }

    /// Nine of ten go at pension age.
    mutating func retire(_ index: Int) {
        let birth = CalendarDate(dayNumber: Int32(careers[index].birth))
        var pension = birth.anniversary(years: 67)
        if pension.parts.year >= 2028 { pension = pension.adding(months: 3) }
        let day = Int(pension.dayNumber)
        let latest = min(careers[index].exit, months.firsts[months.count])
        guard stream.chance(900), day > max(months.firsts[0], careers[index].hire), day < latest else { return }
        careers[index].exit = day
        careers[index].reason = .retirement
        careers[index].exitKnown = day - 120
    }

    /// Leavers stand in one more snapshot, except one in eight, who is simply gone from the next.
    mutating func linger(_ index: Int) {
        guard careers[index].exit < Career.never else { return }
        let lingers = stream.chance(125) ? 0 : 31 * interval + stream.below(9)
        careers[index].lastListed = careers[index].exit + lingers
    }
}
