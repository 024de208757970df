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

    @Test("The earliest of several people is that of a search for each", arguments: ["NL", "BE"])
    func earliestOfSeveral(country: String) {
        var random = SeededGenerator(seed: country == "NL" ? 3 : 4)
        let jurisdiction = Jurisdiction(
            country: country, statutes: [.netherlands, .belgium], policy: PreventionPolicy())
        for group in 0..<120 {
            let limit = day("2012-01-01").adding(days: Int(random.next() % 7_000))
            var earliest = EarliestNotice()
            var latest: [NoticePeriod] = []
            for number in 0..<25 {
                var row = EmployeeRow(id: "p", hireDate: limit, job: "J", establishment: "E")
                row.hireDate = limit.adding(days: 40 - Int(random.next() % (number % 5 == 0 ? 300 : 9_000)))
                row.serviceSince = row.hireDate
                row.birthDate = limit.adding(
                    days: number % 3 == 1 ? -24_600 + Int(random.next() % 600) : -9_000 - Int(random.next() % 12_000))
                let person = Person(EmployeeColumns(rows: [row]), row: 0)
                let end = limit.adding(days: -Int(random.next() % 120))
                earliest.add(noticeTo: person, endingBy: end, jurisdiction)
                if let notice = jurisdiction.latestNotice(to: person, endingBy: end) { latest.append(notice) }
            }
            let first = latest.map(\.saidBy).min()
            #expect(earliest.people == latest.count, "\(country) \(group)")
            #expect(earliest.notice?.saidBy == first, "\(country) \(group)")
            #expect(earliest.notice?.end == latest.filter { $0.saidBy == first }.map(\.end).max())
        }
    }
}
