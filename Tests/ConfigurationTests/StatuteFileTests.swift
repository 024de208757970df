import DoorstroomConfiguration
import Prevention
import Testing
import Workforce

@Suite("Statute files")
struct StatuteFileTests {
    private func file(_ name: String) throws -> StatuteFile {
        let (file, warnings) = try StatuteFile.decode(Array(embedded("statutes/\(name)").utf8), file: name)
        #expect(warnings == [])
        return file
    }

    @Test("The Dutch file holds what the law of the Netherlands fixes")
    func netherlands() throws {
        let file = try file("nl.yaml")
        let pack = file.pack
        #expect(pack.country == "NL")
        #expect(pack.selectionOrder == .proportionality)
        #expect(pack.fixedTermWeeks == 26)
        let notice = try #require(pack.notice.first)
        #expect(notice.unit == .months)
        #expect(notice.steps.map(\.fromMonths) == [0, 60, 120, 180])
        #expect(notice.steps.map(\.length) == [1, 2, 3, 4])
        #expect(notice.pastPensionAge == .init(length: 1))
        #expect(notice.byEmployee.steps == [.init(fromMonths: 0, length: 1)])
        #expect(notice.monthsLeftAfterProcedure == 1)
        #expect(notice.endsAtMonthEnd)
        #expect(notice.certainty == .verified)
        #expect(file.regions.count == 35)
        #expect(file.regions.contains("Twente"))
        #expect(file.areas.count == 6)
        #expect(file.areas.flatMap(\.provinces).count == 12)
        #expect(!pack.pensionStartsNextMonth)
    }

    @Test("Collective redundancy: twenty in three months in an area (NL), sixty days and the unit's size (BE)")
    func collectiveRedundancy() throws {
        let dutch = try file("nl.yaml").pack.collectiveRedundancies
        #expect(dutch.map(\.rule) == ["wmco"])
        #expect(dutch.first?.unit == .statutoryArea)
        #expect(dutch.first?.window == .months(3))
        #expect(dutch.first?.tiers == [CollectiveRedundancy.Tier(fromWorkers: 0, count: 20)])
        let belgian = try file("be.yaml").pack.collectiveRedundancies
        #expect(belgian.map(\.rule) == ["collective-dismissal", "employment-cell"])
        #expect(belgian.allSatisfy { $0.unit == .technicalUnit && $0.window == .days(60) })
        #expect(belgian.map { $0.tiers.map(\.fromWorkers) } == [[20, 100, 300], [0, 12, 21, 100, 300]])
        #expect(belgian.map { $0.tiers.map(\.count) } == [[10, nil, 30], [nil, 6, 10, nil, 30]])
        #expect(belgian.map { $0.tiers.map(\.percent) } == [[nil, 10, nil], [50, nil, nil, 10, nil]])
    }

    @Test(
        "The Dutch pension ages are those of the year in which they are reached",
        arguments: [
            (2012, 65, 0), (2013, 65, 1), (2014, 65, 2), (2015, 65, 3), (2016, 65, 6), (2017, 65, 9), (2018, 66, 0),
            (2019, 66, 4), (2021, 66, 4), (2022, 66, 7), (2023, 66, 10), (2024, 67, 0), (2027, 67, 0), (2028, 67, 3),
            (2031, 67, 3),
        ])
    func dutchPensionAge(year: Int, years: Int, months: Int) throws {
        let ages = try file("nl.yaml").pack.pensionAges
        let entry = try #require(ages.first { ($0.fromYear...$0.toYear).contains(year) })
        #expect(entry.ageMonths == years * 12 + months)
        #expect(entry.certainty == (year >= 2024 ? .verified : .unverified))
        // Under the newest rule, reaching 67 decides over 67 and a quarter.
        #expect(entry.reachedMonths == (year >= 2028 ? 67 * 12 : entry.ageMonths))
        #expect(!entry.source.isEmpty)
    }

    @Test(
        "Belgium has no statutory order, and pension ages by year of birth",
        arguments: [(1959, 65), (1960, 66), (1963, 66), (1964, 67), (1999, 67)])
    func belgium(born: Int, age: Int) throws {
        let file = try file("be.yaml")
        #expect(file.pack.selectionOrder == .none)
        #expect(file.pack.notice.first?.unit == .weeks)
        #expect(file.pack.pensionStartsNextMonth)
        #expect(file.regions.count == 6)
        let entry = try #require(file.pack.pensionAges.first { ($0.fromYear...$0.toYear).contains(born) })
        #expect(entry.reachedMonths == 0)
        #expect(entry.ageMonths == age * 12)
    }
}
