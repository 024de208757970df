import Intake
import Logging
import Outreach
import Store
import Testing
import Workforce

@testable import Daemon

@Suite("Crises and statutory units over a night")
struct CrisisNightTests {
    /// Forty people whose job goes, announced or not, in an area of which the law may know nothing.
    private func employer(
        announced: String, area: String = "Oost", logger: Logger = Employer.silence
    ) async throws -> (Employer, [OperationReply]) {
        let employer = try Employer.atNight(logger: logger)
        let files = CanonicalFiles.sideFiles.merging([
            "employees.csv": CanonicalFiles.employeesHeader + CanonicalFiles.people(40, from: 1, job: "sales"),
            "plan.csv": CanonicalFiles.plan("sales,S1,2027-06-30,0,\(announced),"),
            "establishments.csv":
                "establishment,name,country,region,statutory_area\nS1,Enschede,NL,Twente,\(area)\nS2,Hengelo,NL,Twente,Oost\n",
        ]) { $1 }
        let request = ImportRequest(path: try employer.write(files, to: "bundles/2026-11-20"))
        return (employer, [try await employer.succeed(.importSnapshot(request)), await employer.scan()])
    }

    private func crisis(_ employer: Employer) throws -> SubjectState {
        try #require(
            try employer.database.outreach().states.first { if case .crisis = $0.content { true } else { false } })
    }

    @Test("A crisis of a plan that is not announced goes out only if the person says that they know")
    func unannounced() async throws {
        let (employer, replies) = try await employer(announced: "")
        let summary = try #require(replies[1].scan)
        #expect(summary.crises?.map(\.state) == ["needs-release"])
        #expect(summary.crises?.first?.reason.hasPrefix("not announced: sales, S1; ") == true)
        let key = try crisis(employer).key
        let refused = await employer.decide(.release, .crisis, key)
        #expect(refused.error?.code == "crisis-unannounced")
        #expect(refused.error?.message.contains("sales, S1") == true)
        #expect(try employer.database.outreach().approvals.isEmpty)
        var decision = Decision(kind: .crisis, action: .release, subject: key, user: "hr", reason: "told")
        decision.knowsUnannounced = true
        let reply = try await employer.succeed(.decide(decision))
        #expect(reply.message?.contains("released; it goes out to sandbox") == true)
    }

    @Test("That one waits for a person is a notice, and no word of the log")
    func quiet() async throws {
        let log = LogRecord()
        let (employer, _) = try await employer(announced: "", area: "Gelderland", logger: log.logger)
        #expect(try employer.noticeCodes.isSuperset(of: [Crisis.noticeCode, "statutory-area-unknown"]))
        #expect(log.codes.contains("statutory-area-unknown"))
        #expect(!log.codes.contains(Crisis.noticeCode))
    }

    @Test("An announced one needs no such word, and a reason has a length that listings bear")
    func announced() async throws {
        let (employer, _) = try await employer(announced: "2026-01-05")
        let key = try crisis(employer).key
        for (length, code) in [(501, "reason-too-long"), (500, nil)] as [(Int, String?)] {
            let reason = String(repeating: "x", count: length)
            let reply = await employer.perform(
                .decide(Decision(kind: .crisis, action: .hold, subject: key, user: "hr", reason: reason)))
            #expect(reply.error?.code == code)
            #expect(try employer.database.outreach().holds.count == (code == nil ? 1 : 0))
        }
        #expect(await employer.decide(.release, .crisis, key).error == nil)
    }

    @Test("An area that the law does not know is told at import, in the summary and as a notice, with the one meant")
    func unknownArea() async throws {
        let (employer, replies) = try await employer(announced: "2026-01-05", area: "Gelderland")
        let problem = try #require(replies[0].imports[0].problems.first { $0.code == "statutory-area-unknown" })
        #expect(problem.remedy == "write 'Oost' in statutory_area of S1")
        let summary = try #require(replies[1].scan)
        #expect(summary.warnings["statutory-area-unknown"] == 1)
        #expect(SummaryText(summary).text.contains("a collective redundancy can go unseen: doorstroom notices"))
        #expect(try employer.noticeCodes.contains("statutory-area-unknown"))
        let (other, others) = try await self.employer(announced: "2026-01-05")
        #expect(others[0].imports[0].problems.isEmpty)
        #expect(try !other.noticeCodes.contains("statutory-area-unknown"))
    }
}
