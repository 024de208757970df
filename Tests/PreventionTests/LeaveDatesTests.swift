import Prevention
import Testing
import Workforce

@Suite("Known leave dates")
struct LeaveDatesTests {
    private let asOf = day("2026-06-30")

    private func known(
        leavesAtPensionAge: Bool = true, country: String = "NL", _ change: (inout Person) -> Void
    ) -> CalendarDate? {
        var person = Person(hireDate: day("2015-01-01"))
        person.birthDate = day("1980-01-01")
        change(&person)
        var policy = PreventionPolicy()
        policy.leavesAtPensionAge = leavesAtPensionAge
        let jurisdiction = Jurisdiction(country: country, statutes: [.netherlands], policy: policy)
        return LeaveDates(
            of: person, asOf: asOf, policy: policy, jurisdiction: jurisdiction, limit: day("2099-12-31")
        ).known
    }

    @Test("Without any date nobody is known to leave before pension")
    func none() {
        #expect(known(leavesAtPensionAge: false) { _ in } == nil)
        #expect(known { _ in } == day("2047-04-01"))
    }

    @Test("The earliest counts, and only after asOf")
    func earliestAfterAsOf() {
        #expect(
            known {
                $0.exitDate = day("2026-12-01")
                $0.contractEnd = day("2026-10-01")
            } == day("2026-10-01"))
        #expect(
            known(leavesAtPensionAge: false) { $0.contractEnd = day("2026-06-30") } == nil, "a term that ran on")
        #expect(known { $0.contractEnd = day("2026-07-01") } == day("2026-07-01"))
    }

    @Test(
        "A contract that is renewed is no leave date",
        arguments: zip([Renewal.yes, .no, .absent], [false, true, true]))
    func renewal(renewal: Renewal, leaves: Bool) {
        let date = known(leavesAtPensionAge: false) {
            $0.contractEnd = day("2026-09-30")
            $0.renewal = renewal
        }
        #expect(date == (leaves ? day("2026-09-30") : nil))
    }

    @Test("A notice without an exit date ends by statute; one that has passed counts as the day after asOf")
    func noticeEnd() {
        #expect(known { $0.noticeDate = day("2026-06-15") } == day("2026-09-30"))
        #expect(known { $0.noticeDate = day("2026-08-15") } == day("2026-11-30"))
        #expect(known { $0.noticeDate = day("2025-06-15") } == day("2026-07-01"))
        #expect(known { $0.noticeDate = day("2026-03-30") } == day("2026-07-01"), "an end on asOf has passed")
        #expect(
            known {
                $0.noticeDate = day("2026-06-15")
                $0.exitDate = day("2027-06-15")
            } == day("2027-06-15"))
        #expect(known(leavesAtPensionAge: false, country: "US") { $0.noticeDate = day("2026-06-15") } == nil)
    }

    @Test("A resignation has the employee's month")
    func resignation() {
        let date = known {
            $0.noticeDate = day("2026-06-15")
            $0.exitReason = .resignation
        }
        #expect(date == day("2026-07-31"))
    }

    @Test("The pension date counts where policy has people leave then, and not once it has passed")
    func pension() {
        #expect(known { $0.birthDate = day("1960-01-15") } == day("2027-01-15"))
        #expect(known(leavesAtPensionAge: false) { $0.birthDate = day("1960-01-15") } == nil)
        #expect(known { $0.birthDate = day("1959-06-30") } == nil)
        #expect(known { $0.birthDate = day("1959-07-01") } == day("2026-07-01"))
        #expect(known { $0.birthDate = nil } == nil)
    }
}
