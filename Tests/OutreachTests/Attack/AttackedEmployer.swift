import Foundation
import Prevention
import Workforce

@testable import Outreach

/// The pipeline of the product over the nights of an employer, and what comes out of it: scan, release, rendered events.
struct AttackedEmployer {
    let nights: ProbedNights
    let variant: GateVariant
    /// Nights of one release period: a release follows the last of them.
    let nightsPerRelease: Int
    private(set) var transcript = PartnerTranscript()
    private var employer = Employer()
    private var rollUp = WeakRollUp()

    /// Every kind of partner: all regions or one, automatic or reviewed, from the start or later.
    private static func partners(week: Int, regions: [String]) -> [Partner] {
        var partners = [Employer.partner("all", events: [.redundancies, .internships, .crises])]
        for (number, region) in regions.prefix(3).enumerated() {
            partners.append(Employer.partner("local-\(number)", regions: [region], events: [.redundancies]))
        }
        partners.append(Employer.partner("reviewed", release: .review))
        for number in 1...4 where week >= 17 * number {
            partners.append(Employer.partner("late-\(number)", events: [.redundancies]))
        }
        partners.append(Employer.partner("school", events: [.internships]))
        return partners
    }

    init(_ nights: ProbedNights, variant: GateVariant, nightsPerRelease: Int) {
        self.nights = nights
        self.variant = variant
        self.nightsPerRelease = nightsPerRelease
        for number in nights.nights.indices { live(number) }
    }

    func isRelease(_ night: Int) -> Bool { night % nightsPerRelease == nightsPerRelease - 1 }

    private mutating func live(_ number: Int) {
        let night = nights.nights[number]
        var input = OutreachScan.Input(
            workforce: night.workforce, inside: night.inside,
            personKeys: PersonKeys(0..<Int64(night.workforce.employees.count)))
        input.outward = night.outward
        input.policy = variant.policy
        input.memory = employer.memory
        input.count = employer.count
        input.moved = employer.moved
        input.withheldOffers = employer.last.withheldOffers
        input.keys = employer.keys
        input.states = employer.states
        input.holds = employer.holds
        input.recall(employer.publications)
        if variant.mechanism.countsMoved, employer.count?.isFollowed(by: night.workforce.snapshotDate) ?? true {
            // Who has not gone from a cell that partners know is counted.
            input.published.subtract(employer.states.filter(\.isOpenCell).map(\.key))
        }
        var output = OutreachScan.run(input, using: &employer.generator)
        let isCount = output.count != employer.count || variant.policy.cellChanges == .everyScan
        if variant.composesItself {
            output.states =
                !isCount
                ? employer.states
                : rollUp.states(of: output, workforce: night.workforce, mechanism: variant.mechanism)
        } else if variant == .skillsWithoutFloor, isCount {
            output.states = output.states.map { $0.withAllSkills(night.workforce) }
        }
        employer.last = output
        employer.memory = output.memory
        employer.count = output.count
        employer.moved = output.moved
        employer.keys = output.keys
        employer.states = output.states
        employer.holds = output.holds
        let regions = Set(night.workforce.establishments.compactMap(\.region)).sorted()
        employer.partners = Self.partners(week: number * nights.daysPerNight / 7, regions: regions)
        let today = night.workforce.asOf.description
        if isRelease(number) {
            // A person looks every other time, and lets go what waits for one.
            if (number + 1) / nightsPerRelease % 2 == 0 {
                let at = Date(timeIntervalSince1970: Double(number))
                employer.approvals = employer.states.map { Approval(of: $0, by: "hr", at: at) }
            }
            if variant == .everyMoveTold { employer.forgetCounts() }
            receive(employer.release(today), night: number)
            if variant == .totalsPublished { transcript.totals[number] = Self.totals(output) }
        } else if variant == .immediateWithdrawal {
            let before = employer.publications
            let events = employer.release(today).filter { $0.type.contains("withdrawn") }
            let withdrawn = Set(events.map { "\($0.partner)|\($0.subject)" })
            let after = employer.publications.filter { withdrawn.contains("\($0.partner)|\($0.subject)") }
            employer.publications =
                before.filter { !withdrawn.contains("\($0.partner)|\($0.subject)") } + after
            receive(events, night: number)
        }
    }

    private mutating func receive(_ events: [RenderedEvent], night: Int) {
        let isExact = variant == .noRounding
        let states = Dictionary(
            employer.publications.map { ($0.subject, $0.trueCount) }, uniquingKeysWith: { one, _ in one })
        let people = Dictionary(employer.states.map { ($0.key, $0.people) }, uniquingKeysWith: { one, _ in one })
        let hours = nights.nights[night].workforce.employees.centiFTE
        transcript.receive(events, night: night) { figures, subject in
            guard isExact, let count = states[subject] else { return }
            figures.people = count
            // Only of what is told for the first time or has changed; a later partner hears the same as the others.
            if let rows = people[subject], rows.count == count {
                figures.centiFTE = rows.reduce(0) { $0 + Int(hours[Int($1)]) }
            } else {
                figures.centiFTE = -1
            }
        }
    }

    private static func totals(_ output: OutreachScan.Output) -> [String: Int] {
        var totals: [String: Int] = [:]
        for state in output.states where state.opensOn == nil && !state.needsPerson {
            guard case .alert(let alert) = state.content else { continue }
            totals["\(alert.cell.partition.region)|\(alert.cell.partition.phase)", default: 0] += state.trueCount
        }
        for group in output.withheld where group.partition.releaseClass == .open && !group.partition.region.isEmpty {
            totals["\(group.partition.region)|\(group.partition.phase)", default: 0] += group.people.count
        }
        return totals
    }
}

extension Employer {
    /// Makes every move as good as one of five people.
    fileprivate mutating func forgetCounts() {
        let counts = Dictionary(uniqueKeysWithValues: states.map { ($0.key, $0.trueCount) })
        for index in publications.indices {
            guard let count = counts[publications[index].subject], count != publications[index].trueCount else {
                continue
            }
            publications[index].trueCount = count + 1_000
        }
    }
}

extension SubjectState {
    fileprivate var isOpenCell: Bool {
        if case .alert(let alert) = content { alert.cell.partition.releaseClass == .open } else { false }
    }

    /// With every skill that anybody in the cell has, at most ten, the rarest first.
    fileprivate func withAllSkills(_ workforce: Workforce) -> SubjectState {
        guard case .alert(var alert) = content else { return self }
        let employees = workforce.employees
        var holders: [String: Int] = [:]
        for person in people {
            for place in employees.skillRange(Int(person)) {
                holders[employees.skillTable[employees.skills[place]], default: 0] += 1
            }
        }
        alert.skills = Array(holders.keys.sorted { (holders[$0]!, $0) < (holders[$1]!, $1) }.prefix(10)).sorted()
        var state = self
        state.content = .alert(alert)
        return state
    }
}
