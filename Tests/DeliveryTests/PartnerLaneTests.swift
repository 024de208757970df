import Foundation
import Outreach
import Testing
import Workforce

@testable import Delivery

@Suite("Lanes, rates and clocks")
struct PartnerLaneTests {
    private let now = Date(timeIntervalSince1970: 1_800_000_000)

    private func lane(rate: Double = .infinity, concurrency: Int = 4) throws -> PartnerLane {
        try PartnerLane(
            DeliveryFixture.partner(port: 1) {
                $0.endpoint.ratePerSecond = rate
                $0.endpoint.concurrency = concurrency
            }, timeZone: .gmt, uptime: .zero)
    }

    @Test("A rate of ten a second lets one through every tenth of a second, and saves nothing up")
    func rate() {
        var bucket = TokenBucket(rate: 10, at: .zero)
        #expect(bucket.available(at: .zero) == 1)
        bucket.take(1)
        #expect(bucket.wait(at: .milliseconds(50)) == .milliseconds(50))
        #expect(bucket.available(at: .milliseconds(99)) == 0)
        #expect(bucket.available(at: .milliseconds(100)) == 1)
        #expect(bucket.available(at: .seconds(60)) == 1)
    }

    @Test("A high rate is kept over any second, and an infinite one is no limit")
    func highRate() {
        var bucket = TokenBucket(rate: 200, at: .zero)
        var sent = 0
        for step in 0...100 {
            let free = bucket.available(at: .milliseconds(step * 10))
            bucket.take(free)
            sent += free
        }
        #expect((200...220).contains(sent))
        var open = TokenBucket(rate: .infinity, at: .zero)
        open.take(1_000_000)
        #expect(open.available(at: .zero) == .max)
        #expect(open.wait(at: .zero) == .zero)
    }

    @Test("Room is what concurrency and rate leave, and none while disabled, ended, paused or without work")
    func room() throws {
        let lane = try lane()
        #expect(lane.room(at: now, uptime: .zero) == 4)
        lane.inFlight = 3
        #expect(lane.room(at: now, uptime: .zero) == 1)
        lane.inFlight = 4
        #expect(lane.room(at: now, uptime: .zero) == 0)
        lane.inFlight = 0
        lane.pausedUntil = now + 1
        #expect(lane.room(at: now, uptime: .zero) == 0)
        #expect(lane.room(at: now + 1, uptime: .zero) == 4)
        lane.pausedUntil = nil
        lane.nextDue = .at(now + 5)
        #expect(lane.room(at: now, uptime: .zero) == 0)
        #expect(lane.room(at: now + 5, uptime: .zero) == 4)
        lane.nextDue = .nothing
        #expect(lane.room(at: now, uptime: .zero) == 0)
        lane.nextDue = .unknown
        lane.isDisabled = true
        #expect(lane.room(at: now, uptime: .zero) == 0)
        let slow = try self.lane(rate: 10)
        #expect(slow.room(at: now, uptime: .zero) == 1)
    }

    @Test("A lane waits for the latest of due time, pause and rate")
    func waits() throws {
        let lane = try lane(rate: 10, concurrency: 1)
        #expect(lane.wait(at: now, uptime: .zero) == .zero)
        lane.nextDue = .at(now + 5)
        let untilDue = try #require(lane.wait(at: now, uptime: .zero)) / .seconds(1)
        #expect(abs(untilDue - (5 - DeliveryEngine.lead / 2)) < 1e-6)
        lane.pausedUntil = now + 9
        #expect(lane.wait(at: now, uptime: .zero) == .seconds(9))
        lane.pausedUntil = nil
        lane.nextDue = .unknown
        lane.bucket.take(1)
        #expect(lane.wait(at: now, uptime: .zero) == .milliseconds(100))
        // On the common grid of 20 ms, so that partners share their commits.
        #expect(lane.wait(at: now, uptime: .milliseconds(13)) == .milliseconds(87))
        lane.inFlight = 1
        #expect(lane.wait(at: now, uptime: .zero) == nil)
        lane.inFlight = 0
        lane.nextDue = .nothing
        #expect(lane.wait(at: now, uptime: .zero) == nil)
    }

    @Test(
        "An agreement ends at midnight after its last day, on the employer's clock",
        arguments: [
            ("Europe/Amsterdam", "2027-12-31", 1_830_290_400.0 + 3_600), ("GMT", "2027-12-31", 1_830_297_600.0),
            ("Europe/Amsterdam", "2027-07-31", 1_817_071_200.0),
        ])
    func agreementEnd(zone: String, day: String, moment: Double) throws {
        var agreement = Partner.Agreement()
        #expect(agreement.ends(in: .gmt) == nil)
        agreement.validUntil = CalendarDate(iso: day)
        let zone = try #require(TimeZone(identifier: zone))
        #expect(agreement.ends(in: zone)?.timeIntervalSince1970 == moment)
    }

    @Test("A signal raised before anybody waits is remembered once")
    func signal() async {
        let signal = Signal()
        signal.raise()
        signal.raise()
        await signal.wait()
        async let waited: Void = signal.wait()
        signal.raise()
        await waited
    }
}
