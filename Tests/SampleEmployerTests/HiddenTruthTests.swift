import Foundation
import SampleEmployer
import Testing
import Workforce

@Suite("A sample employer whose future is known")
struct HiddenTruthTests {
    private let sample: HiddenTruthFolder
    private let people: [String: [String: String]]

    init() throws {
        sample = try HiddenTruthFolder.shared.get()
        people = try HiddenTruthFolder.sharedPeople.get()
    }

    @Test("The same numbers give the same bytes; another seed or another scenario gives others")
    func deterministic() throws {
        func small(_ seed: UInt64 = 3, _ scenario: TruthScenario = .main) throws -> [String: Data] {
            try HiddenTruthFolder(employees: 1_500, months: 13, interval: 6, seed: seed, scenario: scenario).files
        }
        let first = try small()
        #expect(try small() == first)
        #expect(try small(4) != first)
        #expect(try small(3, .risingAttrition) != first)
    }

    @Test("Snapshots lie as far apart as asked, the last on the last day; what became of all stands beside them")
    func folders() {
        #expect(sample.dates.count == 12 && sample.dates.last == "2026-06-30" && sample.dates.first == "2023-09-30")
        for date in sample.dates {
            let names = sample.files.keys.filter { $0.hasPrefix(date) }.map { String($0.dropFirst(11)) }.sorted()
            #expect(
                names == [
                    "employees.csv", "establishments.csv", "jobs.csv", "plan.csv", "snapshot.yaml", "units.csv",
                ])
        }
        #expect(sample.files.keys.filter { $0.hasPrefix("truth/") }.sorted() == ["truth/plans.csv", "truth/truth.csv"])
    }

    @Test("Intervals out of range are refused, before anything is written", arguments: [0, 13])
    func ranges(interval: Int) throws {
        let path = SampleFolder.newPath()
        let until = try #require(CalendarDate(iso: "2026-06-30"))
        let error = #expect(throws: SampleError.self) {
            try HiddenTruthEmployer(
                employees: 10, months: 5, interval: interval, seed: 1, until: until, scenario: .main
            ).write(to: path)
        }
        #expect(error?.code == "sample-interval")
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test("Truth and snapshots agree: who is listed as gone is gone in truth, on that day, for that reason")
    func agreement() throws {
        var redundant: Set<String> = []
        for date in sample.dates {
            for row in try sample.rows(date, "employees.csv") {
                let id = row["employee_id"]!
                let truth = try #require(people[id])
                let exits = ["redundant_exit", "voluntary_exit", "other_exit"].map { truth[$0]! }.filter { !$0.isEmpty }
                let exit = exits.first ?? ""
                if row["exit_date"] != "" {
                    #expect(row["exit_date"] == exit && row["exit_reason"] == truth["exit_reason"])
                } else if row["exit_reason"] != "" || row["redundant_since"] != "" {
                    #expect(truth["redundant_exit"] != "")
                }
                // Nobody works on after the end, and nothing is known before its day.
                #expect(exits.count <= 1 && (exit.isEmpty || exit > date || row["exit_date"] == exit))
                #expect(row["notice_date"]! <= date && row["redundant_since"]! <= date)
                if row["exit_reason"] == "redundancy", row["exit_date"]! <= date, row["exit_date"] != "" {
                    redundant.insert(id)
                }
            }
        }
        // One in eight vanishes without having been listed as gone.
        let all = people.values.filter {
            sample.dates[0] < $0["redundant_exit"]! && $0["redundant_exit"]! <= "2026-06-30"
        }
        #expect(all.count > 150 && (0.8..<0.95).contains(Double(redundant.count) / Double(all.count)))
    }

    @Test("Most who are made redundant stand in the snapshot before as such, and who has a notice keeps it")
    func notices() throws {
        var told: [String: Set<String>] = [:]
        for date in sample.dates {
            for row in try sample.rows(date, "employees.csv") where row["redundant_since"] != "" {
                told[date, default: []].insert(row["employee_id"]!)
                #expect(row["notice_date"]!.isEmpty || row["notice_date"]! > row["redundant_since"]!)
            }
        }
        var (known, all) = (0, 0)
        for (id, truth) in people {
            let exit = truth["redundant_exit"]!
            guard exit > sample.dates[0], exit <= sample.dates[11],
                let last = sample.dates.last(where: { $0 < exit })
            else { continue }
            all += 1
            if told[last]?.contains(id) == true { known += 1 }
        }
        // A quarter lies between two snapshots, and three months or more between the decision and the exit.
        #expect(known * 100 > 75 * all)
    }

    @Test("Plan files tell the plan as believed: rows appear, change and disappear, and none of it before its day")
    func beliefs() throws {
        let files = try sample.dates.map { date in
            try Dictionary(
                uniqueKeysWithValues: sample.rows(date, "plan.csv").map {
                    ("\($0["job_group"]!)|\($0["establishment"]!)", $0)
                })
        }
        var (changed, withdrawn, slipped) = (0, 0, 0)
        for plan in try sample.plans() {
            let key = "\(plan["job_group"]!)|\(plan["establishment"]!)"
            let end = plan["called_off"]!
            for (date, file) in zip(sample.dates, files) {
                let row = file[key]
                if date < plan["published"]! { #expect(row == nil) }
                if !end.isEmpty, date >= end { #expect(row == nil) }
                if date >= plan["published"]!, end.isEmpty ? date < plan["true_date"]! : date < end {
                    #expect(row != nil)
                }
                guard let row else { continue }
                let isSlipKnown = plan["slip_known"] != "" && plan["slip_known"]! <= date
                if isSlipKnown { slipped += 1 }
                #expect(isSlipKnown ? row["date"]! > plan["planned_date"]! : row["date"] == plan["planned_date"])
                #expect((row["planned_fte"] == "0.00") == (plan["planned_fte"] == "0.00"))
            }
            if Set(files.compactMap { $0[key]?["planned_fte"] }).count > 1 { changed += 1 }
            if !end.isEmpty, files.contains(where: { $0[key] != nil }) { withdrawn += 1 }
        }
        #expect(changed >= 8 && withdrawn >= 1 && slipped >= 3)
    }

    @Test("Once a closure has come true nobody is hired there, and only those whose notice still runs are there")
    func closures() throws {
        // A seed with half a dozen closures; the shared sample has none.
        let sample = try HiddenTruthFolder(employees: 8_000, months: 36, interval: 3, seed: 3)
        let people = try sample.people()
        var closed: [String: String] = [:]
        for plan in try sample.plans()
        where plan["planned_fte"] == "0.00" && plan["called_off"] == "" && plan["true_date"]! <= sample.dates[11] {
            closed[plan["plan"]!] = plan["true_date"]!
        }
        #expect(closed.count >= 3)
        var (before, underNotice) = (0, 0)
        for date in sample.dates {
            for row in try sample.rows(date, "employees.csv") {
                let truth = try #require(people[row["employee_id"]!])
                guard let day = closed[truth["plan"]!] else { continue }
                #expect(row["hire_date"]! < day, "hired into what had closed on \(day)")
                guard row.isInService(at: date) else { continue }
                if date < day {
                    before += 1
                } else {
                    underNotice += 1
                    #expect(truth["redundant_exit"]! > date && row["redundant_since"] != "")
                }
            }
        }
        #expect(before > 100 && underNotice > 0)
    }

    @Test("Groups without a plan keep their size, save those that dwindle, and about 7 % leave of themselves in a year")
    func headcounts() throws {
        let (first, last) = (sample.dates[0], sample.dates[11])
        var counts: [String: [Int]] = [:]
        for (place, date) in [first, last].enumerated() {
            for row in try sample.rows(date, "employees.csv") where row.isInService(at: date) {
                let truth = try #require(people[row["employee_id"]!])
                guard truth["plan"] == "" else { continue }
                counts["\(truth["job_group"]!)|\(truth["establishment"]!)", default: [0, 0]][place] += 1
            }
        }
        let large = counts.values.filter { $0[0] >= 20 }
        let stable = large.count { $0[1] * 10 >= $0[0] * 9 }
        #expect(stable * 100 > 85 * large.count)
        #expect(large.contains { $0[1] * 10 < $0[0] * 8 })
        let leavers = people.values.filter { first < $0["voluntary_exit"]! && $0["voluntary_exit"]! <= last }
        #expect((0.05...0.095).contains(Double(leavers.count) / 2.75 / 8_000))
    }

    @Test("Leavers come together: counts by establishment and quarter vary more than by chance and season alone")
    func clustering() throws {
        let (first, last) = (sample.dates[0], sample.dates[11])
        var counts: [String: [Int: Double]] = [:]
        for truth in people.values where truth["exit_reason"] == "resignation" {
            guard first < truth["voluntary_exit"]!, truth["voluntary_exit"]! <= last else { continue }
            // Who leaves on the first of a month decided to in the month before.
            let parts = try #require(CalendarDate(iso: truth["voluntary_exit"]!)).adding(days: -1).parts
            counts[truth["establishment"]!, default: [:]][parts.year * 4 + (parts.month - 1) / 3, default: 0] += 1
        }
        let quarters = Set(counts.values.flatMap(\.keys))
        let ofQuarter = Dictionary(
            uniqueKeysWithValues: quarters.map { quarter in
                (quarter, counts.values.reduce(0) { $0 + ($1[quarter] ?? 0) })
            })
        let total = ofQuarter.values.reduce(0, +)
        // Pearson's statistic over its degrees of freedom: 1 if people left independently of one another.
        var statistic = 0.0
        for own in counts.values {
            for (quarter, all) in ofQuarter {
                let expected = own.values.reduce(0, +) * all / total
                let difference = (own[quarter] ?? 0) - expected
                statistic += difference * difference / expected
            }
        }
        let dispersion = statistic / Double((counts.count - 1) * (quarters.count - 1))
        #expect(dispersion > 1.4, "\(dispersion)")
    }
}
