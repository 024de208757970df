package import Workforce

extension PhaseRules {
    /// The rules of phase 3, notice given.
    package static let phase3: PhaseRules = [.notice, .agreedExit, .declared]
    /// The rules of phase 2, impending redundancy.
    package static let phase2: PhaseRules = [.announced, .indicated, .closing, .likely, .fixedTermEnd, .assignmentEnd]
    /// The rules by which a contract comes to its end.
    package static let contractEnds: PhaseRules = [.fixedTermEnd, .assignmentEnd]

    /// The first phase of which a rule matches, 4 before 3 before 2 (domain rules §5); 0 where none does.
    package var phase: UInt8 {
        if contains(.ended) { return 4 }
        if !isDisjoint(with: .phase3) { return 3 }
        if !isDisjoint(with: .phase2) { return 2 }
        return contains(.base) ? 1 : 0
    }

    /// The rules that decide the phase: those of the first phase that matches.
    package var deciding: PhaseRules {
        switch phase {
        case 4: .ended
        case 3: intersection(.phase3)
        case 2: intersection(.phase2)
        default: intersection(.base)
        }
    }
}

/// The rules of domain rules §5 that one person's own row decides.
extension Person {
    /// Rules of phase 3 that match at a date, for somebody in service then.
    package func phase3Rules(at asOf: CalendarDate) -> PhaseRules {
        var rules: PhaseRules = []
        if let noticeDate, noticeDate <= asOf, !exitReason.isVoluntaryOrNatural { rules.insert(.notice) }
        if let exitDate, exitDate > asOf, exitReason.isEmployers { rules.insert(.agreedExit) }
        if let redundantSince, redundantSince <= asOf { rules.insert(.declared) }
        return rules
    }

    /// Rules of phase 2 that match without looking at the group, for somebody in service at asOf.
    package func phase2Rules(at asOf: CalendarDate, policy: PreventionPolicy) -> PhaseRules {
        var rules: PhaseRules = []
        if isAnnounced(by: noticeDate, at: asOf) || isAnnounced(by: redundantSince, at: asOf) {
            rules.insert(.announced)
        }
        if let contractEnd, renewal != .yes, contractEnd.isWithin(months: policy.contractEndMonths, of: asOf) {
            switch contract {
            case .fixedTerm, .onCall, .apprentice: rules.insert(.fixedTermEnd)
            case .agency, .contractor: rules.insert(.assignmentEnd)
            case .permanent: break
            }
        }
        return rules
    }

    /// A notice or redundancy dated after asOf announces itself, unless the person leaves by will or nature.
    func isAnnounced(by date: CalendarDate?, at asOf: CalendarDate) -> Bool {
        guard let date else { return false }
        return date > asOf && !exitReason.isVoluntaryOrNatural
    }

    /// `ended`: within the aftercare window after an exit that was not of the person's own making, and not past
    /// pension age at exit.
    package func hasEnded(at asOf: CalendarDate, policy: PreventionPolicy, jurisdiction: Jurisdiction) -> Bool {
        guard let exitDate, exitDate <= asOf, asOf < exitDate.adding(months: policy.aftercareMonths),
            exitReason.allowsAftercare
        else { return false }
        return jurisdiction.pensionDate(of: self, onOrBefore: exitDate) == nil
    }
}

extension ExitReason {
    /// The employer's reasons, `other`, or none given: those after which phase 4 follows (domain rules §5).
    package var allowsAftercare: Bool { isEmployers || self == .other || self == .absent }
}
