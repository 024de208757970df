import Foundation
import Store
import Testing
import Workforce

@testable import Daemon

@Suite("A whole night in one run")
struct WholeNightTests {
    private func rows(_ employer: Employer) throws -> [AssessmentRow] {
        let scan = try #require(try employer.database.lastLiveScan())
        var rows: [AssessmentRow] = []
        try employer.database.forEachAssessment(scan) { rows.append($0) }
        return rows
    }

    /// Two snapshots, the second with somebody gone.
    private let bundles = [
        Bundle("2026-09-30"),
        Bundle("2026-10-31") { bundle in
            bundle.changeEmployees = { text in
                text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
                    .filter { $0.offset != 5 }.map { String($0.element) }.joined(separator: "\n")
            }
        },
    ]

    @Test("It finds what an import and a scan find, one after the other")
    func same() async throws {
        let (apart, together) = (try Employer(), try Employer())
        for bundle in bundles {
            try await apart.take(bundle)
            let first = try #require(await apart.scan().scan)
            let path = try bundle.write(into: together.folder + "/\(bundle.asOf)")
            let reply = await together.scan { $0.intake = .bundle(ImportRequest(path: path)) }
            let second = try #require(reply.scan)
            #expect(reply.error == nil && reply.imports.count == 1)
            #expect(second.phases == first.phases && second.entered == first.entered)
            #expect(second.alerts.map(\.title) == first.alerts.map(\.title))
            #expect(second.groups == first.groups)
            #expect(try rows(together) == rows(apart))
            for employer in [apart, together] { employer.clock.advance(86_400) }
        }
        #expect(try together.database.snapshots().count == 2)
    }

    @Test("A refused bundle ends it before the scan, and nothing is changed")
    func refusedBundle() async throws {
        let employer = try Employer()
        let broken = Bundle("2026-10-31") { $0.changeEmployees = { $0.replacing("hire_date", with: "hired") } }
        let path = try broken.write(into: employer.folder + "/broken")
        let reply = await employer.scan { $0.intake = .bundle(ImportRequest(path: path)) }
        #expect(reply.error?.exit == .refused && reply.scan == nil)
        #expect(try employer.database.lastLiveScan() == nil)
        #expect(try employer.database.snapshots().isEmpty)
    }

    @Test("A refused drop is told of, and the newest good snapshot is scanned")
    func refusedDrop() async throws {
        let employer = try Employer()
        _ = try Bundle("2026-10-30").write(into: employer.inbox, settled: employer.clock.now - 60)
        _ = try Bundle("2026-10-31") { $0.changeEmployees = { $0.replacing("hire_date", with: "hired") } }
            .write(into: employer.inbox, settled: employer.clock.now - 60)
        let reply = await employer.scan { $0.intake = .inbox }
        #expect(reply.error?.exit == .refused)
        #expect(reply.scan?.snapshotDate.description == "2026-10-30")
        #expect(try employer.noticeCodes == ["snapshot-refused", "crisis-waits"])
    }
}
