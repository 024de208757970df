import Workforce

/// How and when people leave.
extension CareerMaker {
    /// Draws the end of a career within the sample: retirement, resignation and what else happens, month by month.
    func end(_ career: inout Career) {
        var stream = SeededStream(seed: frame.seed, .person, -1 - career.number)
        let isExternal = career.contract.isExternal
        if !isExternal { retire(&career, &stream) }
        for (first, season) in frame.months where first > career.hire && first < career.exit {
            // Leavers of a million in a month: more in the first years, fewer as the service grows.
            let served = first - career.service
            var hazard = served < 730 ? 13_000 : served < 1_825 ? 8_000 : 3_800
            if isExternal || career.contract(at: first) == .apprentice { hazard = 3_000 }
            guard stream.below(1_000_000) < hazard * season / 1_000 else { continue }
            career.exit = first
            drawReason(&career, &stream)
            break
        }
        // Leavers stay in the files until everything is paid.
        let lingers = isExternal ? 20 : stream.within(40...75)
        if career.exit < Career.never { career.lastListed = career.exit + lingers }
    }

    private func retire(_ career: inout Career, _ stream: inout SeededStream) {
        let birth = CalendarDate(dayNumber: Int32(career.birth))
        var pension = birth.anniversary(years: 67)
        if pension.parts.year >= 2028 { pension = pension.adding(months: 3) }
        // A few go on working; whoever was past the age when the history began does.
        guard !stream.chance(60), Int(pension.dayNumber) > max(frame.start, career.hire),
            Int(pension.dayNumber) < career.exit, Int(pension.dayNumber) < frame.until + 400
        else { return }
        career.exit = Int(pension.dayNumber)
        career.reason = .retirement
        career.exitKnown = career.exit - 120
    }

    private func drawReason(_ career: inout Career, _ stream: inout SeededStream) {
        let exit = career.exit
        if exit - career.hire <= 62 {
            career.reason = stream.chance(500) ? .probation : .resignation
            career.exitKnown = exit - 7
            return
        }
        let reasons: [ExitReason] = [
            .resignation, .transfer, .death, .cause, .dismissal, .settlement, .redundancy, .other,
        ]
        career.reason = reasons[stream.pick([860, 30, 10, 15, 20, 30, 15, 20])]
        switch career.reason {
        case .resignation, .transfer:
            career.notice = exit - stream.within(30...58)
            career.exitKnown = career.notice
        case .dismissal, .redundancy:
            career.notice = exit - stream.within(62...120)
            career.exitKnown = career.notice
        case .settlement: career.exitKnown = exit - stream.within(45...110)
        case .other: career.exitKnown = exit - 20
        default: career.exitKnown = exit
        }
    }

    /// One of the people whom the reorganisation makes redundant: some left, some under notice, some only told.
    func makeRedundant(_ career: inout Career, place: Int, isLeaver: Bool) {
        var stream = SeededStream(seed: frame.seed, .decision, career.number)
        let until = frame.until
        func monthStart(_ months: Int) -> Int {
            Int(CalendarDate(dayNumber: Int32(until)).startOfMonth.adding(months: months).dayNumber)
        }
        career.hasBirth = true
        career.isIndispensable = false
        career.consent = stream.chance(400) ? until - stream.within(3...25) : Career.never
        if isLeaver {
            // Gone on the first of this month or the last: still listed, with the reason.
            career.redundant = until - 190
            career.redundancyKnown = career.redundant
            career.notice = until - 130
            career.exit = monthStart(place % 2 == 0 ? 0 : -1)
            career.reason = place % 3 == 2 ? .settlement : .redundancy
            career.exitKnown = career.notice
            career.lastListed = career.exit + 75
            return
        }
        switch place % 5 {
        case 0:
            career.redundant = until - 120
            career.notice = until - stream.within(15...45)
            career.exit = monthStart(3)
            career.reason = .redundancy
            career.exitKnown = career.notice
        case 1:
            // Under notice, its end left to the rules.
            career.redundant = until - 100
            career.notice = until - stream.within(5...20)
        case 2:
            career.exit = monthStart(2)
            career.reason = .settlement
            career.exitKnown = until - stream.within(10...40)
        case 3: career.redundant = until - stream.within(10...60)
        default:
            // Told, to begin next month.
            career.redundant = until + stream.within(15...40)
            career.redundancyKnown = until - 12
        }
        if career.redundancyKnown == Career.never { career.redundancyKnown = min(career.redundant, until) }
    }
}
