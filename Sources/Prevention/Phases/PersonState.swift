import Workforce

/// What a run knows of one person while it works: one record, so that a group's people cost one look each.
struct PersonState {
    /// Day number of the known leave date; `DateColumn.absent` where there is none within the horizon.
    var leave = DateColumn.absent
    var redundancyDate = DateColumn.absent
    var expectedExit = DateColumn.absent
    var rank: Int32 = 0
    var rules: PhaseRules = []
    var phase: UInt8 = 0
    var cause = Cause.none
    var selection = Selection.none
    private var marks: Marks = []
    var vitalSigns: VitalSigns = []
    /// Chance of redundancy within the horizon, in hundredths; `PreventionResult.noProbability` where none is given.
    var probability: UInt8 = 0

    /// Together in one byte: with one byte more, alignment takes four for each person.
    private struct Marks: OptionSet {
        var rawValue: UInt8
        static let tied = Marks(rawValue: 1)
        static let waitsForGroupDate = Marks(rawValue: 2)
    }

    var tied: Bool {
        get { marks.contains(.tied) }
        set { if newValue { marks.insert(.tied) } else { marks.remove(.tied) } }
    }

    /// The expected exit is the group's redundancy date, if it has one.
    var waitsForGroupDate: Bool {
        get { marks.contains(.waitsForGroupDate) }
        set { if newValue { marks.insert(.waitsForGroupDate) } else { marks.remove(.waitsForGroupDate) } }
    }

    var isInService: Bool { (1...3).contains(phase) }

    /// Whether the person still counts at a date: no leave date on or before it.
    func counts(at date: CalendarDate) -> Bool { leave == DateColumn.absent || leave > date.dayNumber }

    /// Whether the person is a head of the group's order for a date (domain rules §4.1): in service still, and not in
    /// phase 3 already.
    func comesIntoOrder(at decisive: CalendarDate) -> Bool { isInService && phase != 3 && counts(at: decisive) }

    /// What the person's own row says, without the group (domain rules §5).
    ///
    /// Borrows the jurisdiction: otherwise all cores count up and down the references to it for each person.
    init(
        _ person: Person, asOf: CalendarDate, horizonEnd: CalendarDate, policy: PreventionPolicy,
        jurisdiction: borrowing Jurisdiction
    ) {
        guard person.isInService(at: asOf) else {
            probability = PreventionResult.noProbability
            guard person.hasEnded(at: asOf, policy: policy, jurisdiction: jurisdiction) else { return }
            rules = .ended
            phase = 4
            cause = person.cause(of: rules, at: asOf)
            expectedExit = person.exitDate.dayNumber
            return
        }
        let dates = LeaveDates(of: person, asOf: asOf, policy: policy, jurisdiction: jurisdiction, limit: horizonEnd)
        leave = dates.known.dayNumber
        rules = person.phase3Rules(at: asOf).union(person.phase2Rules(at: asOf, policy: policy))
        if rules.isEmpty { rules = .base }
        phase = rules.phase
        switch phase {
        case 3:
            // It is certain or withdrawn: no longer a question of chance.
            probability = PreventionResult.noProbability
            let exit = person.expectedExitAfterNotice(rules, leave: dates, asOf: asOf, jurisdiction: jurisdiction)
            expectedExit = exit.date.dayNumber
            waitsForGroupDate = exit.isGroupDateBetter
        case 2 where !rules.isDisjoint(with: .contractEnds):
            expectedExit = person.contractEnd.dayNumber
        case 1:
            vitalSigns = person.vitalSigns(at: asOf, policy: policy)
        default: break
        }
        if phase > 1 { cause = person.cause(of: rules, at: asOf) }
    }
}

extension Person {
    /// When somebody in phase 3 is expected to go (domain rules §5): the earliest of exit date, notice end and contract
    /// end, never the pension date; where `declared` alone matches, the end of the notice that would follow it.
    ///
    /// Where no statute gives that notice, the group's redundancy date is better than what is returned, if it has one.
    func expectedExitAfterNotice(
        _ rules: PhaseRules, leave: LeaveDates, asOf: CalendarDate, jurisdiction: Jurisdiction
    ) -> (date: CalendarDate?, isGroupDateBetter: Bool) {
        let known = leave.withoutPension
        // A stated exit is better than any that is derived.
        guard exitDate == nil, let redundantSince, rules == .declared || known == nil && rules.contains(.declared)
        else { return (known, false) }
        guard let period = jurisdiction.noticePeriod(of: self, givenOn: redundantSince, byEmployee: false) else {
            return (known, true)
        }
        // As with any derived notice, an end that has passed counts as the day after asOf.
        return (max(period.end, asOf.adding(days: 1)), false)
    }
}

extension CalendarDate? {
    /// As a date column holds it.
    var dayNumber: Int32 { self?.dayNumber ?? DateColumn.absent }
}
