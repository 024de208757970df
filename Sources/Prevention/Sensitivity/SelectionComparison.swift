import Workforce

/// Sets the order of a scenario against what the run said of the same people.
struct SelectionComparison {
    let result: PreventionResult
    let members: GroupMembers
    /// The groups that the members come from.
    let groups: [Int]

    /// - Parameter order: nil where the scenario has no surplus.
    func compare(_ order: SelectionOrder?, in outcome: inout ScenarioOutcome) {
        var after: [Int32: SelectionOrder.Place] = [:]
        for place in order?.places ?? [] {
            after[place.row] = place
            if place.isIndicated { outcome.coveredCentiFTE += Int(members.people.centiFTE[Int(place.row)]) }
        }
        let withoutPlace = headsWithoutPlace
        for row in members.rows where members.states[Int(row)].isInService {
            let place = after[row]
            if place?.rank == 0 || withoutPlace.contains(row) {
                outcome.undetermined.append(Int(row))
                continue
            }
            let from = result.selection[Int(row)]
            let to: Selection = order == nil ? .none : place?.isIndicated == true ? .indicated : .exposed
            guard (from == .indicated) != (to == .indicated) else { continue }
            let rank = Int(result.rank[Int(row)])
            outcome.flips.append(
                SelectionFlip(
                    row: Int(row), from: from, to: to, rankBefore: rank > 0 ? rank : nil,
                    rankAfter: place.map { Int($0.rank) }))
        }
        outcome.undetermined.sort()
        outcome.missingBirthDates = Set(groups.flatMap { result.groups[$0].missingBirthDates })
            .union(order?.missingBirthDates ?? []).sorted()
        sort(&outcome.flips)
    }

    /// People who came into the order of their group and have no place in it, since birth dates are missing.
    private var headsWithoutPlace: Set<Int32> {
        var rows: Set<Int32> = []
        for row in members.rows where result.rank[Int(row)] == 0 {
            let group = result.groups[Int(result.group[Int(row)])]
            guard !group.missingBirthDates.isEmpty, let decisive = group.decisiveDate else { continue }
            let state = members.states[Int(row)]
            if state.comesIntoOrder(at: decisive) { rows.insert(row) }
        }
        return rows
    }

    private func sort(_ flips: inout [SelectionFlip]) {
        let ids = members.people.ids
        flips.sort { left, right in
            let (isLeft, isRight) = (left.to == .indicated, right.to == .indicated)
            if isLeft != isRight { return isLeft }
            let ranks = isLeft ? (left.rankAfter, right.rankAfter) : (left.rankBefore, right.rankBefore)
            if ranks.0 != ranks.1 { return (ranks.0 ?? 0) < (ranks.1 ?? 0) }
            return ids.isOrdered(left.row, before: right.row)
        }
    }
}
