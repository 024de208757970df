import Prevention
import Testing
import Workforce

@Suite("State-pension dates")
struct PensionDateTests {
    @Test(
        "The entry counts in whose years the person reaches its age",
        arguments: [
            // Before the first entry its age holds.
            ("1880-05-10", "1945-05-10", false),
            ("1957-01-15", "2023-11-15", false),
            ("1957-03-15", "2024-03-15", false),
            ("1960-12-31", "2027-12-31", false),
            // 67 is reached in 2028: three months more.
            ("1961-01-01", "2028-04-01", false),
            ("1961-11-30", "2029-02-28", false),
            ("1964-12-31", "2032-03-31", false),
            // Beyond the last published year.
            ("1965-01-01", "2032-04-01", true),
            // 29 February: 1 March for whole years, then months.
            ("1960-02-29", "2027-03-01", false),
            ("1964-02-29", "2031-05-29", false),
        ])
    func netherlands(birth: String, pension: String, isProjected: Bool) {
        let date = StatutePack.netherlands.pensionDate(birthDate: day(birth))
        #expect(date?.date == day(pension))
        #expect(date?.isProjected == isProjected)
    }

    @Test(
        "Where the statute says so the pension starts on the first of the month after the age is reached",
        arguments: [
            ("1959-12-31", "2025-01-01"), ("1959-06-15", "2024-07-01"), ("1960-01-01", "2026-02-01"),
            ("1964-12-01", "2032-01-01"),
        ])
    func belgium(birth: String, pension: String) {
        #expect(StatutePack.belgium.pensionDate(birthDate: day(birth))?.date == day(pension))
    }

    @Test("A pack without ages gives no pension date")
    func withoutAges() {
        let pack = StatutePack(country: "XX", version: "1", selectionOrder: .none)
        #expect(pack.pensionDate(birthDate: day("1960-01-01")) == nil)
    }

    @Test("The configured age serves countries without a pack, and those only")
    func configured() {
        var policy = PreventionPolicy()
        policy.pensionAgeMonths = 60 * 12
        var person = Person(hireDate: day("2010-01-01"))
        person.birthDate = day("1970-06-15")
        let abroad = Jurisdiction(country: "us", statutes: [.netherlands], policy: policy)
        #expect(abroad.pensionDate(of: person)?.date == day("2030-06-15"))
        #expect(!abroad.hasStatutoryOrder)
        let home = Jurisdiction(country: "nl", statutes: [.netherlands], policy: policy)
        #expect(home.pensionDate(of: person)?.date == day("2037-09-15"))
        #expect(home.hasStatutoryOrder)
    }

    @Test("Externals have no pension date and no notice", arguments: [ContractKind.agency, .contractor])
    func externals(contract: ContractKind) {
        var person = Person(hireDate: day("2010-01-01"))
        person.birthDate = day("1950-06-15")
        person.contract = contract
        let home = Jurisdiction(country: "NL", statutes: [.netherlands], policy: PreventionPolicy())
        #expect(home.pensionDate(of: person) == nil)
        #expect(home.noticePeriod(of: person, givenOn: day("2026-01-01"), byEmployee: false) == nil)
    }

    @Test("The quick form says the same as the whole one, day by day around it")
    func quickForm() {
        let home = Jurisdiction(country: "NL", statutes: [.netherlands], policy: PreventionPolicy())
        var person = Person(hireDate: day("1990-01-01"))
        for offset in stride(from: 0, to: 30_000, by: 97) {
            let birth = day("1930-01-01").adding(days: offset)
            person.birthDate = birth
            let pension = StatutePack.netherlands.pensionDate(birthDate: birth)?.date
            for shift in [-1, 0, 1] {
                let limit = pension!.adding(days: shift)
                #expect(home.pensionDate(of: person, onOrBefore: limit) == (shift < 0 ? nil : pension))
            }
        }
    }
}
