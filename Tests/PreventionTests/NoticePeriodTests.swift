import Prevention
import Testing
import Workforce

@Suite("Statutory notice")
struct NoticePeriodTests {
    private let home = Jurisdiction(country: "NL", statutes: [.netherlands], policy: PreventionPolicy())

    @Test(
        "Months by completed years of service on the day of notice, to the end of the month",
        arguments: [
            ("2024-01-01", "2026-01-15", 1, "2026-02-28"),
            ("2021-01-16", "2026-01-15", 1, "2026-02-28"),
            ("2021-01-15", "2026-01-15", 2, "2026-03-31"),
            ("2016-01-15", "2026-01-15", 3, "2026-04-30"),
            ("2011-01-16", "2026-01-15", 3, "2026-04-30"),
            ("2011-01-15", "2026-01-15", 4, "2026-05-31"),
            ("1990-01-01", "2025-10-31", 4, "2026-02-28"),
            // Five years on 1 March, since 2025 has no 29 February.
            ("2020-02-29", "2025-02-28", 1, "2025-03-31"),
            ("2020-02-29", "2025-03-01", 2, "2025-05-31"),
        ])
    func byService(since: String, given: String, months: Int, end: String) {
        let person = Person(hireDate: day(since))
        let period = home.noticePeriod(of: person, givenOn: day(given), byEmployee: false)
        #expect(period?.months == months)
        #expect(period?.end == day(end))
    }

    @Test(
        "Past pension age it is one month, from the pension date on",
        arguments: [("2026-03-14", 4), ("2026-03-15", 1), ("2026-03-16", 1)])
    func pastPensionAge(given: String, months: Int) {
        var person = Person(hireDate: day("1990-01-01"))
        person.birthDate = day("1959-03-15")
        #expect(home.noticePeriod(of: person, givenOn: day(given), byEmployee: false)?.months == months)
    }

    @Test("The employee's notice is one month, whatever the service")
    func byEmployee() {
        let person = Person(hireDate: day("1990-01-01"))
        let period = home.noticePeriod(of: person, givenOn: day("2026-01-15"), byEmployee: true)
        #expect(period?.end == day("2026-02-28"))
        #expect(period?.basis == .byEmployee)
    }

    @Test("The entry in force is the latest that had begun; a notice before the first takes the first")
    func effectiveDated() {
        var pack = StatutePack(country: "XX", version: "1", selectionOrder: .none)
        for (from, months) in [("2000-01-01", 2), ("2020-01-01", 5)] {
            pack.notice.append(
                StatutePack.Notice(
                    from: day(from), steps: [StatutePack.Notice.Step(fromYears: 0, months: months)],
                    pastPensionAgeMonths: nil, endsAtMonthEnd: false, source: "", certainty: .unverified))
        }
        func end(_ given: String) -> CalendarDate? {
            pack.noticePeriod(
                givenOn: day(given), serviceSince: day("1990-01-01"), pensionDate: day("1991-01-01"), byEmployee: false)?
                .end
        }
        #expect(end("1995-01-31") == day("1995-03-31"))
        #expect(end("2019-12-31") == day("2020-02-29"))
        #expect(end("2020-01-01") == day("2020-06-01"))
    }
}
