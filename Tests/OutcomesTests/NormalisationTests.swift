import Outcomes
import Testing
import Workforce

@Suite("Values and normalisation")
struct NormalisationTests {
    @Test(
        "Goalposts clamp at both ends, and reverse when low is above high",
        arguments: [
            (0.0, 0.0, 40.0, 0.0), (10.0, 0.0, 40.0, 25.0), (40.0, 0.0, 40.0, 100.0), (90.0, 0.0, 40.0, 100.0),
            (10.0, 20.0, 40.0, 0.0), (0.0, 40.0, 0.0, 100.0), (10.0, 40.0, 0.0, 75.0), (50.0, 40.0, 0.0, 0.0),
        ])
    func goalposts(hours: Double, low: Double, high: Double, expected: Double) {
        let workforce = Fixture.workforce(Fixture.people(1) { row, _ in row.trainingHours = Int(hours * 100) })
        let indicator = Fixture.indicator(
            "t", .talentDevelopment, .column("training_hours_12m"), low: low, high: high)
        #expect(Fixture.score([indicator], workforce).scores[1][0] == expected)
    }

    @Test("Equal values share the middle rank, oneself included")
    func midRank() {
        let hours = [0, 10, 10, 10, 40]
        let workforce = Fixture.workforce(Fixture.people(5) { row, number in row.trainingHours = hours[number] * 100 })
        let source = Indicator.Source.column("training_hours_12m")
        let up = Fixture.score([Fixture.percentile("p", .talentDevelopment, source)], workforce)
        #expect(up.scores[1] == [10, 50, 50, 50, 90])
        let down = Fixture.score([Fixture.percentile("p", .talentDevelopment, source, reversed: true)], workforce)
        #expect(down.scores[1] == [90, 50, 50, 50, 10])
    }

    @Test("A percentile needs five people with a value in the job group", arguments: [4, 5])
    func smallGroups(count: Int) {
        let rows = Fixture.people(9) { row, number in
            row.trainingHours = number < count ? 100 * number : nil
        }
        let result = Fixture.score(
            [Fixture.percentile("p", .talentDevelopment, .column("training_hours_12m"))], Fixture.workforce(rows))
        #expect(result.scores[1].prefix(count).allSatisfy { $0.isNaN == (count < 5) })
        #expect(result.scores[1].suffix(9 - count).allSatisfy { $0.isNaN })
    }

    @Test("Ranks are within the job group over all establishments, among people in service")
    func jobGroups() {
        var rows = Fixture.people(10) { row, number in
            row.job = number < 3 ? "A" : number < 5 ? "B" : "C"
            row.establishment = "E\(number % 2)"
            row.trainingHours = 100 * number
        }
        var gone = Fixture.person("gone", job: "A")
        gone.trainingHours = 0
        gone.exitDate = Fixture.asOf
        rows.append(gone)
        let jobs = [Job(job: "A", jobGroup: "G"), Job(job: "B", jobGroup: "G")]
        let result = Fixture.score(
            [Fixture.percentile("p", .talentDevelopment, .column("training_hours_12m"))],
            Fixture.workforce(rows, jobs: jobs))
        #expect(result.scores[1].prefix(10).map { $0.rounded() } == [10, 30, 50, 70, 90, 10, 30, 50, 70, 90])
        #expect(result.scores[1][10].isNaN)
    }

    @Test("Large groups rank as small ones do, negative values and zero included")
    func largeGroup() {
        let rows = Fixture.people(1_000)
        let values = rows.indices.map { number in
            Fixture.value("x", .employee, "P\(number)", Double((number * 37) % 1_000) / 4 - 100)
        }
        let result = Fixture.score(
            [Fixture.percentile("p", .quality, .indicator("x", scope: .employee))], Fixture.workforce(rows, values))
        for number in rows.indices {
            #expect(abs(result.scores[0][number] - (Double((number * 37) % 1_000) + 0.5) / 10) < 1e-4)
        }
    }

    @Test(
        "Derived values are what their documentation says",
        arguments: [
            (DerivedValue.yearsInJob, 3.0), (.yearsOfService, 6.494_3), (.trainingHours, 20.0),
            (.trainingHoursPerFTE, 40.0), (.numberOfSkills, 2.0), (.contractSecurity, 75.0), (.fullTimeSalary, 60.0),
        ])
    func derived(value: DerivedValue, expected: Double) {
        var row = Fixture.person("P")
        row.serviceSince = Fixture.date("2020-01-01")
        row.jobSince = Fixture.asOf.adding(days: -1_096)
        row.trainingHours = 2_000
        row.centiFTE = 50
        row.skills = ["a", "b"]
        row.contract = .fixedTerm
        row.renewal = .yes
        row.monthlySalary = 3_000
        let result = Fixture.score(
            [Fixture.indicator("d", .quality, .derived(value.rawValue))], Fixture.workforce([row]))
        #expect(abs(result.scores[0][0] - expected) < 0.001)
    }

    @Test(
        "The security of a contract follows its kind",
        arguments: [
            (ContractKind.permanent, Renewal.absent, 100.0), (.fixedTerm, .no, 50), (.apprentice, .absent, 50),
            (.onCall, .absent, 25), (.agency, .yes, 50), (.contractor, .absent, .nan),
        ])
    func contractSecurity(contract: ContractKind, renewal: Renewal, expected: Double) {
        var row = Fixture.person("P")
        row.contract = contract
        row.renewal = renewal
        let score = Fixture.score(
            [Fixture.indicator("d", .inclusion, .derived("contract-security"))], Fixture.workforce([row])
        ).scores[2][0]
        #expect(score == expected || (score.isNaN && expected.isNaN))
    }

    @Test("There is no measure of age or gender")
    func noPersonalTraits() {
        let names = DerivedValue.allCases.map(\.rawValue) + EmployeeMeasure.allCases.map(\.rawValue)
        for trait in ["age", "birth", "gender", "sex"] {
            #expect(!names.contains { $0.split(whereSeparator: { $0 == "-" || $0 == "_" }).contains(Substring(trait)) })
        }
    }

    @Test("Nobody out of service is scored", arguments: ["2026-06-30", "2026-06-29", "2026-07-01"])
    func outOfService(exit: String) {
        var leaver = Fixture.person("P")
        leaver.exitDate = Fixture.date(exit)
        var joiner = Fixture.person("Q")
        joiner.hireDate = Fixture.date("2026-07-01")
        let result = Fixture.score(
            [Fixture.indicator("f", .quality, .column("fte"), high: 1)], Fixture.workforce([leaver, joiner]))
        #expect(result.scores[0][0].isNaN == (exit <= "2026-06-30"))
        #expect(result.scores[0][1].isNaN)
        #expect(result.coverage[0][1] == 0)
    }
}
