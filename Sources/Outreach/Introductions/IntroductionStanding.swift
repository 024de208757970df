package import Prevention
package import Workforce

/// Whether one person may be introduced at all on a day, whoever the partner is (domain rules §10).
package enum IntroductionStanding: Equatable, Sendable {
    case open
    /// A plan that matches the person's group may not be known before this day.
    case embargo(CalendarDate)
    /// A plan that matches the person's group has no announcement date: whoever introduces must say that they know.
    case unannounced([PlannedGroup])
    /// Only people in phase 3 are introduced; the phase, 0 for none.
    case otherPhase(Int)

    package var opensOn: CalendarDate? {
        if case .embargo(let day) = self { day } else { nil }
    }

    package var unannounced: [PlannedGroup]? {
        if case .unannounced(let groups) = self { groups } else { nil }
    }

    /// - Parameters:
    ///   - row: of `Workforce.employees`.
    ///   - outward: the run without hidden plan rows; nil where none is hidden.
    package static func of(
        _ row: Int, inside: PreventionResult, outward: PreventionResult?, disclosure: PlanDisclosure
    ) -> IntroductionStanding {
        guard inside.phase[row] == 3 else { return .otherPhase(Int(inside.phase[row])) }
        if let outward, outward.phase[row] != 3 { return .otherPhase(Int(outward.phase[row])) }
        // That notice was given is the person's own fact, but that their group is behind a plan nobody knows is not: an
        // introduction of one of its people would tell of it.
        let group = inside.groups[Int(inside.group[row])]
        switch disclosure.strictestHidden(jobGroup: group.jobGroup, establishment: group.establishment) {
        case .open: return .open
        case .date(let day): return .embargo(day)
        case .person:
            return .unannounced([PlannedGroup(jobGroup: group.jobGroup, establishment: group.establishment)])
        }
    }
}
