import Prevention
import Testing
import Workforce

@Suite("Vital signs")
struct VitalSignTests {
    @Test(
        "Inertia counts completed years in the job, by default in service",
        arguments: [("2015-06-30", true), ("2015-07-01", false)])
    func inertia(since: String, isRaised: Bool) {
        for inJob in [true, false] {
            var test = TestWorkforce()
            test.add("p", hired: inJob ? "2000-01-01" : since) { if inJob { $0.jobSince = day(since) } }
            #expect(test.assess().vitalSigns[0].contains(.inertia) == isRaised)
        }
    }

    @Test("Untrained is nought hours; missing hours show nothing", arguments: zip([nil, 0, 1], [false, true, false]))
    func untrained(hours: Int?, isRaised: Bool) {
        var test = TestWorkforce()
        test.add("p") { $0.trainingHours = hours }
        #expect(test.assess().vitalSigns[0].contains(.untrained) == isRaised)
    }

    @Test(
        "A job declines where the plan falls 20 % below supply within 36 months",
        arguments: [
            ("2029-06-30", 80, true), ("2029-06-30", 81, false), ("2029-07-01", 0, false), ("2020-01-01", 80, true),
        ])
    func declining(date: String, planned: Int, isRaised: Bool) {
        var test = TestWorkforce()
        test.policy.horizonMonths = 1
        test.add("p")
        test.plan("J", "E", date, planned)
        let signs = test.assess().vitalSigns[0]
        #expect(signs.contains(.decliningJob) == (isRaised && test.assess().phase[0] == 1))
    }

    @Test("A plan that is replaced the day after asOf is not looked at")
    func replaced() {
        var test = TestWorkforce()
        test.policy.horizonMonths = 48
        test.add("p") { $0.exitDate = day("2026-07-01") }
        test.add("q")
        test.plan("J", "E", "2020-01-01", 100)
        test.plan("J", "E", "2026-07-01", 200)
        test.plan("J", "E", "2029-07-01", 100)
        #expect(test.assess().vitalSigns[1].contains(.decliningJob) == false)
        test.plan[1].date = day("2026-07-02")
        #expect(test.assess().vitalSigns[1].contains(.decliningJob))
    }
}
