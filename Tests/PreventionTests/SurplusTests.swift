import Prevention
import Testing
import Workforce

@Suite("Surplus, redundancy dates, closing")
struct SurplusTests {
    /// Ten people of 1.00 FTE.
    private static var ten: TestWorkforce {
        var test = TestWorkforce()
        for number in 0..<10 { test.add("p\(number)") }
        return test
    }

    private func group(_ test: TestWorkforce) throws -> SelectionGroup { try #require(test.assess().group("J", "E")) }

    @Test("The redundancy date is the first with at least 0.10 FTE", arguments: [(990, true), (991, false)])
    func threshold(planned: Int, isRedundant: Bool) throws {
        var test = Self.ten
        test.plan("J", "E", "2026-09-01", planned)
        let group = try group(test)
        #expect(group.redundancyDate == (isRedundant ? day("2026-09-01") : nil))
        #expect(group.surplus == 1_000 - planned)
        #expect(group.decisiveDate == group.redundancyDate)
    }

    @Test("A row in force before asOf shows at the first evaluated date, and so do other groups' dates")
    func firstEvaluated() throws {
        var test = Self.ten
        test.plan("J", "E", "2024-01-01", 900)
        #expect(try group(test).redundancyDate == day("2026-07-31"))
        test.plan("other", "E", "2026-07-03", 0)
        #expect(try group(test).redundancyDate == day("2026-07-03"))
    }

    @Test("People who leave by themselves lower the surplus from their leave date on")
    func attrition() throws {
        var test = Self.ten
        test.people[0].exitDate = day("2026-09-01")
        test.people[1].contractEnd = day("2026-09-02")
        test.plan("J", "E", "2026-09-01", 900)
        let group = try group(test)
        #expect(group.redundancyDate == nil)
        #expect(group.surplus == 0)
        test.plan("J", "E", "2026-09-01", 800)
        test.plan.remove(at: 0)
        #expect(try self.group(test).surplus == 100)
    }

    @Test("t* is the first date of the largest surplus")
    func decisive() throws {
        var test = Self.ten
        test.plan("J", "E", "2026-09-01", 900)
        test.plan("J", "E", "2026-10-15", 700)
        test.plan("J", "E", "2026-12-15", 800)
        let group = try group(test)
        #expect(group.redundancyDate == day("2026-09-01"))
        #expect(group.decisiveDate == day("2026-10-15"))
        #expect(group.surplus == 300)
        #expect(!group.isClosing)
        #expect(group.planRows == [0, 1, 2])
    }

    @Test("Closing needs a row that is itself 0 to the end of the horizon")
    func closing() throws {
        var test = Self.ten
        test.plan("J", "E", "2026-09-01", 500)
        test.plan("J", "E", "2026-12-31", 0)
        var group = try group(test)
        #expect(group.isClosing)
        #expect(group.redundancyDate == day("2026-09-01"))
        #expect(group.decisiveDate == day("2026-12-31"))
        test.plan("J", "E", "2027-12-30", 1)
        #expect(try !self.group(test).isClosing, "planned again on the last day of the horizon")
        test.plan[2].date = day("2027-12-31")
        group = try self.group(test)
        #expect(group.isClosing, "planned again after the horizon")
    }

    @Test("A zero row that was in force before asOf closes from the first evaluated date")
    func closingAlready() throws {
        var test = Self.ten
        test.plan("J", "E", "2026-01-01", 0)
        let group = try group(test)
        #expect(group.isClosing)
        #expect(group.decisiveDate == day("2026-07-31"))
    }

    @Test("A wildcard row of 0 closes everything that it governs; a share rounded to 0 closes nothing")
    func closingByWildcard() throws {
        var test = Self.ten
        test.add("cook", job: "K")
        test.plan(nil, "E", "2026-09-01", 0)
        #expect(test.assess().groups.map(\.isClosing) == [true, true])
        test.plan("K", "E", "2026-09-01", 100)
        #expect(test.assess().groups.map(\.isClosing) == [true, false])
        test.plan[0].centiFTE = 100
        #expect(test.assess().groups.map(\.surplus) == [1_000, 0], "the rest of the row is nothing")
        #expect(test.assess().groups.map(\.isClosing) == [false, false])
    }

    @Test("A group without FTE has no surplus, hence no closing")
    func zeroFTE() throws {
        var test = TestWorkforce()
        test.add("p") { $0.centiFTE = 0 }
        test.plan("J", "E", "2026-09-01", 0)
        let group = try group(test)
        #expect(group.redundancyDate == nil)
        #expect(!group.isClosing)
    }

    @Test("The reference date is that of the row in force at the redundancy date, else asOf")
    func referenceDate() throws {
        var test = Self.ten
        test.plan("J", "E", "2026-09-01", 900, reference: "2026-05-01")
        test.plan("J", "E", "2026-10-01", 500, reference: "2026-04-01")
        #expect(try group(test).referenceDate == day("2026-05-01"))
        test.plan[0].referenceDate = nil
        #expect(try group(test).referenceDate == test.asOf)
        test.plan[0].centiFTE = 1_000
        #expect(try group(test).referenceDate == day("2026-04-01"))
    }

    @Test("Plan rows are those in force where there is a surplus, and no others")
    func planRows() throws {
        var test = Self.ten
        test.plan("J", "E", "2026-01-01", 1_000)
        test.plan("J", "E", "2026-09-01", 900)
        test.plan("J", "E", "2026-10-01", 1_000)
        test.plan("J", nil, "2026-11-01", 700)
        test.plan("other", "E", "2026-11-01", 0)
        #expect(try group(test).planRows == [1, 3])
    }

    @Test("Future hires are no supply and are counted")
    func futureHires() throws {
        var test = Self.ten
        test.add("new", hired: "2026-07-01")
        test.plan("J", "E", "2026-09-01", 900)
        let result = test.assess()
        #expect(result.groups[0].futureHires == 1)
        #expect(result.groups[0].supply == 1_000)
        #expect(result.phase[10] == 0)
    }
}
