import Prevention
import Workforce

/// The gate of domain rules §10 for cells, whole: from what the rules found of everybody to what may be told of anybody.
///
/// A pure function of the night, of what the nights before left, and of the generator. In this order: who may be told of outside and in
/// which class (`FlaggedPeople`), whether people are counted tonight (`CellCount`) or cells stand as they were
/// (`StandingCells`), who is counted (`MovedPeople`), which groups are large enough and stay as they were
/// (`CellComposer`, `CellSuccession`), with chance at the edges (`EdgeNoise`), what is told of them (rounded counts,
/// common skills). Texts pass `DisclosureGate` after it; when and how often a cell is told, `ReleaseRules` decide.
/// Nothing passes by it: no other code makes an alert. The handbook's article on disclosure says against whom it stands
/// and what it does not keep.
struct CellGate {
    let input: OutreachScan.Input
    let disclosure: PlanDisclosure

    struct Cells {
        var states: [SubjectState] = []
        var memory: [PartitionMemory] = []
        var withheld: [Composition.Pool] = []
        var count: CellCount?
        var moved: [MovedPeople] = []
    }

    /// - Parameter before: the states of the night before, by key.
    func cells(
        before: [String: SubjectState], keys: inout SubjectKeys, using generator: inout some RandomNumberGenerator
    ) -> Cells {
        var people = FlaggedPeople(
            workforce: input.workforce, inside: input.inside, outward: input.outward, disclosure: disclosure)
        var cells = Cells()
        if input.policy.cellChanges == .fourWeekly {
            let snapshot = input.workforce.snapshotDate
            if let count = input.count, !count.isFollowed(by: snapshot) {
                return StandingCells(input: input, people: people, disclosure: disclosure).cells()
            }
            cells.count = CellCount(snapshot: snapshot)
            let movers = people.movers(
                from: input.states, published: input.published, personKeys: input.personKeys)
            cells.moved = MovedPeople.standing(input.moved, with: movers, on: snapshot)
            cells.withheld = people.takeOut(Set(cells.moved.flatMap(\.people)), personKeys: input.personKeys)
        }
        let succeeded = CellSuccession.standing(
            from: input.states, published: input.published, in: people, least: input.policy.cellMinimum)
        let composition = CellComposer(
            policy: input.policy, asOf: input.workforce.asOf, succeeded: succeeded, told: input.told,
            blurred: input.policy.cellChanges == .fourWeekly ? knownNodes : [:]
        ).compose(people, memory: input.memory, using: &generator)
        cells.memory = composition.memory
        cells.withheld += composition.withheld
        var succession = CellSuccession(from: input.states, published: input.published, to: composition.cells)
        var skills = CellSkills(employees: input.workforce.employees, policy: input.policy)
        for cell in composition.cells {
            if let former = succession.takeOver(for: cell.cell, hasKey: keys.keys[cell.cell.identity] != nil) {
                keys.move(from: former.identity, to: cell.cell.identity)
            }
            let key = keys.key(for: cell.cell.identity, using: &generator)
            var state = state(
                of: cell, key: key, in: people, appearedOn: before[key]?.appearedOn ?? input.workforce.asOf,
                skills: &skills)
            // Nothing hangs on it nearer to what was told, and what stands as it was is not written anew.
            let fall = (input.toldCounts[key] ?? 0) - state.trueCount
            if cells.count != nil, fall >= input.policy.materialChange {
                state.leastFall = input.policy.leastFall(using: &generator)
            }
            cells.states.append(state)
        }
        return cells
    }

    /// The nodes that at least one partner has as a cell.
    private var knownNodes: [CellPartition: Set<Occupation>] {
        var nodes: [CellPartition: Set<Occupation>] = [:]
        for state in input.states where input.published.contains(state.key) {
            guard case .alert(let alert) = state.content else { continue }
            nodes[alert.cell.partition, default: []].insert(alert.cell.occupation)
        }
        return nodes
    }

    private func state(
        of cell: Composition.ComposedCell, key: String, in people: FlaggedPeople, appearedOn: CalendarDate,
        skills: inout CellSkills
    ) -> SubjectState {
        let releaseClass = cell.cell.partition.releaseClass
        let centiFTE = cell.rows.reduce(0) { $0 + Int(input.workforce.employees.centiFTE[Int($1)]) }
        let content = AlertContent(
            cell: cell.cell, people: input.policy.rounded(cell.rows.count),
            fte: input.policy.rounded(centiFTE: centiFTE), skills: skills.common(to: cell.rows))
        return SubjectState(
            key: key, content: .alert(content), trueCount: cell.rows.count, people: input.personKeys(of: cell.rows),
            opensOn: cell.opensOn, needsPerson: releaseClass == .person,
            plannedGroups: people.plannedGroups(behind: cell.rows, in: releaseClass), appearedOn: appearedOn)
    }
}

extension OutreachScan.Input {
    /// The store's keys of the people in these rows, ascending.
    func personKeys(of rows: [Int32]) -> [Int64] { rows.map { personKeys[Int($0)] }.sorted() }
}
