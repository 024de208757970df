import Foundation
import SampleEmployer
import Testing
import Workforce

@Suite("The plans of a sample employer")
struct SamplePlanTests {
    private let sample: SampleFolder
    private let last = "2026-06-30"

    init() throws { sample = try SampleFolder.shared.get() }

    private func groups() throws -> [String: String] {
        try Dictionary(uniqueKeysWithValues: sample.rows(last, "jobs.csv").map { ($0["job"]!, $0["job_group"]!) })
    }

    @Test("Two establishments close ahead, in two regions: one announced and free, one under embargo")
    func closures() throws {
        let closures = try sample.rows(last, "plan.csv").filter {
            $0["job_group"] == "*" && $0["planned_fte"] == "0.00"
        }
        #expect(closures.count == 2)
        let sites = try sample.rows(last, "establishments.csv")
        let regions = Set(
            closures.map { closure in sites.first { $0["establishment"] == closure["establishment"] }!["region"]! })
        #expect(regions.count == 2 && !regions.contains(""))
        for closure in closures {
            #expect(closure["date"]! > last && closure["date"]! < "2027-12-30")
            #expect(!closure["announced_on"]!.isEmpty && closure["announced_on"]! <= last)
        }
        #expect(closures.count { $0["embargo_until"]! > last } == 1)
        #expect(closures.count { $0["embargo_until"] == "" } == 1)
    }

    @Test("Each closure makes cells of ten people and more, at the level of the unit group too")
    func cells() throws {
        let jobs = try Dictionary(
            uniqueKeysWithValues: sample.rows(last, "jobs.csv").map { ($0["job"]!, $0["isco08"]!) })
        let closing = try sample.rows(last, "plan.csv").filter { $0["job_group"] == "*" }.map { $0["establishment"]! }
        for site in closing {
            let people = try sample.rows(last, "employees.csv")
                .filter { $0["establishment"] == site && $0.isInService(at: last) && $0["contract"] == "permanent" }
            let counts = Dictionary(grouping: people) { jobs[$0["job"]!]! }.mapValues(\.count)
            #expect(counts.values.count { $0 >= 10 } >= 3)
        }
    }

    @Test("Groups shrink: announced, announced later, and not announced at all; one grows")
    func shrinking() throws {
        let groups = try groups()
        let people = try sample.rows(last, "employees.csv").filter { $0.isInService(at: last) }
        var kinds: Set<String> = []
        for row in try sample.rows(last, "plan.csv") where row["job_group"] != "*" && row["date"]! > last {
            let supply = people.filter { person in
                groups[person["job"]!] == row["job_group"]
                    && (row["establishment"] == "*" || person["establishment"] == row["establishment"])
            }.map { Double($0["fte"]!) ?? 0 }.reduce(0, +)
            let planned = try #require(Double(row["planned_fte"]!))
            let announced = row["announced_on"]!
            kinds.insert(
                planned > supply ? "grows" : announced == "" ? "unannounced" : announced > last ? "later" : "announced")
            #expect(planned > 0 && planned != supply)
        }
        #expect(kinds == ["announced", "later", "unannounced", "grows"])
    }

    @Test("What is not announced takes people enough for an alert, whatever the seed", arguments: [1, 2, 3, 4, 5, 6])
    func unannounced(seed: Int) throws {
        let sample = try SampleFolder(employees: 5_000, months: 1, seed: UInt64(seed))
        let groups = try Dictionary(
            uniqueKeysWithValues: sample.rows(last, "jobs.csv").map { ($0["job"]!, $0["job_group"]!) })
        let row = try #require(
            sample.rows(last, "plan.csv").first {
                $0["announced_on"] == "" && $0["date"]! > last && $0["note"] != "Uitbreiding"
            })
        // Who stays as far as anybody knows: those whose contract ends before make no difference.
        let staying = try sample.rows(last, "employees.csv").filter { person in
            person.isInService(at: last) && person["contract"] == "permanent" && person["exit_date"] == ""
                && groups[person["job"]!] == row["job_group"] && person["establishment"] == row["establishment"]
        }.map { Double($0["fte"]!) ?? 0 }.reduce(0, +)
        #expect(staying - Double(row["planned_fte"]!)! >= 12)
    }

    @Test(
        "Whatever the last day, something is announced, something to be announced, something under embargo for a month",
        arguments: ["2026-01-01", "2026-03-30", "2027-12-31", "2028-02-29"])
    func anyDay(until: String) throws {
        let sample = try SampleFolder(employees: 2_000, months: 1, until: until)
        let plan = try sample.rows(until, "plan.csv").filter { $0["date"]! > until && $0["note"] != "Uitbreiding" }
        let nextMonth = try #require(CalendarDate(iso: until)).adding(months: 1).description
        #expect(plan.contains { $0["announced_on"]! > "" && $0["announced_on"]! <= until && $0["embargo_until"] == "" })
        #expect(plan.contains { $0["announced_on"]! > nextMonth })
        #expect(plan.contains { $0["embargo_until"]! > nextMonth })
        #expect(plan.contains { $0["announced_on"] == "" })
    }

    @Test("A plan is not known before it was decided")
    func decidedLater() throws {
        let counts = try sample.dates.map { try sample.rows($0, "plan.csv").count }
        #expect(counts == counts.sorted() && counts[0] < counts[counts.count - 1])
    }

    @Test("What is not announced shares no region with a closure that is")
    func separateRegions() throws {
        let regions = try Dictionary(
            uniqueKeysWithValues: sample.rows(last, "establishments.csv").map { ($0["establishment"]!, $0["region"]!) })
        let plan = try sample.rows(last, "plan.csv")
        let closing = Set(plan.filter { $0["job_group"] == "*" }.map { regions[$0["establishment"]!]! })
        for row in plan where row["job_group"] != "*" && row["establishment"] != "*" && row["announced_on"] == "" {
            #expect(!closing.contains(regions[row["establishment"]!]!))
        }
        // The job that shrinks everywhere is done at neither of the establishments that close.
        let groups = try groups()
        let sites = Set(plan.filter { $0["job_group"] == "*" }.map { $0["establishment"]! })
        let everywhere = Set(plan.filter { $0["establishment"] == "*" }.map { $0["job_group"]! })
        #expect(everywhere.count == 1)
        for person in try sample.rows(last, "employees.csv") where sites.contains(person["establishment"]!) {
            #expect(!everywhere.contains(groups[person["job"]!]!))
        }
    }

    @Test("Internships are offered in safe groups, and also where people are to leave")
    func internships() throws {
        let plan = try sample.rows(last, "plan.csv")
        let groups = try groups()
        let sites = try Dictionary(
            uniqueKeysWithValues: sample.rows(last, "units.csv").map { ($0["unit"]!, $0["establishment"]!) })
        let trainers = try Dictionary(
            uniqueKeysWithValues: sample.rows(last, "units.csv").map { ($0["unit"]!, Int($0["trainers"]!) ?? 0) })
        let internships = try sample.rows(last, "internships.csv")
        let threatened = internships.filter { row in
            plan.contains { plan in
                ["*", sites[row["unit"]!]].contains(plan["establishment"])
                    && ["*", groups[row["job"]!]].contains(plan["job_group"]) && plan["note"] != "Uitbreiding"
            }
        }
        #expect(threatened.count >= 2 && threatened.count < internships.count)
        #expect(Set(internships.map { $0["audience"] }) == ["pupil", "student", "in-transition"])
        #expect(internships.allSatisfy { trainers[$0["unit"]!]! > 0 })
    }

    @Test("Teams answer with few and with enough respondents; the scorecard finds all it asks for")
    func indicators() throws {
        let rows = try sample.rows(last, "indicators.csv")
        let respondents = rows.filter { $0["scope"] == "unit" }.compactMap { Int($0["respondents"]!) }
        #expect(respondents.contains { $0 < 5 } && respondents.count { $0 >= 5 } > respondents.count / 2)
        #expect(rows.contains { $0["indicator"] == "vitality" && Double($0["value"]!)! < 3.46 })
        #expect(rows.allSatisfy { $0["date"]! <= last })
        let scorecard = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Config/scorecards/default.yaml")
        let text = try String(contentsOf: scorecard, encoding: .utf8)
        let wanted = Set(text.matches(of: /indicator: ([a-z-]+), scope: ([a-z]+)/).map { "\($0.2) \($0.1)" })
        #expect(wanted.count == 14)
        #expect(Set(rows.map { "\($0["scope"]!) \($0["indicator"]!)" }) == wanted)
    }

    @Test("Establishments are spread over real regions and areas, sizes skewed")
    func establishments() throws {
        let regions: Set<String> = [
            "Achterhoek", "Amersfoort", "Drechtsteden", "Drenthe", "Flevoland", "FoodValley", "Friesland",
            "Gooi en Vechtstreek", "Gorinchem", "Groningen", "Groot Amsterdam", "Haaglanden", "Helmond-De Peel",
            "Holland Rijnland", "Midden-Brabant", "Midden-Gelderland", "Midden-Holland", "Midden-Limburg",
            "Midden-Utrecht", "Noord-Holland Noord", "Noord-Limburg", "Noordoost-Brabant", "Regio Zwolle",
            "Rijk van Nijmegen", "Rijnmond", "Rivierenland", "Stedendriehoek en Noordwest Veluwe", "Twente",
            "West-Brabant", "Zaanstreek/Waterland", "Zeeland", "Zuid-Holland Centraal", "Zuid-Kennemerland en IJmond",
            "Zuid-Limburg", "Zuidoost-Brabant",
        ]
        let large = try SampleFolder(employees: 25_000, months: 1)
        let sites = try large.rows(last, "establishments.csv")
        #expect(Set(sites.map { $0["region"]! }).subtracting([""]) == regions)
        #expect(Set(sites.map { $0["statutory_area"] }).count == 6)
        let people = try large.rows(last, "employees.csv").filter { $0.isInService(at: last) }
        let sizes = Dictionary(grouping: people) { $0["establishment"]! }.values.map(\.count).sorted()
        #expect(sizes[sizes.count - 1] > 2 * sizes[sizes.count / 2])
        let groups = try groups()
        let counts = Dictionary(grouping: people) { "\(groups[$0["job"]!]!) \($0["establishment"]!)" }.values.map(
            \.count
        ).sorted()
        #expect((20...60).contains(counts[counts.count / 2]) && counts[counts.count * 19 / 20] < 200)
    }
}
