import Delivery
import DoorstroomConfiguration
import Foundation
import Outreach
import Store
import Testing

@testable import Daemon

@Suite("What a person does about a partner")
struct PartnerOperationTests {
    static let new = "whsec_" + Data(repeating: 9, count: 32).base64EncodedString()

    private func ask(
        _ employer: Employer, _ action: PartnerRequest.Action, of partner: String = "werkcentrum"
    ) async -> OperationReply {
        await employer.perform(.partner(PartnerRequest(partner: partner, action: action, user: "planner")))
    }

    private func health(_ employer: Employer) async throws -> PartnerHealth {
        let rows = try await PartnerHealth.read(
            employer.instance.settings, database: employer.database, now: employer.clock.now)
        return try #require(rows.first)
    }

    @Test("A disabled partner is sent nothing, with who said so and why; enabled again it hears what holds then")
    func disable() async throws {
        let sandbox = await PartnerSandbox.start()
        let employer = try Employer(["werkcentrum": sandbox.port])
        try await employer.take(Bundle("2026-10-31") { $0.internships = false })
        await employer.scan()
        let reply = await ask(employer, .disable(reason: "they are moving"))
        #expect(reply.message == "nothing is sent to werkcentrum until 'doorstroom partners enable werkcentrum'")
        let disabled = try await health(employer).endpoint
        #expect(disabled.disabledBy == "planner" && disabled.disabledReason == "they are moving")
        #expect(disabled.disabled == employer.clock.now)
        await employer.releaseAndDeliver()
        #expect(sandbox.arrivals.isEmpty)
        #expect(await ask(employer, .enable).message == "deliveries to werkcentrum go on")
        await employer.releaseAndDeliver()
        #expect(sandbox.kinds == ["werkcentrum alert-raised"])
        let enabled = try await health(employer).endpoint
        #expect(enabled.disabled == nil && enabled.disabledReason == nil && enabled.disabledBy == nil)
        #expect(
            try employer.database.auditLog().map(\.verb) == [
                "partners enable werkcentrum", "partners disable werkcentrum: they are moving",
            ])
        // What was told before it was disabled cannot be withdrawn there meanwhile.
        #expect(
            await ask(employer, .disable(reason: "again")).message?.contains("1 subjects that it was told of") == true)
        #expect(
            await ask(employer, .disable(reason: String(repeating: "x", count: 501))).error?.code == "reason-too-long")
    }

    @Test("The list tells of a rotation, of its overlap, and of a file that still holds the former secret")
    func rotate() async throws {
        let sandbox = await PartnerSandbox.start()
        let employer = try Employer(["werkcentrum": sandbox.port])
        #expect(try await health(employer).secrets.map(\.since) == [nil])
        let reply = await ask(employer, .rotate(.v1, from: PartnerSandbox.secret, to: Self.new, overlap: 7_200))
        let start = employer.clock.now
        #expect(reply.message?.contains("the former one signs along until ") == true)
        #expect(reply.message?.contains("whsec_") == false)
        let secret = try #require(try await health(employer).secrets.first)
        #expect(secret.since == start && secret.formerEnds == start + 7_200 && secret.isConfigurationStale)
        employer.clock.advance(7_200)
        #expect(try await health(employer).secrets.first?.formerEnds == nil)
        #expect(await ask(employer, .extend(.v1, overlap: 60)).error == nil)
        #expect(try await health(employer).secrets.first?.formerEnds == start + 7_260)
        #expect(await ask(employer, .finish(.v1)).error == nil)
        #expect(try await health(employer).secrets.first?.formerEnds == nil)
        #expect(await ask(employer, .extend(.v1, overlap: 60)).error?.code == "no-former-secret")
        #expect(try employer.database.auditLog().allSatisfy { !$0.verb.contains("whsec_") })
    }

    @Test(
        "What cannot be done is refused, and says what can",
        arguments: [
            (
                PartnerRequest.Action.rotate(.v1a, from: "whsk_", to: "whsk_", overlap: 60), "werkcentrum",
                "not-signed-so"
            ),
            (
                .rotate(.v1, from: PartnerSandbox.secret, to: "whsec_short", overlap: 60), "werkcentrum",
                "invalid-secret"
            ),
            (.finish(.v1), "werkcentrum", "no-former-secret"),
            (.disable(reason: ""), "werkcentrm", "partner-unknown"),
        ])
    func refused(action: PartnerRequest.Action, partner: String, code: String) async throws {
        let employer = try Employer(["werkcentrum": 1])
        let error = await ask(employer, action, of: partner).error
        #expect(error?.code == code)
        #expect(error?.remedy.isEmpty == false)
        #expect(error?.message.contains("short") == false)
    }
}
