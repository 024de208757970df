import Prevention
import Workforce

@testable import Outreach

/// A roll-up with other numbers than the product has, or with totals of what was published below: written plainly, from
/// whom the product's own scan found and in which partition.
struct WeakRollUp {
    private var stood: [CellPartition: Set<Occupation>] = [:]
    private var appeared: [String: CalendarDate] = [:]

    mutating func states(
        of output: OutreachScan.Output, workforce: Workforce, mechanism: Mechanism
    ) -> [SubjectState] {
        var people: [CellPartition: [Int64]] = [:]
        for state in output.states {
            guard case .alert(let alert) = state.content else { continue }
            people[alert.cell.partition, default: []] += state.people
        }
        for group in output.withheld
        where group.reason != .regionMissing && (mechanism.countsMoved || group.reason != .moved) {
            people[group.partition, default: []] += group.people
        }
        var states: [SubjectState] = []
        let opensOn = Dictionary(
            output.states.compactMap { state -> (CellPartition, CalendarDate)? in
                guard case .alert(let alert) = state.content, let day = state.opensOn else { return nil }
                return (alert.cell.partition, day)
            }, uniquingKeysWith: max)
        for (partition, members) in people {
            let before = stood[partition]
            var standing: Set<Occupation> = []
            var rest = members
            var node: [Int64: Occupation] = [:]
            for length in stride(from: 4, through: 0, by: -1) {
                let pools = Dictionary(grouping: mechanism.overlaps ? members : rest) { person in
                    let job = workforce.employees.jobs[workforce.employees.job[Int(person)]]
                    let place = Occupation(isco08: String(job.prefix(length))) ?? .all
                    node[person] = place
                    return place
                }
                for (occupation, pool) in pools {
                    let least = before?.contains(occupation) ?? true ? mechanism.minimum : mechanism.raise
                    guard pool.count >= least else { continue }
                    standing.insert(occupation)
                    rest.removeAll { node[$0] == occupation && !mechanism.overlaps }
                    let cell = Cell(partition: partition, occupation: occupation)
                    let fte = pool.reduce(0) { $0 + Int(workforce.employees.centiFTE[Int($1)]) }
                    let policy = DisclosurePolicy()
                    if partition.releaseClass == .date, opensOn[partition] == nil { continue }
                    appeared[cell.identity] = appeared[cell.identity] ?? workforce.asOf
                    states.append(
                        SubjectState(
                            key: cell.identity,
                            content: .alert(
                                AlertContent(
                                    cell: cell, people: policy.rounded(pool.count), fte: policy.rounded(centiFTE: fte),
                                    skills: [])),
                            // The release looks at the true count once more, and would let no small cell go.
                            trueCount: pool.count + 10 - mechanism.minimum, people: pool.sorted(),
                            opensOn: opensOn[partition],
                            needsPerson: partition.releaseClass == .person, appearedOn: appeared[cell.identity]!))
                }
            }
            stood[partition] = standing
        }
        for partition in stood.keys where people[partition] == nil { stood[partition] = [] }
        let there = Set(states.map(\.key))
        appeared = appeared.filter { there.contains($0.key) }
        return states.sorted { $0.key < $1.key }
    }
}
