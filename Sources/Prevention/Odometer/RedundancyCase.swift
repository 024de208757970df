package import Workforce

/// One dismissal as the odometer counts it (domain rules §8): one per person.
package struct RedundancyCase: Equatable, Sendable, Codable {
    /// How sure the case is.
    package enum Standing: String, Sendable, Codable, CaseIterable {
        /// Dated on or before asOf.
        case past
        /// Dated after it.
        case committed
        /// Nothing is dated yet: the plan would make it one.
        case forecast
    }

    /// What the date is.
    package enum Basis: String, Sendable, Codable, CaseIterable {
        case redundantSince = "redundant-since"
        case notice
        case exit
        /// Of a forecast: the redundancy date of the person, or of a place in the group.
        case plan
    }

    // A large employer has some hundred thousand cases, twice: what is kept of one is sixteen bytes.
    private var rowOrNobody: Int32
    private var groupIndex: Int32
    package var date: CalendarDate
    package var basis: Basis
    package var standing: Standing

    /// Row of `Workforce.employees`; nil where the plan makes somebody redundant and no order says whom.
    package var row: Int? { rowOrNobody < 0 ? nil : Int(rowOrNobody) }
    /// Index into `PreventionResult.groups`.
    package var group: Int { Int(groupIndex) }

    package init(row: Int?, group: Int, date: CalendarDate, basis: Basis, standing: Standing) {
        rowOrNobody = row.map { Int32($0) } ?? -1
        groupIndex = Int32(group)
        self.date = date
        self.basis = basis
        self.standing = standing
    }
}

extension Person {
    /// The day that somebody counts on, if they count (domain rules §8): the first of `redundant_since`, `notice_date`
    /// and `exit_date`, where the reason is an economic one.
    ///
    /// Agency workers, self-employed people, dismissals for personal reasons, probation and the expiry of a fixed term do
    /// not count (statutory parameters, WMCO). A reason that says neither is economic for who is declared redundant
    /// (phase 3 by `declared`, or was until the exit), and for whom that is dated ahead and who does not leave by will or
    /// nature.
    package func redundancyCase(at asOf: CalendarDate) -> (date: CalendarDate, basis: RedundancyCase.Basis)? {
        guard !contract.isExternal, isForEconomicReasons(at: asOf) else { return nil }
        let dates: [(date: CalendarDate?, basis: RedundancyCase.Basis)] = [
            (redundantSince, .redundantSince), (noticeDate, .notice), (exitDate, .exit),
        ]
        var first: (date: CalendarDate, basis: RedundancyCase.Basis)?
        for case (let date?, let basis) in dates where first.map({ date < $0.date }) ?? true { first = (date, basis) }
        return first
    }

    private func isForEconomicReasons(at asOf: CalendarDate) -> Bool {
        switch exitReason {
        case .redundancy, .settlement: return true
        case .probation, .cause, .contractEnd: return false
        case .absent, .resignation, .retirement, .death, .transfer, .dismissal, .other:
            guard let redundantSince, exitDate.map({ redundantSince <= $0 }) ?? true else { return false }
            return redundantSince <= asOf || !exitReason.isVoluntaryOrNatural
        }
    }
}
