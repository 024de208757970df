import Foundation
import SampleEmployer
import Testing
import Workforce

@Suite("A sample employer of 5,000 over six months")
struct SampleEmployerTests {
    private let sample: SampleFolder
    private let last = "2026-06-30"

    init() throws { sample = try SampleFolder.shared.get() }

    private func people(_ date: String) throws -> [[String: String]] {
        try sample.rows(date, "employees.csv").filter { $0.isInService(at: date) }
    }

    @Test("Snapshots are of month ends, oldest first, and exactly as many people are in service at the last")
    func datesAndCount() throws {
        #expect(
            sample.dates == ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31", "2026-06-30"])
        #expect(try Set(people(last).map { $0["employee_id"] }).count == 5_000)
    }

    @Test("Every file has exactly the columns of the canonical bundle")
    func columns() throws {
        let columns = [
            "employees.csv":
                "employee_id,name,email,birth_date,gender,hire_date,service_since,job,job_since,unit,establishment,"
                + "contract,contract_end,contract_renewal,fte,monthly_salary,redundant_since,notice_date,exit_date,"
                + "exit_reason,indispensable,training_hours_12m,performance,skills,consent_introduction,job_wish",
            "jobs.csv": "job,title,job_group,isco08,esco,level,sector",
            "establishments.csv": "establishment,name,country,region,statutory_area,technical_unit,postcode",
            "units.csv": "unit,name,parent,establishment,trainers",
            "plan.csv": "job_group,establishment,date,planned_fte,reference_date,announced_on,embargo_until,note",
            "indicators.csv": "scope,code,indicator,value,date,respondents",
            "vacancies.csv": "vacancy,job,establishment,fte,open_from,open_until,skills",
            "internships.csv":
                "internship,unit,job,title,field,level,track,qualification,accreditation,starts,ends,hours_per_week,"
                + "places,audience,trainer,description",
        ]
        for date in sample.dates {
            for (file, header) in columns {
                #expect(try sample.header(date, file) == header)
                #expect(try !sample.rows(date, file).isEmpty || file == "plan.csv")
            }
            #expect(
                try String(decoding: sample.data(date, "snapshot.yaml"), as: UTF8.self).hasPrefix("asOf: \(date)\n"))
        }
    }

    @Test("Every value is one that the canonical form knows")
    func values() throws {
        let contracts = Set(ContractKind.allCases.map(\.code))
        let reasons = Set(ExitReason.allCases.map(\.code))
        for date in [sample.dates[0], last] {
            for row in try sample.rows(date, "employees.csv") {
                for column in row.keys
                where column.hasSuffix("_date") || column.hasSuffix("_since") || column == "contract_end" {
                    let text = try #require(row[column])
                    #expect(text.isEmpty || CalendarDate(iso: text) != nil)
                }
                let hire = try #require(CalendarDate(iso: row["hire_date"] ?? ""))
                if let birth = CalendarDate(iso: row["birth_date"] ?? "") {
                    #expect((15...67).contains(birth.completedYears(at: hire)))
                }
                #expect(row["service_since"] == "" || row["service_since"]! < row["hire_date"]!)
                #expect(row["exit_date"] == "" || row["exit_date"]! > row["hire_date"]!)
                #expect(row["exit_date"] == "" || row["exit_reason"] != "")
                #expect(contracts.contains(row["contract"]!) && reasons.contains(row["exit_reason"]!))
                #expect(["", "yes", "no"].contains(row["contract_renewal"]!))
                #expect(row["fte"] == "" ? row["contract"] == "on_call" : (0.05...1).contains(Double(row["fte"]!)!))
                #expect(row["performance"] == "")
                #expect(row["email"]!.hasSuffix("@example.org") && row["email"]!.utf8.allSatisfy { $0 < 0x80 })
                #expect(row["email"]!.prefix { $0 != "@" }.contains("."))
            }
        }
    }

    @Test("Codes of employees are found in the side files")
    func references() throws {
        for date in [sample.dates[0], last] {
            let jobs = try Set(sample.rows(date, "jobs.csv").map { $0["job"] })
            let groups = try Set(sample.rows(date, "jobs.csv").map { $0["job_group"] })
            let sites = try Set(sample.rows(date, "establishments.csv").map { $0["establishment"] })
            let units = try Set(sample.rows(date, "units.csv").map { $0["unit"] })
            #expect(jobs.count >= 40)
            for row in try sample.rows(date, "employees.csv") {
                #expect(
                    jobs.contains(row["job"]) && sites.contains(row["establishment"]) && units.contains(row["unit"]))
            }
            for row in try sample.rows(date, "plan.csv") {
                #expect(groups.contains(row["job_group"]) || row["job_group"] == "*")
                #expect(sites.contains(row["establishment"]) || row["establishment"] == "*")
            }
            for row in try sample.rows(date, "internships.csv") {
                #expect(units.contains(row["unit"]) && jobs.contains(row["job"]))
                #expect(row["starts"]! > date && row["ends"]! > row["starts"]!)
                #expect(row["places"]! >= "1")
            }
            for row in try sample.rows(date, "vacancies.csv") {
                #expect(row["open_from"]! <= date && row["open_until"]! > date && jobs.contains(row["job"]))
            }
        }
    }

    @Test("People stay who they are from month to month, and who is gone stays gone")
    func consistency() throws {
        var before: [String: [String: String]] = [:]
        var gone: Set<String> = []
        for date in sample.dates {
            var now: [String: [String: String]] = [:]
            for row in try sample.rows(date, "employees.csv") where now[row["employee_id"]!] == nil {
                now[row["employee_id"]!] = row
            }
            for (id, row) in now {
                #expect(!gone.contains(id))
                guard let former = before[id] else { continue }
                for column in [
                    "name", "email", "birth_date", "gender", "hire_date", "service_since", "unit", "establishment",
                ] {
                    #expect(row[column] == former[column])
                }
                // An exit, once known, is known ever after.
                if former["exit_date"] != "" {
                    #expect(row["exit_date"] == former["exit_date"] && row["exit_reason"] == former["exit_reason"])
                }
                if former["contract"] == "permanent" { #expect(row["contract"] == "permanent") }
            }
            let vanished = Set(before.keys).subtracting(now.keys)
            for id in vanished { #expect(before[id]!["exit_date"] != "" || before[id]!["contract_end"] != "") }
            gone.formUnion(vanished)
            if !before.isEmpty { #expect(abs(now.count - before.count) * 100 < 15 * before.count) }
            before = now
        }
        #expect(!gone.isEmpty)
    }

    @Test("Hires come before they start in part, dates of leaving are not known long before, and none is hindsight")
    func noHindsight() throws {
        for date in [sample.dates[0], last] {
            let asOf = try #require(CalendarDate(iso: date))
            for row in try sample.rows(date, "employees.csv") {
                #expect(CalendarDate(iso: row["hire_date"]!)! < asOf.adding(days: 50))
                #expect(row["notice_date"]! <= date)
                if row["exit_date"]! > date { #expect(CalendarDate(iso: row["exit_date"]!)! < asOf.adding(days: 130)) }
            }
        }
        #expect(try sample.rows(last, "employees.csv").contains { $0["hire_date"]! > last })
    }

    @Test("It is a believable workforce: ages, contracts, hours, women, service")
    func shape() throws {
        let people = try people(last)
        func share(_ holds: ([String: String]) -> Bool) -> Double {
            Double(people.count(where: holds)) / Double(people.count)
        }
        #expect((0.65...0.85).contains(share { $0["contract"] == "permanent" }))
        for contract in ContractKind.allCases { #expect(share { $0["contract"] == contract.code } > 0.003) }
        #expect((0.2...0.5).contains(share { $0["gender"] == "f" }))
        #expect((0.05...0.35).contains(share { $0["birth_date"]! > "1996-06-30" && $0["birth_date"]! < "2001" }))
        #expect((0.05...0.25).contains(share { $0["birth_date"] != "" && $0["birth_date"]! < "1966-06-30" }))
        #expect((0.0001...0.02).contains(share { $0["birth_date"] == "" }))
        #expect((0.25...0.55).contains(share { Double($0["fte"]!) ?? 0 < 1 }))
        #expect((0.3...0.6).contains(share { $0["hire_date"]! < "2016-07-01" }))
        #expect((0.001...0.02).contains(share { $0["birth_date"] != "" && $0["birth_date"]! < "1959-03-01" }))
    }

    @Test("Ahead of the last snapshot: people under notice, settlement, declared, and leavers of every kind")
    func situations() throws {
        let rows = try sample.rows(last, "employees.csv")
        #expect(rows.contains { $0["exit_date"]! > last && $0["exit_reason"] == "settlement" })
        #expect(
            rows.contains { $0["notice_date"] != "" && $0["exit_reason"] == "redundancy" && $0["exit_date"]! > last })
        #expect(rows.contains { $0["notice_date"] != "" && $0["exit_reason"] == "redundancy" && $0["exit_date"] == "" })
        #expect(
            rows.contains { $0["redundant_since"] != "" && $0["redundant_since"]! <= last && $0["notice_date"] == "" })
        #expect(rows.contains { $0["redundant_since"]! > last })
        #expect(
            rows.contains { $0["exit_date"] != "" && $0["exit_date"]! <= last && $0["exit_reason"] == "redundancy" })
        let reasons = Set(rows.filter { $0["exit_date"] != "" && $0["exit_date"]! <= last }.map { $0["exit_reason"] })
        #expect(reasons.isSuperset(of: ["resignation", "retirement", "contract_end", "redundancy"]))
        #expect(rows.contains { $0["consent_introduction"] != "" && $0["job_wish"] != "" })
        #expect(rows.contains { $0["contract_end"]! > last && $0["contract_renewal"] == "no" })
    }

    @Test("Some things are missing, as everywhere")
    func notTooNeat() throws {
        #expect(try sample.rows(last, "establishments.csv").count { $0["region"] == "" } == 1)
        #expect(try sample.rows(last, "jobs.csv").count { $0["isco08"] == "" } == 2)
        #expect(try sample.rows(last, "jobs.csv").allSatisfy { $0["isco08"] == "" || $0["isco08"]!.count == 4 })
        let rows = try sample.rows(last, "employees.csv")
        #expect(Set(rows.map { $0["employee_id"] }).count < rows.count)
        #expect(rows.contains { $0["fte"] == "" })
        #expect(rows.contains { $0["skills"] == "" } && rows.contains { $0["training_hours_12m"] == "" })
    }
}
