import Workforce

/// Makes the people: who they are, on what contract, since when.
struct CareerMaker {
    let frame: SeatHistory.Frame

    /// Fills `career` with a new person; `hire` is nil for those who were there before the history began, and
    /// `letsContractsEnd` says that it is the employer who lets contracts end.
    func begin(
        _ career: inout Career, seat: Int, generation: Int, family: JobFamily, hire: Int?, onlyPermanent: Bool,
        onlyAgency: Bool = false, letsContractsEnd: Bool = false
    ) {
        var stream = SeededStream(seed: frame.seed, .person, seat, generation)
        let terms = career.termEnds
        career = Career()
        career.termEnds = terms
        career.termEnds.removeAll(keepingCapacity: true)
        career.seat = seat
        career.number = 1 + generation * frame.seats + seat
        career.contract =
            onlyPermanent ? .permanent : onlyAgency ? .agency : contract(isNew: hire != nil, family, &stream)
        draw(&career, family, hire, &stream)
        drawTerms(&career, letsContractsEnd, &stream)
        drawPay(&career, family, &stream)
    }

    private func contract(isNew: Bool, _ family: JobFamily, _ stream: inout SeededStream) -> ContractKind {
        let learning = family.isLearnedAtWork ? 1 : 0
        // Permanent, fixed term, on call, agency, contractor, apprentice.
        let weights = isNew ? [26, 46, 5, 14, 3, 6 * learning] : [77, 9, 4, 6, 2, 2 * learning]
        return ContractKind.allCases[stream.pick(weights)]
    }

    private func draw(_ career: inout Career, _ family: JobFamily, _ hire: Int?, _ stream: inout SeededStream) {
        let isApprentice = career.contract == .apprentice
        var hireAge = isApprentice ? stream.within(16...22) : ageAtHire(&stream)
        if family.level == "hbo" { hireAge = max(hireAge, 22) }
        if let hire {
            career.hire = hire
        } else {
            var years = career.contract == .permanent ? years(&stream) : stream.share() * (isApprentice ? 1.5 : 2.4)
            // Careers end between 58 and 66 where they would be longer: few are near pension age, fewer past it.
            years = min(years, max(0.3, 57 + 9.9 * stream.share() - Double(hireAge)))
            career.hire = frame.start - Int(years * 365.25)
            if stream.chance(750) {
                career.hire = Int(CalendarDate(dayNumber: Int32(career.hire)).startOfMonth.dayNumber)
            }
        }
        career.birth = career.hire - Int((Double(hireAge) + stream.share()) * 365.25)
        career.hasBirth = !stream.chance(1)
        career.gender = stream.chance(4) ? .other : stream.chance(family.womenPerMille) ? .female : .male
        if stream.chance(6) { career.gender = .absent }
        let givenNames = career.gender == .female ? PersonNames.women : PersonNames.men
        career.given = stream.below(givenNames.count)
        career.family = stream.below(PersonNames.families.count)
        career.service = career.hire - (stream.chance(40) ? stream.within(150...1_400) : 0)
        career.jobSince = career.hire
        let served = frame.start - career.hire
        if served > 700, stream.chance(450) {
            career.jobSince = career.hire + Int(Double(served) * (0.2 + 0.75 * stream.share()))
        }
        if family.jobs.count > 1 {
            // Senior after some years; those who are not yet may become so in the course of the sample.
            career.senior = career.jobSince + 365 * stream.within(2...6)
            if stream.chance(350) { career.senior = Career.never }
        }
        career.firstListed = career.hire - (stream.chance(400) ? stream.within(3...40) : 0)
    }

    private func ageAtHire(_ stream: inout SeededStream) -> Int {
        switch stream.below(100) {
        case ..<26: stream.within(18...24)
        case ..<58: stream.within(25...34)
        case ..<81: stream.within(35...44)
        case ..<95: stream.within(45...54)
        default: stream.within(55...61)
        }
    }

    /// Years of service of somebody on a permanent contract.
    private func years(_ stream: inout SeededStream) -> Double {
        switch stream.below(100) {
        case ..<10: 0.3 + 1.7 * stream.share()
        case ..<30: 2 + 3 * stream.share()
        case ..<52: 5 + 5 * stream.share()
        case ..<72: 10 + 7 * stream.share()
        case ..<90: 17 + 10 * stream.share()
        default: 27 + 14 * stream.share()
        }
    }

    /// Ends of successive contracts, until the person leaves at one, becomes permanent, or the sample is over.
    private func drawTerms(_ career: inout Career, _ letsContractsEnd: Bool, _ stream: inout SeededStream) {
        var leaves = 0
        var converts = 0
        var most = 60
        switch career.contract {
        case .permanent: return
        case .fixedTerm: (leaves, converts, most) = (260, 420, 3)
        case .onCall: (leaves, converts) = (250, 150)
        case .agency: (leaves, converts) = (330, 0)
        case .contractor: (leaves, converts) = (300, 0)
        case .apprentice: (leaves, converts, most) = (450, 550, 1)
        }
        var end = career.hire
        while true {
            end = endOfTerm(career.contract, after: end, &stream)
            career.termEnds.append(end)
            // What ended before the history began was renewed, or the person would not be there.
            let isOver = career.termEnds.count >= most
            guard end > frame.start else {
                if isOver {
                    career.permanentFrom = end
                    return
                }
                continue
            }
            if end > frame.until + 400 { return }
            let lot = stream.below(1_000)
            if lot < leaves {
                career.exit = end
                // Most who leave at the end of a contract have found something else; some teams keep nobody on.
                career.reason = letsContractsEnd || stream.chance(50) ? .contractEnd : .resignation
                career.exitKnown = stream.chance(150) ? end - 30 : end
                return
            }
            if lot < leaves + converts || isOver {
                career.permanentFrom = end
                return
            }
        }
    }

    private func endOfTerm(_ contract: ContractKind, after start: Int, _ stream: inout SeededStream) -> Int {
        let months: Int
        switch contract {
        case .apprentice:
            // To the end of a school year.
            let begin = CalendarDate(dayNumber: Int32(start))
            let year = begin.parts.year + (begin.parts.month >= 6 ? 1 : 0) + stream.below(2)
            return Int(CalendarDate(year: year, month: 7, day: 31)?.dayNumber ?? Int32(start + 365))
        case .agency: months = stream.chance(500) ? 6 : 3
        case .contractor: months = stream.chance(500) ? 12 : 6
        default: months = stream.chance(400) ? 7 : 12
        }
        return Int(CalendarDate(dayNumber: Int32(start)).adding(months: months).dayNumber) - 1
    }

    private func drawPay(_ career: inout Career, _ family: JobFamily, _ stream: inout SeededStream) {
        if career.contract == .onCall {
            career.centiFTE = 5 * stream.within(3...12)
            career.hidesFTE = stream.chance(30)
        } else if career.contract != .apprentice, stream.chance(120 + family.womenPerMille * 6 / 10) {
            career.centiFTE = [90, 80, 80, 70, 60, 60, 50, 40][stream.below(8)]
        }
        if career.centiFTE >= 80, stream.chance(1) { career.splitCentiFTE = 30 }
        let years = max(0, frame.until - career.service) / 365
        career.salary = family.salary * (940 + stream.below(140) + 14 * min(12, years)) / 1_000
        if career.contract == .apprentice { career.salary = family.salary * 3 / 4 }
        if !stream.chance(140) {
            let mask = (1 << UInt64(family.skills.count)) - 1 as UInt64
            career.skills = (stream.next() | stream.next()) & mask
        }
        career.isIndispensable = stream.chance(3)
    }
}
