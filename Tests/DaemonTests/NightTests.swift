import Console
import DoorstroomConfiguration
import Foundation
import Intake
import Outreach
import Store
import Testing
import Workforce

@testable import Daemon

@Suite("A night, through the operations")
struct NightTests {
    @Test("What is imported is scanned, released, and arrives signed at every partner")
    func wholeNight() async throws {
        let sandbox = await PartnerSandbox.start()
        let employer = try Employer(["gemeente": sandbox.port, "werkcentrum": sandbox.port])
        #expect(try await employer.take(Bundle("2026-10-31")).error == nil)

        let summary = try #require(await employer.scan().scan)
        #expect(summary.kind == .live)
        #expect(summary.people == 80)
        #expect(summary.phases == [60, 20, 0, 0])
        #expect(summary.groups.map(\.jobGroup) == ["WELD"])
        #expect(summary.alerts.map(\.count) == [20])
        #expect(summary.offers.map(\.count) == [3])
        #expect(summary.nextRelease == "2026-11-02T08:00:00Z")
        #expect(try await employer.deliveries.isEmpty, "A scan writes intents, no events.")

        let replies = await employer.releaseAndDeliver()
        #expect(replies[0].message == "released 4 events")
        #expect(replies[1].delivery?.delivered == 4)
        #expect(
            sandbox.kinds == [
                "gemeente alert-raised", "gemeente offer-published", "werkcentrum alert-raised",
                "werkcentrum offer-published",
            ])
        #expect(sandbox.faults.isEmpty)
        #expect(try await employer.deliveries.allSatisfy { $0.state == .delivered })
        let event = try #require(try await employer.deliveries.first)
        #expect(
            try await employer.database.outbox.show(event.id).attempts.map(\.started) == [employer.clock.now],
            "Release and delivery read one calendar.")
    }

    @Test("The next night says nothing anew when nothing has changed, and releases nothing")
    func quietNight() async throws {
        let sandbox = await PartnerSandbox.start()
        let employer = try Employer(["werkcentrum": sandbox.port])
        try await employer.take(Bundle("2026-10-31"))
        await employer.scan()
        await employer.releaseAndDeliver()
        employer.clock.turn(to: "2026-11-03T06:00:00Z")
        let summary = try #require(await employer.scan().scan)
        #expect(summary.changedResults == 0)
        #expect(await employer.releaseAndDeliver().first?.message == "released 0 events")
        #expect(sandbox.arrivals.count == 2)
    }

    @Test("A scan that releases now queues at once, and says for whom")
    func releasesNow() async throws {
        let sandbox = await PartnerSandbox.start()
        let employer = try Employer(["werkcentrum": sandbox.port])
        try await employer.take(Bundle("2026-10-31"))
        let summary = await employer.scan { $0.releasesNow = true }.scan
        #expect(summary?.released == ["werkcentrum": 2])
        #expect(await employer.perform(.deliver(untilEmpty: false)).delivery?.delivered == 2)
    }

    @Test("What a person must release first, or what is not announced yet, does not go out")
    func keptIn() async throws {
        let sandbox = await PartnerSandbox.start()
        let cases: [(change: (inout Bundle) -> Void, state: String)] = [
            ({ $0.announcedOn = "" }, "needs-release"), ({ $0.announcedOn = "2026-11-20" }, "embargoed"),
            ({ $0.embargoUntil = "2026-11-20" }, "embargoed"),
        ]
        for (change, state) in cases {
            let employer = try Employer(["werkcentrum": sandbox.port])
            try await employer.take(Bundle("2026-10-31") { change(&$0) })
            let summary = try #require(await employer.scan().scan)
            #expect(summary.alerts.map(\.state) == [state])
            await employer.releaseAndDeliver()
            #expect(!sandbox.kinds.contains("werkcentrum alert-raised"))
        }
    }

    @Test(
        "A refused import changes no phase, no alert and nothing that partners see",
        arguments: [
            Refusal("health-data", "2026-11-01") { $0.changeEmployees = { Refusal.column("sick_days", in: $0) } },
            Refusal("national-identifier", "2026-11-01") { $0.changeEmployees = { Refusal.column("bsn", in: $0) } },
            Refusal("headcount-moved", "2026-11-01") { $0.carers = 20 },
            Refusal("older-than-newest", "2026-09-30") { _ in },
            Refusal("missing-column", "2026-11-01") {
                $0.changeEmployees = { $0.replacing("hire_date", with: "hired") }
            },
            Refusal("too-many-rejected", "2026-11-01") {
                $0.changeEmployees = { $0.replacing("-05-01,WELD", with: "-15-01,WELD") }
            },
        ])
    func refused(_ refusal: Refusal) async throws {
        let sandbox = await PartnerSandbox.start()
        let employer = try Employer(["werkcentrum": sandbox.port])
        try await employer.take(Bundle("2026-10-31"))
        await employer.scan()
        await employer.releaseAndDeliver()
        let before = try await Trace(employer)
        let told = sandbox.arrivals.count

        let reply = try await employer.take(refusal.bundle)
        #expect(reply.error?.exit == .refused)
        #expect(reply.imports.first?.refusals.map(\.code).contains(refusal.code) == true)
        #expect(try await Trace(employer) == before)
        #expect(try employer.database.imports().first?.refused == true, "The refusal itself is remembered.")
        await employer.releaseAndDeliver()
        #expect(sandbox.arrivals.count == told)
    }

    @Test("Events that wait for somebody who is no partner any more are one notice, however many they are")
    func nobodySends() async throws {
        let employer = try Employer.atNight()
        try await employer.take(Bundle("2026-11-22"))
        try await employer.scanned { $0.releasesNow = true }
        try employer.reconfigure { _ in Employer.configuration([:]) }
        let first = try await employer.scanned()
        #expect(first.warnings[Partner.notConfigured] == 1)
        #expect(SummaryText(first).text.contains("events wait for a partner who is not in the configuration"))
        try employer.database.markDelivered(try #require(try await employer.deliveries.first).id)
        #expect(try await employer.scanned().warnings[Partner.notConfigured] == 1)
        let notices = try employer.database.notices().filter { $0.code == Partner.notConfigured }
        #expect(notices.map(\.count) == [2])
        #expect(notices.first?.text.contains("sandbox") == true)
    }

    @Test("A stale snapshot is assessed, and nothing new goes out of it")
    func stale() async throws {
        let sandbox = await PartnerSandbox.start()
        let employer = try Employer(["werkcentrum": sandbox.port], now: "2026-12-07T06:00:00Z")
        try await employer.take(Bundle("2026-10-31"))
        let summary = try #require(await employer.scan().scan)
        #expect(summary.isStale)
        #expect(summary.phases == [60, 20, 0, 0])
        await employer.releaseAndDeliver()
        #expect(sandbox.arrivals.isEmpty)
        #expect(try employer.noticeCodes.contains("snapshot-stale"))
    }

    @Test("What was intended before the snapshot grew stale is not released any more")
    func grownStale() async throws {
        let sandbox = await PartnerSandbox.start()
        let employer = try Employer(["werkcentrum": sandbox.port])
        try await employer.take(Bundle("2026-10-31"))
        await employer.scan()
        employer.clock.turn(to: "2026-12-07T09:00:00Z")
        #expect(await employer.releaseAndDeliver().first?.message == "released 0 events")
    }

    @Test("The replay of an earlier date is kept apart and touches nothing outward")
    func replay() async throws {
        let sandbox = await PartnerSandbox.start()
        let employer = try Employer(["werkcentrum": sandbox.port])
        try await employer.take(Bundle("2026-09-30") { $0.closes = nil })
        try await employer.take(Bundle("2026-10-31"))
        await employer.scan()
        await employer.releaseAndDeliver()
        let before = try await Trace(employer)

        let date = try #require(CalendarDate(iso: "2026-10-15"))
        let summary = try #require(await employer.scan { $0.asOf = date }.scan)
        #expect(summary.kind == .replay)
        #expect(summary.phases == [80, 0, 0, 0], "The closure was not known then.")
        #expect(summary.alerts.isEmpty)
        var after = try await Trace(employer)
        #expect(after.scans.count == before.scans.count + 1)
        #expect(after.scans.contains { $0.kind == .replay && $0.asOf == date })
        after.scans = before.scans
        #expect(after == before)
        await employer.releaseAndDeliver()
        #expect(sandbox.arrivals.count == 2)
    }

    @Test("A scan that sends nothing keeps its results and leaves outreach as it was")
    func sendsNothing() async throws {
        let sandbox = await PartnerSandbox.start()
        let employer = try Employer(["werkcentrum": sandbox.port])
        try await employer.take(Bundle("2026-10-31"))
        let summary = try #require(await employer.scan { $0.sendsNothing = true }.scan)
        #expect(summary.phases == [60, 20, 0, 0])
        #expect(try employer.database.outreach().states.isEmpty)
        #expect(try await Trace(employer).people.count { $0.phase == 2 } == 20)
        await employer.releaseAndDeliver()
        #expect(sandbox.arrivals.isEmpty)
        // What the run before meant to tell stands, and is told of.
        let usual = try #require(await employer.scan().scan)
        let silent = try #require(await employer.scan { $0.sendsNothing = true }.scan)
        #expect(!usual.upcoming.isEmpty)
        #expect(silent.upcoming == usual.upcoming)
        #expect(silent.alerts == usual.alerts)
    }

    @Test("A look ahead sends nothing, and the nights until then go on")
    func lookAhead() async throws {
        let sandbox = await PartnerSandbox.start()
        let employer = try Employer(["werkcentrum": sandbox.port])
        try await employer.take(Bundle("2026-10-31"))
        let date = try #require(CalendarDate(iso: "2026-11-30"))
        let ahead = try #require(
            await employer.scan {
                $0.asOf = date
                $0.releasesNow = true
            }.scan)
        #expect(ahead.isAhead)
        #expect(ahead.released.isEmpty)
        await employer.releaseAndDeliver()
        #expect(sandbox.arrivals.isEmpty)
        #expect(await employer.scan().scan?.kind == .live)
        await employer.releaseAndDeliver()
        #expect(sandbox.arrivals.count == 2)
    }

    @Test("A dry run of an import or a scan shows what would come and writes not one byte")
    func dryRun() async throws {
        let employer = try Employer()
        try await employer.take(Bundle("2026-10-31"))
        let before = try employer.bytes
        let tried = try await employer.take(Bundle("2026-11-01") { $0.carers = 62 }) { $0.isDryRun = true }
        #expect(tried.error == nil)
        #expect(tried.imports.first?.people == 82)
        let refused = try await employer.take(Bundle("2026-11-01") { $0.carers = 20 }) { $0.isDryRun = true }
        #expect(refused.error?.exit == .refused)
        let summary = try #require(await employer.scan { $0.isDryRun = true }.scan)
        #expect(summary.kind == .dryRun)
        #expect(summary.alerts.map(\.count) == [20])
        #expect(summary.scores.count == 3)
        #expect(try employer.bytes == before)
    }

    @Test("A scan without any snapshot says what to do")
    func noSnapshot() async throws {
        let reply = try await Employer().scan()
        #expect(reply.scan == nil)
        #expect(reply.error?.code == "snapshot-missing")
        #expect(reply.error?.remedy.contains("import") == true)
    }
}

/// A bundle with a defect, and the code by which it is refused.
struct Refusal: Sendable, CustomTestStringConvertible {
    let code: String
    let bundle: Bundle

    init(_ code: String, _ asOf: String, change: (inout Bundle) -> Void) {
        self.code = code
        bundle = Bundle(asOf, change: change)
    }

    var testDescription: String { code }

    /// The same file with one more column, empty but for its name.
    static func column(_ name: String, in text: String) -> String {
        text.split(separator: "\n").enumerated().map { $0 == 0 ? "\($1),\(name)" : "\($1)," }.joined(separator: "\n")
            + "\n"
    }
}

extension Employer {
    /// Every byte of the database and its log.
    fileprivate var bytes: [Data] {
        get throws {
            let path = instance.settings.storage.path
            return try [path, path + "-wal"].map { try Data(contentsOf: URL(filePath: $0)) }
        }
    }
}
