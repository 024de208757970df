import Prevention
import Testing
import Workforce

@Suite("What must never matter")
struct PropertyTests {
    /// Outcomes by id.
    private func outcomes(_ test: TestWorkforce) -> [String: NaiveOutcome] {
        let result = test.assess()
        return Dictionary(
            uniqueKeysWithValues: test.people.enumerated().map {
                ($1.id, ReferenceTests.outcome(of: $0, in: result))
            })
    }

    private func groups(_ test: TestWorkforce) -> [SelectionGroup] {
        test.assess().groups.map { group in
            var group = group
            // Indexes of plan rows and people depend on their order; what they point at is compared elsewhere.
            group.planRows = []
            group.missingBirthDates = []
            group.forecast?.planRows = []
            return group
        }
    }

    @Test("The order of rows, plan rows, jobs and establishments")
    func permutation() {
        for seed in 0..<300 {
            var test = RandomWorkforce(seed: UInt64(seed)).test
            test.policy.draws = 50
            var random = SeededGenerator(seed: UInt64(seed) + 1)
            var shuffled = test
            shuffled.people.shuffle(using: &random)
            shuffled.plan.shuffle(using: &random)
            shuffled.jobs.shuffle(using: &random)
            shuffled.establishments.shuffle(using: &random)
            #expect(outcomes(shuffled) == outcomes(test), "seed \(seed)")
            #expect(groups(shuffled) == groups(test), "seed \(seed)")
        }
    }

    @Test("Writing a wildcard row as the exact rows that it comes to")
    func splitting() {
        for seed in 0..<300 {
            var test = TestWorkforce()
            var random = SeededGenerator(seed: UInt64(seed))
            for number in 0..<30 {
                test.add("p\(number)", job: random.pick(["A", "B", "C"])) {
                    $0.centiFTE = random.pick([100, 80, 33])
                    $0.birthDate = day("1985-01-01").adding(days: Int.random(in: -8_000...8_000, using: &random))
                }
            }
            let planned = Int.random(in: 1...3_000, using: &random)
            var split = test
            test.plan(nil, "E", "2026-10-01", planned)
            let supplies = test.assess().groups
            let shares = LargestRemainder.shares(of: planned, weights: supplies.map(\.supply))
            #expect(shares.reduce(0, +) == planned)
            for (group, share) in zip(supplies, shares) where share > 0 {
                split.plan(group.jobGroup, "E", "2026-10-01", share)
            }
            if shares.contains(0) { continue }
            #expect(outcomes(split) == outcomes(test), "seed \(seed)")
        }
    }

    @Test("Repeating a plan row's value at a later date")
    func repeating() {
        for seed in 0..<200 {
            let test = RandomWorkforce(seed: UInt64(seed)).test
            guard let row = test.plan.first(where: { $0.jobGroup != nil && $0.establishment != nil }) else { continue }
            var later = row
            later.date = row.date.endOfMonth
            // The later row must change neither which row is in force nor which dates are looked at.
            let isQuiet = test.plan.allSatisfy { $0 == row || $0.date < row.date || $0.date > later.date }
            guard later.date > row.date, later.date > test.asOf, isQuiet else { continue }
            var repeated = test
            repeated.plan.append(later)
            #expect(outcomes(repeated) == outcomes(test), "seed \(seed)")
        }
    }

    @Test("Somebody more in a group that shares no plan row")
    func elsewhere() {
        for seed in 0..<300 {
            var test = RandomWorkforce(seed: UInt64(seed)).test
            test.plan.removeAll { $0.jobGroup == nil && $0.establishment == nil }
            let before = outcomes(test)
            test.add("newcomer", job: "another", establishment: "elsewhere")
            var after = outcomes(test)
            after["newcomer"] = nil
            #expect(after == before, "seed \(seed)")
        }
    }

    @Test("Pay, training, performance, skills, name: nothing that scores read moves anybody in the order")
    func scores() {
        for seed in 0..<200 {
            let test = RandomWorkforce(seed: UInt64(seed)).test
            var changed = test
            var random = SeededGenerator(seed: UInt64(seed))
            for index in changed.people.indices {
                changed.people[index].monthlySalary = Int.random(in: 0...900_000, using: &random)
                changed.people[index].performance = Int.random(in: 0...500, using: &random)
                changed.people[index].trainingHours = random.pick([nil, 0, 5_000])
                changed.people[index].skills = ["welding"]
                changed.people[index].gender = random.pick(Gender.allCases)
                changed.people[index].name = "Somebody Else"
                changed.people[index].unit = "U1"
            }
            #expect(groups(changed) == groups(test))
            let (left, right) = (changed.assess(), test.assess())
            #expect(left.selection == right.selection)
            #expect(left.rank == right.rank)
            #expect(left.phase == right.phase)
        }
    }

    @Test("Ranks are a total order: each place once, and those to go before the others of their rank group")
    func totality() {
        for seed in 0..<400 {
            let test = RandomWorkforce(seed: UInt64(seed)).test
            let result = test.assess()
            for (index, group) in result.groups.enumerated()
            where group.hasStatutoryOrder && group.redundancyDate != nil {
                let rows = test.people.indices.filter { result.group[$0] == index }
                let ranks = rows.map { Int(result.rank[$0]) }.filter { $0 > 0 }.sorted()
                #expect(Set(ranks).count == ranks.count)
                #expect(ranks.allSatisfy { $0 <= group.heads })
                if group.missingBirthDates.isEmpty { #expect(ranks == Array(0..<group.heads).map { $0 + 1 }) }
                let indicated = rows.filter { result.selection[$0] == .indicated }
                #expect(indicated.count <= group.toGo)
                #expect(group.largestToGo >= group.toGo)
                #expect(indicated.reduce(0) { $0 + test.people[$1].centiFTE } == group.indicatedCentiFTE)
            }
        }
    }

    @Test("An empty workforce, one without a plan, and one that has all left")
    func empty() {
        var test = TestWorkforce()
        test.plan(nil, nil, "2026-09-01", 0)
        #expect(test.assess().groups.isEmpty)
        test.add("gone") { $0.exitDate = day("2026-01-01") }
        #expect(test.assess().groups.map(\.inService) == [0])
        #expect(test.assess().groups.map(\.redundancyDate) == [nil])
        test.plan.removeAll()
        #expect(test.assess().phase == [4])
    }
}
