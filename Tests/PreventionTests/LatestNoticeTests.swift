import Testing
import Workforce

@testable import Prevention

@Suite("The latest day to give notice")
struct LatestNoticeTests {
    @Test("Halving finds what looking at day after day finds", arguments: ["NL", "BE"])
    func agrees(country: String) {
        var random = SeededGenerator(seed: country == "NL" ? 1 : 2)
        var found = 0
        for number in 0..<1_500 {
            let limit = day("2010-01-01").adding(days: Int(random.next() % 9_000))
            var row = EmployeeRow(id: "p", hireDate: limit, job: "J", establishment: "E")
            row.hireDate = limit.adding(days: 40 - Int(random.next() % 16_000) / (number % 4 == 0 ? 20 : 1))
            row.serviceSince =
                number % 3 == 0 ? row.hireDate.adding(days: -Int(random.next() % 4_000)) : row.hireDate
            // Every third reaches pension age around the day.
            row.birthDate = limit.adding(
                days: number % 3 == 1 ? -24_600 + Int(random.next() % 600) : -9_000 - Int(random.next() % 12_000))
            let person = Person(EmployeeColumns(rows: [row]), row: 0)
            let jurisdiction = Jurisdiction(
                country: country, statutes: [.netherlands, .belgium], policy: PreventionPolicy())
            let reference = LatestNotice(jurisdiction, person, limit).dayByDay(from: limit)
            #expect(jurisdiction.latestNotice(to: person, endingBy: limit) == reference, "\(country) \(number)")
            if reference != nil { found += 1 }
        }
        #expect(found > 1_000)
    }
}
