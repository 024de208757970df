import Prevention
import Testing
import Workforce

@testable import Outreach

/// Random employers over many nights: what must hold of the cells, whatever happens (domain rules §10).
@Suite struct CellWalkTests {
    /// Some hundred people who move in and out of phases, jobs, establishments and quarters from night to night.
    struct Walk {
        var generator: SeededGenerator
        var night = Night()

        init(seed: UInt64) {
            generator = SeededGenerator(seed: seed)
            night.people = Night.crowd(260, from: 0) { _ in }
            for index in night.people.indices { move(index) }
        }

        mutating func next() {
            night.asOf = night.asOf.adding(days: 1)
            for index in night.people.indices where Int.random(in: 0..<12, using: &generator) == 0 { move(index) }
        }

        private mutating func move(_ index: Int) {
            let phase = UInt8([1, 2, 2, 2, 3, 4].randomElement(using: &generator)!)
            night.people[index].phase = phase
            night.people[index].rules = [.base, .closing, .notice, .ended][Int(phase) - 1]
            night.people[index].job = ["sales", "sales", "cashier", "stock", "guard", "unknown"].randomElement(
                using: &generator)!
            night.people[index].establishment = ["shop-1", "shop-2", "shop-3", "shop-4"].randomElement(
                using: &generator)!
            night.people[index].exit = [nil, "2026-08-31", "2026-11-30"].randomElement(using: &generator)!.flatMap {
                CalendarDate(iso: $0)
            }
        }
    }

    @Test("Cells are disjoint, complete and never small, on every night", arguments: 1...12)
    func invariants(seed: Int) {
        var walk = Walk(seed: UInt64(seed))
        var employer = Employer()
        var before: Set<String> = []
        var knownPartitions: Set<CellPartition> = []
        for _ in 0..<30 {
            let output = employer.scan(walk.night)
            let told = output.states.flatMap(\.people)
            let withheld = output.withheld.flatMap(\.people)
            #expect(Set(told).count == told.count)
            #expect(Set(told).isDisjoint(with: withheld))
            let flagged = walk.night.people.filter { $0.phase >= 2 }.map { Int64($0.number) }
            #expect((told + withheld).sorted() == flagged.sorted())
            for state in output.states {
                guard case .alert(let alert) = state.content else { continue }
                #expect(state.trueCount >= 10)
                if !before.contains(state.key), knownPartitions.contains(alert.cell.partition) {
                    #expect(state.trueCount >= 15)
                }
            }
            #expect(output.withheld.allSatisfy { $0.reason == .regionMissing || $0.people.count < 15 })
            before = Set(output.states.map(\.key))
            knownPartitions.formUnion(output.memory.map(\.partition))
            walk.next()
        }
    }

    @Test("The roll-up is that of a slow reference, night after night", arguments: 1...8)
    func reference(seed: Int) {
        var walk = Walk(seed: UInt64(seed) &+ 100)
        var employer = Employer()
        var reference = ReferenceRollUp()
        for _ in 0..<20 {
            employer.scan(walk.night)
            let cells = employer.states.map { state in
                guard case .alert(let alert) = state.content else { return "" }
                let partition = alert.cell.partition
                let place = "\(partition.region) \(partition.phase) \(partition.quarter ?? "-")"
                return "\(place) \(alert.cell.occupation.identifier): \(state.people)"
            }
            #expect(cells.sorted() == reference.cells(of: walk.night).sorted())
            walk.next()
        }
    }

    @Test("No published count changes by less than five, and nothing is told twice", arguments: 1...8)
    func publications(seed: Int) {
        var walk = Walk(seed: UInt64(seed) &+ 200)
        var employer = Employer()
        var told: [String: (count: Int, sequence: Int, isStanding: Bool)] = [:]
        for night in 0..<30 {
            employer.scan(walk.night)
            if night % 3 == 0 {
                let events = employer.release(walk.night.asOf.description)
                for event in events {
                    let state = employer.states.first { $0.key == event.subject }
                    let last = told[event.subject]
                    #expect(event.sequence == (last?.sequence ?? 0) + 1)
                    if event.type.contains("withdrawn") {
                        #expect(last?.isStanding == true && state == nil)
                    } else if event.type.contains("changed") {
                        #expect(last?.isStanding == true && abs(state!.trueCount - last!.count) >= 5)
                    } else {
                        #expect(last?.isStanding != true)
                    }
                    told[event.subject] = (state?.trueCount ?? 0, event.sequence, state != nil)
                }
                #expect(employer.release(walk.night.asOf.description).isEmpty)
                let standing = employer.publications.filter { $0.status == .standing }.map(\.subject)
                #expect(Set(standing) == Set(employer.states.map(\.key)))
            }
            walk.next()
        }
    }

    @Test("The order of rows changes nothing", arguments: 1...4)
    func permutation(seed: Int) {
        var walk = Walk(seed: UInt64(seed) &+ 300)
        var straight = Employer()
        var shuffled = Employer()
        for _ in 0..<5 {
            straight.scan(walk.night)
            var other = walk.night
            var generator = SeededGenerator(seed: UInt64(seed))
            other.people.shuffle(using: &generator)
            shuffled.scan(other)
            #expect(straight.last == shuffled.last)
            walk.next()
        }
    }
}

/// The rule of §10 as slowly and plainly as it can be written: for each node from the unit groups upward, everybody
/// under it who is in no cell yet.
struct ReferenceRollUp {
    private var stood: [String: Set<String>] = [:]

    mutating func cells(of night: Night) -> [String] {
        var found: [String] = []
        let people = night.people.filter { $0.phase >= 2 && night.regions[$0.establishment]! != nil }
        func partition(_ person: Night.Person) -> String {
            "\(night.regions[person.establishment]!!) \(person.phase) \(person.exit?.quarter ?? "-")"
        }
        for (name, members) in Dictionary(grouping: people, by: partition) {
            let before = stood[name]
            var standing: Set<String> = []
            var rest = members
            for length in [4, 3, 2, 1, 0] {
                let codes = Set(rest.map { String((night.jobs[$0.job]! ?? "").prefix(length)) }).filter {
                    $0.count == length
                }
                for code in codes {
                    let pool = rest.filter { (night.jobs[$0.job]! ?? "").hasPrefix(code) }
                    let isStanding = before?.contains(code) ?? true
                    guard pool.count >= (isStanding ? 10 : 15) else { continue }
                    standing.insert(code)
                    rest.removeAll { person in pool.contains { $0.number == person.number } }
                    found.append("\(name) \(code.isEmpty ? "all" : code): \(pool.map(\.number).sorted())")
                }
            }
            stood[name] = standing
        }
        for name in stood.keys where !people.contains(where: { partition($0) == name }) { stood[name] = [] }
        return found
    }
}
