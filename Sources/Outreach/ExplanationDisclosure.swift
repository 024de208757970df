package import Prevention
import Workforce

/// What of a run an explanation may tell the person it is about (domain rules §10, "Announcement").
///
/// An explanation is read to somebody who need not know of a plan that is embargoed or not announced: nothing in it is
/// counted from such rows of others, and where the person's own part rests on one, that is said first.
package struct ExplanationDisclosure {
    private let inside: PreventionResult
    private let outward: PreventionResult
    private let disclosure: PlanDisclosure

    /// - Parameters:
    ///   - inside: the run on the whole plan.
    ///   - outward: the run on `PlanDisclosure.outwardPlan` of the same workforce.
    package init(inside: PreventionResult, outward: PreventionResult, disclosure: PlanDisclosure) {
        self.inside = inside
        self.outward = outward
        self.disclosure = disclosure
    }

    package func view(of row: Int) -> OutsideView {
        let kept = inside.groups.indices.filter { hidden(in: $0) != .open }
        let notAnnounced: Evidence.NotAnnounced? =
            switch standing(of: row) {
            case .open: nil
            case .person: Evidence.NotAnnounced(until: nil)
            case .date(let day): Evidence.NotAnnounced(until: day)
            }
        return OutsideView(result: outward, keptGroups: Set(kept), notAnnounced: notAnnounced)
    }

    /// The strictest of the rows that what is said of the person rests on.
    private func standing(of row: Int) -> PlanDisclosure.Standing {
        let index = Int(inside.group[row])
        let group = inside.groups[index]
        var standing = PlanDisclosure.Standing.open
        if inside.phase[row] == 2, inside.rules[row].contains(.announced) { standing = hidden(in: index) }
        // Who has notice or left is in no order any more, and nothing is said of the group.
        let isInGroup = (1...2).contains(inside.phase[row])
        let isOtherGroup = withoutPlanRows(group) != withoutPlanRows(outward.groups[index])
        guard isOtherwise(row, in: isOtherGroup) || isInGroup && isOtherGroup else { return standing }
        standing = standing.stricter(disclosure.strictest(of: group.planRows + (group.forecast?.planRows ?? [])))
        standing = standing.stricter(hidden(in: index))
        // Only through what a hidden row does to others, such as a smaller share of a `*` row.
        return standing == .open ? disclosure.strictest(of: disclosure.hiddenRows) : standing
    }

    private func hidden(in group: Int) -> PlanDisclosure.Standing {
        disclosure.strictestHidden(
            jobGroup: inside.groups[group].jobGroup, establishment: inside.groups[group].establishment)
    }

    /// The two plans number their rows apart.
    private func withoutPlanRows(_ group: SelectionGroup) -> SelectionGroup {
        var group = group
        group.planRows = []
        group.forecast?.planRows = []
        return group
    }

    /// - Parameter isOtherGroup: whether the group's figures differ, too. Where they are the same, a chance that differs by a
    ///   hair does so since other groups' dates are looked at as well: that is nothing of the person's.
    private func isOtherwise(_ row: Int, in isOtherGroup: Bool) -> Bool {
        inside.phase[row] != outward.phase[row] || inside.rules[row] != outward.rules[row]
            || inside.selection[row] != outward.selection[row] || inside.rank[row] != outward.rank[row]
            || inside.redundancyDate[row] != outward.redundancyDate[row]
            || inside.expectedExit[row] != outward.expectedExit[row]
            || isOtherGroup && inside.probability[row] != outward.probability[row]
            || inside.vitalSigns[row] != outward.vitalSigns[row]
    }
}
