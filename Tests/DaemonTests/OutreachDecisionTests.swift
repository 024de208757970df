import Outreach
import Store
import Testing

@testable import Daemon

@Suite("What a person decides about an alert")
struct OutreachDecisionTests {
    /// A closure of 40 people ahead, announced long ago, and one partner.
    private func bench(_ change: (String) -> String = { $0 }) async throws -> (NightBench, key: String) {
        let bench = try NightBench()
        try bench.configure(change)
        try await bench.take(
            "2026-11-20",
            NightBench.sideFiles.merging([
                "employees.csv": NightBench.employeesHeader + NightBench.people(40, from: 1, job: "sales"),
                "plan.csv": NightBench.plan("sales,S1,2027-06-30,0,2026-01-05,"),
            ]) { $1 })
        let summary = try await bench.scan()
        return (bench, try #require(summary.alerts.first?.subject))
    }

    private func decide(_ bench: NightBench, _ action: Decision.Action, _ key: String) async throws -> String {
        let decision = Decision(kind: .alert, action: action, subject: key, user: "hr", reason: "asked")
        let message = try await bench.perform(.decide(decision)).message ?? ""
        return message.replacing(key + ": ", with: "")
    }

    @Test("Every reply says what partners will hear, from the first hold to the second publication")
    func replies() async throws {
        let (bench, key) = try await bench()
        func expect(_ action: Decision.Action, _ reply: String) async throws {
            let said = try await decide(bench, action, key)
            #expect(said == reply)
        }
        try await expect(.hold, "held; no partner has it")
        try await expect(.release, "released; it goes out to sandbox at the next release, 2026-11-23 09:00")
        try await expect(.withdraw, "taken back; no partner has heard of it")
        try await expect(.release, "released; it goes out to sandbox at the next release, 2026-11-23 09:00")
        try bench.turn(to: "2026-11-23T08:00:00Z")
        try await bench.perform(.release)
        try await expect(.release, "released; sandbox has it as it is, so that nothing needs to go out")
        try await expect(.hold, "held; sandbox keeps what it was told, and hears nothing new")
        try await expect(
            .withdraw, "taken back; sandbox hears so at the next regular release, 2026-11-24 09:00")
        try await expect(.hold, "held; it was taken back before, and that stays so")
        try await expect(.release, "released; it is not taken back: sandbox keeps it as it was told")
        try await expect(
            .withdraw, "taken back; sandbox hears so at the next regular release, 2026-11-24 09:00")
        try bench.turn(to: "2026-11-24T08:00:00Z")
        try await bench.perform(.release)
        #expect(try bench.instance.database.outreach().publications.map(\.status) == [.withdrawn])
        try await expect(.withdraw, "was taken back already; no partner has it any more")
        try await expect(.release, "released; it goes out to sandbox at the next release, 2026-11-25 09:00")
        try bench.turn(to: "2026-11-25T08:00:00Z")
        try await bench.perform(.release)
        #expect(try bench.instance.database.outreach().publications.map(\.status) == [.standing])
    }

    @Test("A release that has nobody to go to, or something in its way, says so")
    func inTheWay() async throws {
        let (reviewed, key) = try await bench { $0 + "\nrelease: {mode: review}\n" }
        #expect(
            try await decide(reviewed, .release, key)
                == "released; it goes out to sandbox at the next release, 2026-11-23 09:00")
        let (elsewhere, other) = try await bench()
        try elsewhere.configure { $0 + "\npartnersDirectory: none.d\n" }
        #expect(try await decide(elsewhere, .release, other) == "released; no partner asks for it now")
        // Five weeks on, the snapshot is stale.
        try elsewhere.turn(to: "2026-12-28T07:00:00Z")
        try elsewhere.configure { $0.replacing("\npartnersDirectory: none.d\n", with: "") }
        #expect(
            try await decide(elsewhere, .release, other) == "released; it is still kept in: the snapshot is stale")
    }

    @Test("Of an alert that is gone the reply tells what partners will hear, not that it never was")
    func gone() async throws {
        let (bench, key) = try await bench()
        try bench.turn(to: "2026-11-23T08:00:00Z")
        try await bench.perform(.release)
        try await bench.take(
            "2026-11-24",
            [
                "employees.csv": NightBench.employeesHeader + NightBench.people(40, from: 1, job: "sales"),
                "plan.csv": NightBench.plan("sales,S1,2027-06-30,40,2026-01-05,"),
            ])
        try bench.turn(to: "2026-11-24T01:00:00Z")
        try await bench.scan()
        for expected in ["hear so at the next regular release", "no partner has it"] {
            let error = await #expect(throws: DaemonError.self) { try await decide(bench, .release, key) }
            #expect(error?.code == "subject-gone")
            #expect(error?.message.contains(expected) == true)
            try bench.turn(to: "2026-11-24T08:00:00Z")
            try await bench.perform(.release)
        }
        let error = await #expect(throws: DaemonError.self) { try await decide(bench, .release, "nothing") }
        #expect(error?.code == "subject-unknown")
    }
}
