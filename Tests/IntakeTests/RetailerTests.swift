import Foundation
import Testing
import Workforce

@testable import Intake

/// Ten year-end exports of a real retailer (`mfg10`), which stand beside the project and not in it.
///
/// The mapping is the one of `Config/mappings/mfg10.yaml`, written as values here because only the configuration reads
/// YAML.
@Suite(
    "A retailer's exports",
    .enabled(if: ProjectFolders.retailer != nil, "no data: set DOORSTROOM_DATA to the folder that holds mfg10"))
struct RetailerTests {
    static let mapping: Mapping = {
        var people = FileMapping(target: .employees, pattern: "20??.csv")
        people.delimiter = UInt8(ascii: ",")
        people.encoding = .utf8
        people.asOf = .yearEnd("STATUS_YEAR")
        people.format.dates = ["M/d/yyyy"]
        people.format.nullTokens = ["1/1/1900"]
        func ofLeavers(_ column: String) -> ColumnMapping {
            ColumnMapping(cases: [
                ColumnMapping.Case(when: ["STATUS": ["TERMINATED"]], source: .columns([column], separator: " "))
            ])
        }
        people.columns = [
            "employee_id": ColumnMapping(column: "EmployeeID"), "birth_date": ColumnMapping(column: "birthdate_key"),
            "gender": ColumnMapping(column: "gender_short"), "hire_date": ColumnMapping(column: "orighiredate_key"),
            "job": ColumnMapping(column: "job_title"), "unit": ColumnMapping(column: "department_name"),
            "establishment": ColumnMapping(column: "store_name"), "exit_date": ofLeavers("terminationdate_key"),
            "exit_reason": ofLeavers("termreason_desc"),
        ]
        people.columns["gender"]?.values = ["M": "m", "F": "f"]
        people.columns["exit_reason"]?.values = [
            "Layoff": "redundancy", "Resignaton": "resignation", "Retirement": "retirement", "Not Applicable": "",
        ]
        people.drop = ["age", "length_of_service", "recorddate_key", "gender_full", "termtype_desc"]
        var plan = FileMapping(target: .plan, pattern: "closures.csv")
        plan.delimiter = UInt8(ascii: ",")
        plan.columns = [
            "job_group": ColumnMapping(constant: "*"), "establishment": ColumnMapping(column: "store"),
            "date": ColumnMapping(column: "date"), "planned_fte": ColumnMapping(column: "planned_fte"),
        ]
        return Mapping(name: "mfg10", files: [people, plan])
    }()

    @Test("All ten years are read, the contradictory rows are merged and reported, and the plan comes along")
    func allYears() throws {
        let folder = try #require(ProjectFolders.retailer)
        let results = try SnapshotReader(mapping: Self.mapping).read(folder.path)
        #expect(results.map { $0.report.asOf?.description } == (2006...2015).map { "\($0)-12-31" })
        #expect(results.allSatisfy { $0.snapshot != nil && $0.report.rejected == 0 })
        #expect(results.map(\.report.rows) == [4579, 4683, 4767, 4852, 4963, 5082, 5231, 5320, 5215, 4961])
        #expect(results.map(\.report.merged) == [0, 1, 1, 1, 0, 0, 0, 1, 1, 0])
        for result in results {
            let reported = result.report.problems.count { $0.code == "contradictory-rows" }
            #expect(reported == result.report.merged)
            let snapshot = try #require(result.snapshot)
            #expect(snapshot.sideFiles.plan?.count == 15)
            #expect(snapshot.sideFiles.plan?.allSatisfy { $0.jobGroup == nil && $0.centiFTE == 0 } == true)
        }
        let last = try #require(results[8].snapshot)
        let laidOff = (0..<last.employees.count).count { last.employees.exitReason[$0] == .redundancy }
        #expect(laidOff == 142)
    }

    @Test("Each year follows the one before without a jump in headcount")
    func headcounts() throws {
        let snapshots = try SnapshotReader(mapping: Self.mapping).read(try #require(ProjectFolders.retailer).path)
            .compactMap(\.snapshot)
        for (former, next) in zip(snapshots, snapshots.dropFirst()) {
            let previous = PreviousSnapshot(former, expectingUntil: next.asOf)
            #expect(Admission().refusals(of: next, after: previous, newest: former.asOf).isEmpty)
        }
        let before = try #require(snapshots.first { $0.asOf.description == "2013-12-31" })
        let known = PreviousSnapshot(before, expectingUntil: before.asOf.adding(months: 12))
        // 2013 lists 5,215 active people; one of them stands there as terminated on the last day as well.
        #expect(known.headcount == 5214)
        #expect(known.expectedDepartures > 100)
    }

    @Test("One year brings the plan that stands beside it")
    func oneYear() throws {
        let path = try #require(ProjectFolders.retailer).appending(path: "2013.csv").path
        let results = try SnapshotReader(mapping: Self.mapping).read(path)
        #expect(results.count == 1)
        #expect(results[0].report.files == ["2013.csv", "closures.csv"])
        #expect(results[0].snapshot?.sideFiles.plan?.count == 15)
    }

    @Test("Nothing that was known only later is read", arguments: [2007, 2013, 2014])
    func hindsight(_ year: Int) throws {
        let folder = try #require(ProjectFolders.retailer)
        let scratch = try ScratchFolder()
        let text = try String(contentsOf: folder.appending(path: "\(year).csv"), encoding: .utf8)
        let blanked = try scratch.write("\(year).csv", Self.blankingLaterDates(text, than: year))
        var options = SnapshotReader.Options()
        options.opener.takesCompanions = false
        let reader = SnapshotReader(mapping: Self.mapping, options: options)
        let whole = try #require(try reader.read(folder.appending(path: "\(year).csv").path).first?.snapshot)
        let known = try #require(try reader.read(blanked).first?.snapshot)
        #expect(whole.employees.count == known.employees.count)
        for row in 0..<whole.employees.count { #expect(whole.employees.row(row) == known.employees.row(row)) }
        // The test would prove nothing if the file held nothing of the kind.
        #expect(text != (try String(contentsOfFile: blanked, encoding: .utf8)))
    }

    /// Empties every date after the year's end, and the year that such a date was taken from.
    private static func blankingLaterDates(_ text: String, than year: Int) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.split(separator: ",", omittingEmptySubsequences: false).map { field in
                let date = field.split(separator: " ").first ?? ""
                let parts = date.split(separator: "/")
                return parts.count == 3 && Int(parts[2]).map { $0 > year } == true ? "" : String(field)
            }.joined(separator: ",")
        }.joined(separator: "\n")
    }
}
