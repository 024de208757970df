import Console
import Foundation
import Outreach
import Store
import Testing

@testable import Daemon

@Suite("What a person decides about alerts and offers")
struct DecisionTests {
    @Test("A hold keeps an alert in across nights, and its release lets it go out at the next release")
    func holdAndRelease() async throws {
        let sandbox = await PartnerSandbox.start()
        let employer = try Employer(["werkcentrum": sandbox.port])
        try await employer.take(Bundle("2026-10-31") { $0.internships = false })
        await employer.scan()
        let subject = try #require(try employer.alert()).key
        #expect(await employer.decide(.hold, .alert, subject).message == "\(subject): held; no partner has it")
        await employer.releaseAndDeliver()
        employer.clock.turn(to: "2026-11-03T06:00:00Z")
        #expect(await employer.scan().scan?.alerts.map(\.state) == ["held"])
        await employer.releaseAndDeliver()
        #expect(sandbox.arrivals.isEmpty)

        #expect(
            await employer.decide(.release, .alert, subject).message
                == "\(subject): released; it goes out to werkcentrum at the next release, 2026-11-03 09:00")
        #expect(sandbox.arrivals.isEmpty, "Nothing goes out before the next release.")
        await employer.releaseAndDeliver()
        #expect(sandbox.kinds == ["werkcentrum alert-raised"])
    }

    @Test("A hold binds what already waits in the outbox")
    func holdsQueued() async throws {
        let sandbox = await PartnerSandbox.start()
        let employer = try Employer(["werkcentrum": sandbox.port])
        try await employer.take(Bundle("2026-10-31") { $0.internships = false })
        await employer.scan()
        await employer.perform(.release)
        let subject = try #require(try employer.alert()).key
        await employer.decide(.hold, .alert, subject)
        await employer.perform(.deliver(untilEmpty: false))
        #expect(sandbox.arrivals.isEmpty)
        #expect(try await employer.deliveries.map(\.state) == [.held])
        await employer.decide(.release, .alert, subject)
        employer.clock.advance(86_400)
        await employer.releaseAndDeliver()
        #expect(sandbox.kinds == ["werkcentrum alert-raised"])
    }

    @Test("What was published is taken back at the next regular release, not at once")
    func withdraw() async throws {
        let sandbox = await PartnerSandbox.start()
        let employer = try Employer(["werkcentrum": sandbox.port])
        try await employer.take(Bundle("2026-10-31"))
        await employer.scan()
        await employer.releaseAndDeliver()
        await employer.decide(.withdraw, .alert, try #require(try employer.alert()).key)
        await employer.decide(.withdraw, .offer, "ST-1")
        await employer.scan { $0.releasesNow = true }
        await employer.perform(.deliver(untilEmpty: false))
        #expect(sandbox.arrivals.count == 2, "The moment of a withdrawal must not tell what caused it.")
        await employer.releaseAndDeliver()
        #expect(
            sandbox.kinds == [
                "werkcentrum alert-raised", "werkcentrum alert-withdrawn", "werkcentrum offer-published",
                "werkcentrum offer-withdrawn",
            ])
        let alert = sandbox.arrivals.filter { $0.type.contains("alert") }
        #expect(Set(alert.map(\.subject)).count == 1)
        #expect(alert.map(\.sequence) == ["000000000001", "000000000002"])
    }

    @Test("What is raised and withdrawn before the release sends nothing")
    func withdrawnBefore() async throws {
        let sandbox = await PartnerSandbox.start()
        let employer = try Employer(["werkcentrum": sandbox.port])
        try await employer.take(Bundle("2026-10-31") { $0.internships = false })
        await employer.scan()
        await employer.decide(.withdraw, .alert, try #require(try employer.alert()).key)
        #expect(await employer.releaseAndDeliver().first?.message == "released 0 events")
        #expect(sandbox.arrivals.isEmpty)
    }

    @Test("An alert without announcement date goes out once a person has released it, however often it is scanned")
    func firstPublication() async throws {
        let sandbox = await PartnerSandbox.start()
        let employer = try Employer(["werkcentrum": sandbox.port])
        try await employer.take(Bundle("2026-10-31") { $0.announcedOn = "" })
        await employer.scan()
        await employer.releaseAndDeliver()
        #expect(!sandbox.kinds.contains("werkcentrum alert-raised"))
        await employer.decide(.release, .alert, try #require(try employer.alert()).key)
        employer.clock.turn(to: "2026-11-03T06:00:00Z")
        await employer.scan()
        await employer.releaseAndDeliver()
        #expect(sandbox.kinds.contains("werkcentrum alert-raised"))
    }

    @Test("A person's release bypasses no embargo, and says what still keeps the alert in")
    func embargo() async throws {
        let sandbox = await PartnerSandbox.start()
        let employer = try Employer(["werkcentrum": sandbox.port])
        try await employer.take(Bundle("2026-10-31") { $0.embargoUntil = "2026-11-20" })
        await employer.scan()
        let message = await employer.decide(.release, .alert, try #require(try employer.alert()).key).message
        #expect(message?.hasSuffix(": released; it is still kept in: not before 2026-11-20") == true)
        await employer.scan { $0.releasesNow = true }
        await employer.releaseAndDeliver()
        #expect(!sandbox.kinds.contains("werkcentrum alert-raised"))
        employer.clock.turn(to: "2026-11-20T06:00:00Z")
        await employer.scan()
        await employer.releaseAndDeliver()
        #expect(sandbox.kinds.contains("werkcentrum alert-raised"))
    }

    @Test("In review mode nothing goes out that no person released")
    func review() async throws {
        let sandbox = await PartnerSandbox.start()
        let employer = try Employer(["werkcentrum": sandbox.port], settings: "release: {mode: review}")
        try await employer.take(Bundle("2026-10-31"))
        await employer.scan()
        await employer.releaseAndDeliver()
        #expect(sandbox.arrivals.isEmpty)
        await employer.decide(.release, .offer, "ST-1")
        await employer.releaseAndDeliver()
        #expect(sandbox.kinds == ["werkcentrum offer-published"])
    }

    @Test("An unknown subject is an error that names the list", arguments: [Decision.Kind.alert, .offer])
    func unknown(kind: Decision.Kind) async throws {
        let employer = try Employer()
        try await employer.take(Bundle("2026-10-31"))
        await employer.scan()
        let error = try #require(await employer.decide(.hold, kind, "nothing-of-the-kind").error)
        #expect(error.code == "subject-unknown")
        #expect(error.remedy.contains(kind == .alert ? "alerts list" : "offers list"))
    }

    @Test("A delivery that is parked is replayed to its one partner")
    func replayed() async throws {
        let sandbox = await PartnerSandbox.start()
        let employer = try Employer(["werkcentrum": sandbox.port])
        try await employer.take(Bundle("2026-10-31") { $0.internships = false })
        await employer.scan()
        await employer.releaseAndDeliver()
        let event = try #require(try await employer.deliveries.first)
        #expect(await employer.perform(.replay(delivery: event.id)).message == "queued once more for werkcentrum")
        await employer.perform(.deliver(untilEmpty: false))
        #expect(sandbox.arrivals.map(\.id) == [event.id, event.id])
        #expect(await employer.perform(.replay(delivery: "no-such-event")).error != nil)
    }

    @Test("A notice is read once, and an unknown one is an error")
    func notices() async throws {
        let employer = try Employer()
        try Notices(employer.instance).raise(code: "scan-failed", text: "It failed.")
        #expect(await employer.perform(.acknowledge(notice: "scan-failed")).message == "1 read")
        #expect(await employer.perform(.acknowledge(notice: "scan-failed")).error?.code == "notice-unknown")
    }
}
