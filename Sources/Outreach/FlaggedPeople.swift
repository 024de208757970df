import Prevention
import Workforce

/// Everybody whom a cell might tell of, sorted by cell: the one pass over all rows.
///
/// **Whom a hidden plan row binds.** A person whom the full run flags by the plan (`indicated`, `closing`, `likely`)
/// is bound by the rows behind the group; one whose dismissal is dated ahead (`announced`) by any hidden row that
/// matches the group, since such dates are entered as part of the decision. Whoever is bound is in no open cell, with
/// one exception: if the run without the hidden rows (`outward`) flags the person for a reason that may be known (an
/// announced row, an ending contract), that fact is public and stays so, in the cell where it would be if the hidden
/// row did not exist. Otherwise entering an embargoed row would make a published cell shrink, which tells of it.
/// Everybody else is bound by nothing. Notice given and contracts ended are facts of the person and are open.
struct FlaggedPeople {
    /// People of one finest cell: (partition, own occupation).
    struct Bucket {
        var cell: Cell
        var rows: [Int32]
    }

    /// By partition and occupation; the order is the same for any order of the employees.
    var buckets: [Bucket] = []
    /// For hidden people the day before which nothing goes out.
    private(set) var opensOn: [Int32: CalendarDate] = [:]

    /// Which of the two runs tells of a person.
    private enum Face { case inside, outward, none }

    private let inside: PreventionResult
    /// The run without hidden rows; `inside` itself where there is none.
    private let outward: PreventionResult
    private let hasOutward: Bool
    private let disclosure: PlanDisclosure
    private let hiddenStanding: PlanDisclosure.Standing
    /// By group, worked out when first asked for.
    private var planStandings: [PlanDisclosure.Standing?]
    private var likelyStandings: [PlanDisclosure.Standing?]
    private var announcedStandings: [PlanDisclosure.Standing?]

    private static let planRules: PhaseRules = [.indicated, .closing, .likely]

    init(workforce: Workforce, inside: PreventionResult, outward: PreventionResult?, disclosure: PlanDisclosure) {
        self.inside = inside
        self.outward = outward ?? inside
        hasOutward = outward != nil
        self.disclosure = disclosure
        hiddenStanding = disclosure.strictest(of: disclosure.hiddenRows)
        planStandings = Array(repeating: nil, count: inside.groups.count)
        likelyStandings = planStandings
        announcedStandings = planStandings
        gather(places: CellPlaces(workforce: workforce))
    }

    private mutating func gather(places: CellPlaces) {
        var indexes: [UInt64: Int] = [:]
        var keys: [UInt64] = []
        var rows: [[Int32]] = []
        var last: (key: UInt64, index: Int) = (UInt64.max, -1)
        inside.phase.withUnsafeBufferPointer { phases in
            outward.phase.withUnsafeBufferPointer { outwardPhases in
                for row in 0..<phases.count where phases[row] >= 2 || outwardPhases[row] >= 2 {
                    let (face, standing) = face(of: row)
                    if face == .none { continue }
                    if case .date(let day) = standing { opensOn[Int32(row)] = day }
                    let key =
                        face == .inside
                        ? places.key(row: row, of: inside, releaseClass: standing.releaseClass)
                        : places.key(row: row, of: outward, releaseClass: standing.releaseClass)
                    if key != last.key {
                        if let index = indexes[key] {
                            last = (key, index)
                        } else {
                            last = (key, keys.count)
                            indexes[key] = keys.count
                            keys.append(key)
                            rows.append([])
                        }
                    }
                    rows[last.index].append(Int32(row))
                }
            }
        }
        buckets = keys.indices.sorted { keys[$0] < keys[$1] }.map {
            Bucket(cell: places.cell(key: keys[$0]), rows: rows[$0])
        }
    }

    /// The run that tells of the person, and what stands in its way.
    private mutating func face(of row: Int) -> (Face, PlanDisclosure.Standing) {
        var standing = standingInside(row)
        guard hasOutward else { return (.inside, standing) }
        if outward.phase[row] >= 2 {
            let rules = outward.rules[row]
            let isOnlyDatedAhead =
                outward.phase[row] == 2 && rules.contains(.announced) && rules.isDisjoint(with: Self.planRules)
            if standing == .open || !isOnlyDatedAhead { return (.outward, .open) }
        } else if standing == .open {
            // Flagged only through what a hidden row does to others, such as a smaller share of a `*` row.
            standing = hiddenStanding
        }
        return (inside.phase[row] >= 2 ? .inside : .none, standing)
    }

    private mutating func standingInside(_ row: Int) -> PlanDisclosure.Standing {
        guard inside.phase[row] == 2 else { return .open }
        let rules = inside.rules[row]
        let index = Int(inside.group[row])
        var standing = PlanDisclosure.Standing.open
        if !rules.isDisjoint(with: [.indicated, .closing]) {
            standing = planStanding(ofGroup: index)
        } else if rules.contains(.likely) {
            standing = likelyStanding(ofGroup: index)
        }
        if rules.contains(.announced), !disclosure.hiddenRows.isEmpty {
            standing = standing.stricter(announcedStanding(ofGroup: index))
        }
        return standing
    }

    private mutating func planStanding(ofGroup index: Int) -> PlanDisclosure.Standing {
        if let known = planStandings[index] { return known }
        let rows = inside.groups[index].planRows
        // Indicated or closing without a row to show for it cannot be; if it is, a person looks first.
        let standing = rows.isEmpty ? .person : disclosure.strictest(of: rows)
        planStandings[index] = standing
        return standing
    }

    /// A probability rests on every row that takes something away, also where the plan itself leaves no surplus; a trend
    /// rests on none.
    private mutating func likelyStanding(ofGroup index: Int) -> PlanDisclosure.Standing {
        if let known = likelyStandings[index] { return known }
        let group = inside.groups[index]
        var standing = PlanDisclosure.Standing.person
        if let forecast = group.forecast {
            standing = disclosure.strictest(of: group.planRows + forecast.planRows)
        }
        likelyStandings[index] = standing
        return standing
    }

    /// The plan rows behind people of a cell, as groups; nil where there are none.
    func plannedGroups(behind rows: [Int32], in releaseClass: ReleaseClass) -> [PlannedGroup]? {
        // Open cells are made from the run without hidden rows, which knows the others by numbers of its own.
        let isOutward = releaseClass == .open && hasOutward
        let result = isOutward ? outward : inside
        var places: Set<Int> = []
        // Neighbours are often of one group: what the first of them adds, the next need not add again.
        var last: (group: Int32, isLikely: Bool) = (-1, false)
        for row in rows {
            let rules = result.rules[Int(row)]
            if rules.isDisjoint(with: Self.planRules) { continue }
            let (number, isLikely) = (result.group[Int(row)], rules.contains(.likely))
            if number == last.group, isLikely == last.isLikely { continue }
            last = (number, isLikely)
            let group = result.groups[Int(number)]
            places.formUnion(group.planRows)
            if isLikely, let forecast = group.forecast { places.formUnion(forecast.planRows) }
        }
        if places.isEmpty { return nil }
        let openRows = disclosure.openRows
        return disclosure.groups(ofRows: isOutward ? places.map { openRows[$0] } : Array(places))
    }

    private mutating func announcedStanding(ofGroup index: Int) -> PlanDisclosure.Standing {
        if let known = announcedStandings[index] { return known }
        let group = inside.groups[index]
        let standing = disclosure.strictestHidden(jobGroup: group.jobGroup, establishment: group.establishment)
        announcedStandings[index] = standing
        return standing
    }
}
