import Outreach
import Store
import Testing

@testable import Daemon

@Suite("What a person decides about an alert")
struct OutreachDecisionTests {
    /// A closure of 40 people ahead, announced long ago, and one partner.
    private func employer(_ change: (String) -> String = { $0 }) async throws -> (Employer, key: String) {
        let employer = try Employer.atNight(settings: "disclosure: {cellChanges: every-scan}")
        try employer.reconfigure(change)
        try await employer.take(
            "2026-11-20",
            CanonicalFiles.sideFiles.merging([
                "employees.csv": CanonicalFiles.employeesHeader + CanonicalFiles.people(40, from: 1, job: "sales"),
                "plan.csv": CanonicalFiles.plan("sales,S1,2027-06-30,0,2026-01-05,"),
            ]) { $1 })
        let summary = try await employer.scanned()
        return (employer, try #require(summary.alerts.first?.subject))
    }

    private func decide(_ employer: Employer, _ action: Decision.Action, _ key: String) async throws -> String {
        let decision = Decision(kind: .alert, action: action, subject: key, user: "hr", reason: "asked")
        let message = try await employer.succeed(.decide(decision)).message ?? ""
        return message.replacing(key + ": ", with: "")
    }

    @Test("Every reply says what partners will hear, from the first hold to the second publication")
    func replies() async throws {
        let (employer, key) = try await employer()
        func expect(_ action: Decision.Action, _ reply: String) async throws {
            let said = try await decide(employer, action, key)
            #expect(said == reply)
        }
        try await expect(.hold, "held; no partner has it")
        try await expect(.release, "released; it goes out to sandbox at the next release, 2026-11-23 09:00")
        try await expect(.withdraw, "taken back; no partner has heard of it")
        try await expect(.release, "released; it goes out to sandbox at the next release, 2026-11-23 09:00")
        employer.clock.turn(to: "2026-11-23T08:00:00Z")
        try await employer.succeed(.release)
        try await expect(.release, "released; sandbox has it as it is, so that nothing needs to go out")
        try await expect(.hold, "held; sandbox keeps what it was told, and hears nothing new")
        try await expect(
            .withdraw, "taken back; sandbox hears so at the next regular release, 2026-11-24 09:00")
        try await expect(.hold, "held; it was taken back before, and that stays so")
        try await expect(.release, "released; it is not taken back: sandbox keeps it as it was told")
        try await expect(
            .withdraw, "taken back; sandbox hears so at the next regular release, 2026-11-24 09:00")
        employer.clock.turn(to: "2026-11-24T08:00:00Z")
        try await employer.succeed(.release)
        #expect(try employer.database.outreach().publications.map(\.status) == [.withdrawn])
        try await expect(.withdraw, "was taken back already; no partner has it any more")
        try await expect(.release, "released; it goes out to sandbox at the next release, 2026-11-25 09:00")
        employer.clock.turn(to: "2026-11-25T08:00:00Z")
        try await employer.succeed(.release)
        #expect(try employer.database.outreach().publications.map(\.status) == [.standing])
    }

    @Test("A release that has nobody to go to, or something in its way, says so")
    func inTheWay() async throws {
        let (reviewed, key) = try await employer { $0 + "\nrelease: {mode: review}\n" }
        #expect(
            try await decide(reviewed, .release, key)
                == "released; it goes out to sandbox at the next release, 2026-11-23 09:00")
        let (elsewhere, other) = try await employer()
        try elsewhere.reconfigure { _ in Employer.configuration([:]) }
        #expect(try await decide(elsewhere, .release, other) == "released; no partner asks for it now")
        // Five weeks on, the snapshot is stale.
        elsewhere.clock.turn(to: "2026-12-28T07:00:00Z")
        try elsewhere.reconfigure { _ in Employer.configuration(Employer.sandbox) }
        #expect(
            try await decide(elsewhere, .release, other) == "released; it is still kept in: the snapshot is stale")
    }

    @Test("Of an alert that is gone the reply tells what partners will hear, not that it never was")
    func gone() async throws {
        let (employer, key) = try await employer()
        employer.clock.turn(to: "2026-11-23T08:00:00Z")
        try await employer.succeed(.release)
        try await employer.take(
            "2026-11-24",
            [
                "employees.csv": CanonicalFiles.employeesHeader + CanonicalFiles.people(40, from: 1, job: "sales"),
                "plan.csv": CanonicalFiles.plan("sales,S1,2027-06-30,40,2026-01-05,"),
            ])
        employer.clock.turn(to: "2026-11-24T01:00:00Z")
        try await employer.scanned()
        for expected in ["hear so at the next regular release", "no partner has it"] {
            let error = await #expect(throws: DaemonError.self) { try await decide(employer, .release, key) }
            #expect(error?.code == "subject-gone")
            #expect(error?.message.contains(expected) == true)
            employer.clock.turn(to: "2026-11-24T08:00:00Z")
            try await employer.succeed(.release)
        }
        let error = await #expect(throws: DaemonError.self) { try await decide(employer, .release, "nothing") }
        #expect(error?.code == "subject-unknown")
    }
}
