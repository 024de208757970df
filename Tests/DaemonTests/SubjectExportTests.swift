import Foundation
import Outreach
import Store
import Testing
import Workforce

@testable import Daemon

@Suite("Everything about one person")
struct SubjectExportTests {
    /// Two nights; of the first welder an indicator, a trainer's place, and a hold whose reason names them.
    static func employer() async throws -> Employer {
        let employer = try Employer.atNight()
        for date in ["2026-10-31", "2026-11-22"] {
            var files = Bundle(date).texts
            files["indicators.csv"] =
                "scope,code,indicator,value,date\nemployee,P1001,engagement,3,2026-10-01\n"
                + "employee,P1002,engagement,4,2026-10-01\n"
            files["internships.csv"] =
                "internship,unit,job,starts,places,audience,trainer\nST-1,WARD,CARE,2027-02-01,3,student,P1001\n"
            try await employer.take(date, files)
            try await employer.scanned { $0.asOf = CalendarDate(iso: date) }
        }
        let subject = try #require(try employer.alert()).key
        await employer.perform(
            .decide(
                Decision(
                    kind: .alert, action: .hold, subject: subject, user: "planner",
                    reason: "Persoon Nummer1 asked for time")))
        return employer
    }

    static func export(_ employer: Employer, _ id: String = "P1001", isDutch: Bool = false) throws -> SubjectExport {
        let person = try #require(try employer.database.person(id))
        try employer.database.audit(
            systemUser: "planner", verb: "explain", person: person, at: Date(timeIntervalSince1970: 0))
        return try SubjectExport(
            try #require(try employer.database.subject(person)), in: employer.database,
            settings: employer.instance.settings, isDutch: isDutch, made: employer.clock.now)
    }

    @Test("An export holds rows of all snapshots, side files, phases, scores, clocks, groups, holds and views")
    func whole() async throws {
        let export = try Self.export(try await Self.employer())
        func records(_ name: String) -> [[String: String]] {
            export.sections.first { $0.name == name }?.records.map { record in
                Dictionary(uniqueKeysWithValues: record.compactMap { field in field.text.map { (field.name, $0) } })
            } ?? []
        }
        #expect(records("identity") == [["employee_id": "P1001", "name": "Persoon Nummer1"]])
        #expect(records("snapshots").map { $0["as_of"] } == ["2026-10-31", "2026-11-22"])
        #expect(records("snapshots").allSatisfy { $0["birth_date"] == "1966-03-01" && $0["fte"] == "1" })
        #expect(Set(records("side_files").map { $0["file"] }) == ["indicators.csv", "internships.csv"])
        #expect(records("side_files").allSatisfy { !$0.values.contains("P1002") })
        #expect(records("phases").last?["phase"] == "2")
        #expect(records("phases").first?["from"] == "2026-10-31")
        #expect(records("phases").last?["until"] == nil)
        #expect(records("clocks").isEmpty == false)
        #expect(Set(records("outreach").map { $0["kind"] }).isSuperset(of: ["subject", "hold"]))
        #expect(records("audit").map { $0["verb"] } == ["explain"])
    }

    @Test("Headings come in either language, fields keep their names")
    func languages() async throws {
        let employer = try await Self.employer()
        let (english, dutch) = (try Self.export(employer), try Self.export(employer, isDutch: true))
        #expect(english.sections.map(\.heading) != dutch.sections.map(\.heading))
        #expect(english.sections.map(\.name) == dutch.sections.map(\.name))
        let names = { (export: SubjectExport) in export.sections.map { $0.records.map { $0.map(\.name) } } }
        #expect(names(english).first == names(dutch).first)
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .iso8601
        let object = try #require(
            try JSONSerialization.jsonObject(with: encoder.encode(dutch)) as? [String: Any])
        #expect(object["employee_id"] as? String == "P1001")
        // What is said to whoever hands it over is no part of what is handed over.
        #expect(!dutch.caution.isEmpty && english.caution != dutch.caution)
        #expect(object["caution"] == nil && !dutch.notes.contains(dutch.caution))
        #expect(!dutch.notes.joined().contains("overhandigt"))
        #expect((object["sections"] as? [[String: Any]])?.count == dutch.sections.count)
    }
}
