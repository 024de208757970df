package import Workforce

extension Person {
    /// What lies behind the phase (domain rules §5): of the rules that decide it, a surplus before an ending contract
    /// before the individual. Outward, an ending contract is never called a redundancy.
    package func cause(of rules: PhaseRules, at asOf: CalendarDate) -> Cause {
        let deciding = rules.deciding
        if deciding.isEmpty || deciding == .base { return .none }
        if deciding == .ended { return causeOfExit }
        var causes: [Cause] = []
        if !deciding.isDisjoint(with: [.indicated, .closing, .likely, .declared]) { causes.append(.surplus) }
        if !deciding.isDisjoint(with: .contractEnds) { causes.append(.contractEnd) }
        if deciding.contains(.announced), isAnnounced(by: redundantSince, at: asOf) { causes.append(.surplus) }
        let isByReason =
            !deciding.isDisjoint(with: [.notice, .agreedExit])
            || deciding.contains(.announced) && isAnnounced(by: noticeDate, at: asOf)
        if isByReason { causes.append(exitReason.cause) }
        return causes.min { $0.rawValue < $1.rawValue } ?? .none
    }

    /// The cause of an exit: a declared redundancy first, as in the phase before it, so that the last day changes
    /// nothing; then the reason, and where that says nothing, a contract that had ended.
    private var causeOfExit: Cause {
        guard let exitDate else { return exitReason.cause }
        if let redundantSince, redundantSince <= exitDate { return .surplus }
        guard exitReason == .absent || exitReason == .other else { return exitReason.cause }
        if let contractEnd, contractEnd <= exitDate { return .contractEnd }
        return .individual
    }
}

extension ExitReason {
    /// The cause that a reason stands for.
    package var cause: Cause {
        switch self {
        case .redundancy, .settlement: .surplus
        case .contractEnd: .contractEnd
        default: .individual
        }
    }
}
