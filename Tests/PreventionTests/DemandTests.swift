import Prevention
import Testing
import Workforce

@Suite("The plan in force and its shares")
struct DemandTests {
    /// Two job groups in two establishments, ten people of 1.00 FTE in each of the four groups.
    private static var square: TestWorkforce {
        var test = TestWorkforce()
        for job in ["A", "B"] {
            for establishment in ["E", "F"] {
                for number in 0..<10 {
                    test.add("\(job)\(establishment)\(number)", job: job, establishment: establishment)
                }
            }
        }
        return test
    }

    /// The largest surplus of (A,E), (A,F), (B,E), (B,F).
    private func surplus(_ test: TestWorkforce) -> [Int] { test.assess().groups.map(\.surplus) }

    @Test("Without a row in force demand is supply")
    func withoutPlan() {
        var test = Self.square
        #expect(surplus(test) == [0, 0, 0, 0])
        test.plan("A", "E", "2028-01-01", 0)
        #expect(surplus(test) == [0, 0, 0, 0], "beyond the horizon")
    }

    @Test("On one date the most specific row holds: exact, establishment, job group, everything")
    func specificity() {
        var test = Self.square
        test.plan("A", "E", "2026-09-01", 900)
        test.plan(nil, "E", "2026-09-01", 1_700)
        test.plan("A", nil, "2026-09-01", 1_500)
        test.plan(nil, nil, "2026-09-01", 4_500)
        // (B,E): 1700 − 900 = 800. (A,*): 1500 − 900 = 600 over the one group left, (A,F).
        // (*,*): 4500 − 900 − 1700 − 1500 = 400 over the one group left, (B,F).
        #expect(surplus(test) == [100, 400, 200, 600])
    }

    @Test("An establishment's row takes nothing off a job group's, and no share goes where it is in force itself")
    func overlap() {
        var test = Self.square
        test.plan(nil, "E", "2026-09-01", 2_000)
        test.plan("A", nil, "2026-09-01", 700)
        #expect(surplus(test) == [0, 300, 0, 0])
    }

    @Test("The latest date holds, whatever is more specific before it")
    func latestDate() {
        var test = Self.square
        test.plan("A", "E", "2025-01-01", 900)
        test.plan(nil, nil, "2026-06-30", 4_000)
        #expect(surplus(test) == [0, 0, 0, 0])
        test.plan("A", "E", "2026-12-01", 800)
        #expect(surplus(test) == [200, 0, 0, 0])
    }

    @Test("More specific rows of another date are not taken off")
    func otherDates() {
        var test = Self.square
        test.plan("A", "E", "2026-08-01", 1_000)
        test.plan(nil, "E", "2026-09-01", 2_000)
        #expect(surplus(test) == [0, 0, 0, 0])
    }

    @Test("What is taken off never goes below nothing, and counts rows where nobody is")
    func rest() {
        var test = Self.square
        test.plan("A", "E", "2026-09-01", 2_500)
        test.plan(nil, "E", "2026-09-01", 2_000)
        #expect(surplus(test) == [0, 0, 1_000, 0])
        test = Self.square
        test.plan("nobody", "E", "2026-09-01", 600)
        test.plan(nil, "E", "2026-09-01", 2_000)
        #expect(surplus(test) == [300, 0, 300, 0])
    }

    @Test("Shares are pro rata to supply at asOf, the odd hundredths in code order")
    func proRata() {
        var test = TestWorkforce()
        test.add("1", job: "b", establishment: "E")
        test.add("2", job: "B", establishment: "E")
        test.add("3", job: "é", establishment: "E")
        test.plan(nil, "E", "2026-09-01", 200)
        // Byte order: B, b, é.
        #expect(test.assess().groups.map(\.jobGroup) == ["B", "b", "é"])
        #expect(test.assess().groups.map(\.surplus) == [33, 33, 34])
    }

    @Test("A share is fixed by supply at asOf, not by who is left on the day")
    func fixedShare() {
        var test = Self.square
        for index in test.people.indices where test.people[index].job == "A" && test.people[index].establishment == "E"
        {
            test.people[index].exitDate = day("2026-08-01")
        }
        test.plan(nil, "E", "2026-09-01", 1_000)
        #expect(surplus(test) == [0, 0, 500, 0])
    }

    @Test("Externals outside the plan are no supply, yet may be heads")
    func externals() {
        var test = TestWorkforce()
        for number in 0..<4 { test.add("own\(number)") }
        for number in 0..<4 { test.add("agency\(number)") { $0.contract = .agency } }
        test.plan("J", "E", "2026-09-01", 300)
        #expect(test.assess().groups[0].surplus == 500)
        test.policy.planIncludesExternals = false
        let group = test.assess().groups[0]
        #expect(group.surplus == 100)
        #expect(group.supply == 400)
        #expect(group.heads == 8)
        for index in 4..<6 { test.people[index].exitDate = day("2026-08-01") }
        test.people[6].redundantSince = day("2026-06-01")
        #expect(test.assess().groups[0].surplus == 100, "who is no supply takes nothing from it by leaving")
        #expect(test.assess().groups[0].toCover == 100, "nor by being in phase 3")
    }

    @Test("Jobs of one job group are one group, also where its name is another job's code")
    func jobGroups() {
        var test = TestWorkforce()
        test.jobs = [Job(job: "a", jobGroup: "b"), Job(job: "c", jobGroup: "b"), Job(job: "e")]
        for job in ["a", "b", "c", "d", "e"] { test.add(job, job: job) }
        #expect(test.assess().groups.map(\.jobGroup) == ["b", "d", "e"])
        #expect(test.assess().groups.map(\.inService) == [3, 1, 1])
    }

    @Test("Codes are bytes: the same letters in another Unicode form are another group")
    func bytes() {
        var test = TestWorkforce()
        test.add("1", job: "caf\u{e9}")
        test.add("2", job: "cafe\u{301}")
        #expect(test.assess().groups.count == 2)
    }
}
