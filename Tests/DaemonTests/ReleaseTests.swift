import DoorstroomConfiguration
import Foundation
import Outreach
import Store
import Synchronization
import Testing
import Workforce

@testable import Daemon

@Suite("A release beside partners that accept")
struct ReleaseTests {
    /// Two partners were told of the offer and of nothing else, and one of them has accepted a place.
    private func employer() async throws -> (Employer, offer: String) {
        let employer = try Employer(["a": 1, "b": 1], now: "2026-11-23T02:00:00Z")
        try await employer.take(Bundle("2026-11-22"))
        try await employer.scanned()
        let record = try employer.database.outreach()
        let offer = try #require(record.states.first { if case .offer = $0.content { true } else { false } }).key
        #expect(try Release(employer.instance).run(.regular, of: [offer]) == ["a": 1, "b": 1])
        employer.clock.advance(60)
        try await accept(offer, employer)
        return (employer, offer)
    }

    private func accept(_ key: String, _ employer: Employer) async throws {
        let write = PartnerWrite(
            partner: "a", key: nil, request: [], audit: "partner-api try", now: employer.clock.now,
            today: employer.instance.today)
        _ = try await PartnerDesk(employer.database).write(write) { deeds in
            let offer = try #require(try deeds.offer(key))
            _ = try deeds.accept(offer, places: 1, reference: nil, id: UUID().uuidString)
            return PartnerReceipt(status: 201, body: [])
        }
    }

    @Test("What was accepted meanwhile is counted: the same subjects and no others, and what was written is told")
    func again() async throws {
        let (employer, offer) = try await employer()
        let release = Release(employer.instance)
        let prepared = try release.prepare(.regular, employer.database.outreach(), of: [offer])
        try await accept(offer, employer)
        let committed = try release.commit(prepared)
        #expect(committed.queued == ["b": 1])
        let record = try #require(committed.changedRecord)
        #expect(record.publications == (try employer.database.outreach().publications))
        #expect(Set(record.publications.map(\.subject)) == [offer])
        let told = try #require(record.publications.first { $0.partner == "b" })
        guard case .offer(let content) = told.content else {
            Issue.record("no offer")
            return
        }
        #expect(content.places == 1)
        let calm = try release.commit(release.prepare(.regular, employer.database.outreach(), of: [offer]))
        #expect(calm.queued.isEmpty && calm.changedRecord == nil)
    }

    @Test("Where partners accept at every attempt it gives up, to be tried later")
    func bound() async throws {
        let (employer, _) = try await employer()
        let loaded = try Settings.load(
            path: employer.folder + "/doorstroom.yaml", environment: [:], now: employer.clock.now)
        let looks = Mutex(0)
        let busy = Instance(
            loaded: loaded, database: employer.database,
            clock: DaemonClock(
                now: {
                    // Between what was read and what is written.
                    looks.withLock { $0 += 1 }
                    employer.reserveOnePlace()
                    return employer.clock.now
                }, sleep: { _ in }), logger: Employer.silence, notifier: ServiceManagerNotifier(environment: [:]))
        let error = #expect(throws: StoreError.self) { try Release(busy).run(.regular) }
        #expect(error?.code == "reservations-changed")
        #expect(error.map { DaemonError($0).exit } == .temporary)
        #expect(looks.withLock { $0 } >= Release.attempts)
    }
}

extension Employer {
    /// One more place of the offer that stands, whether or not there is one left.
    fileprivate func reserveOnePlace() {
        do { try database.reserveOnePlace() } catch { Issue.record(error) }
    }
}
