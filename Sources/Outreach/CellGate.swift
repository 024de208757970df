import Prevention
import Workforce

/// The gate of domain rules §10 for cells, whole: from what the rules found of everybody to what may be told of anybody.
///
/// A pure function of the night and of what the nights before left. In this order: who may be told of outside and in
/// which class (`FlaggedPeople`), which groups are large enough and stay as they were (`CellComposer`,
/// `CellSuccession`), what is told of them (rounded counts, common skills). Texts pass `DisclosureGate` after it; when
/// and how often a cell is told, `ReleaseRules` decide. Nothing passes by it: no other code makes an alert. The handbook's
/// article on disclosure says against whom it stands and what it does not keep.
struct CellGate {
    let input: OutreachScan.Input
    let disclosure: PlanDisclosure

    struct Cells {
        var states: [SubjectState] = []
        var memory: [PartitionMemory] = []
        var withheld: [Composition.Pool] = []
    }

    /// - Parameter before: the states of the night before, by key.
    func cells(
        before: [String: SubjectState], keys: inout SubjectKeys, using generator: inout some RandomNumberGenerator
    ) -> Cells {
        let people = FlaggedPeople(
            workforce: input.workforce, inside: input.inside, outward: input.outward, disclosure: disclosure)
        let succeeded = CellSuccession.standing(
            from: input.states, published: input.published, in: people, least: input.policy.cellMinimum)
        let composition = CellComposer(
            policy: input.policy, asOf: input.workforce.asOf, succeeded: succeeded, told: input.told
        ).compose(people, memory: input.memory)
        var cells = Cells(memory: composition.memory, withheld: composition.withheld)
        var succession = CellSuccession(from: input.states, published: input.published, to: composition.cells)
        var skills = CellSkills(employees: input.workforce.employees, policy: input.policy)
        for cell in composition.cells {
            if let former = succession.takeOver(for: cell.cell, hasKey: keys.keys[cell.cell.identity] != nil) {
                keys.move(from: former.identity, to: cell.cell.identity)
            }
            let key = keys.key(for: cell.cell.identity, using: &generator)
            cells.states.append(
                state(
                    of: cell, key: key, appearedOn: before[key]?.appearedOn ?? input.workforce.asOf, skills: &skills))
        }
        return cells
    }

    private func state(
        of cell: Composition.ComposedCell, key: String, appearedOn: CalendarDate, skills: inout CellSkills
    ) -> SubjectState {
        let centiFTE = cell.rows.reduce(0) { $0 + Int(input.workforce.employees.centiFTE[Int($1)]) }
        let content = AlertContent(
            cell: cell.cell, people: input.policy.rounded(cell.rows.count),
            fte: input.policy.rounded(centiFTE: centiFTE), skills: skills.common(to: cell.rows))
        return SubjectState(
            key: key, content: .alert(content), trueCount: cell.rows.count, people: input.personKeys(of: cell.rows),
            opensOn: cell.opensOn, needsPerson: cell.cell.partition.releaseClass == .person, appearedOn: appearedOn)
    }
}

extension OutreachScan.Input {
    /// The store's keys of the people in these rows, ascending.
    func personKeys(of rows: [Int32]) -> [Int64] { rows.map { personKeys[Int($0)] }.sorted() }
}
