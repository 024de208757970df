import Foundation
import Outreach
import Testing

@testable import Store

@Suite("Which secrets sign")
struct SecretHistoryTests {
    static let now = Date(timeIntervalSince1970: 1_800_000_000)

    /// An entry whose fingerprint is its text.
    static func entry(
        _ text: String, _ origin: SecretHistory.Origin, ends: TimeInterval? = nil, wiped: Bool = false,
        leaked: Bool = false
    ) -> SecretHistory.Entry {
        SecretHistory.Entry(
            fingerprint: Data(text.utf8), text: wiped ? nil : text, origin: origin, since: now - 1_000,
            ends: ends.map { now + $0 }, isLeaked: leaked)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var entries: [SecretHistory.Entry]
        var configured: String
        /// With the seconds after which each ends.
        var signing: [String: TimeInterval?]
        var adopts = false
        var isStale = false
    }

    static let cases = [
        Case(
            testDescription: "nothing known: the configured one", entries: [], configured: "A", signing: ["A": nil],
            adopts: true),
        Case(
            testDescription: "the configured one is the current one", entries: [entry("A", .configuration)],
            configured: "A", signing: ["A": nil]),
        Case(
            testDescription: "a rotation, and the file not written yet",
            entries: [entry("B", .rotation), entry("A", .configuration, ends: 60)], configured: "A",
            signing: ["B": nil, "A": 60], isStale: true),
        Case(
            testDescription: "a rotation, and the file written",
            entries: [entry("B", .rotation), entry("A", .configuration, ends: 60)], configured: "B",
            signing: ["B": nil, "A": 60]),
        Case(
            testDescription: "the overlap is over at its very moment",
            entries: [entry("B", .rotation), entry("A", .configuration, ends: 0)], configured: "B",
            signing: ["B": nil]),
        Case(
            testDescription: "another secret put into the file by hand: the former one signs along",
            entries: [entry("A", .configuration)], configured: "C", signing: ["C": nil, "A": 86_400], adopts: true),
        Case(
            testDescription: "another one in the middle of an overlap: all three",
            entries: [entry("B", .rotation), entry("A", .configuration, ends: 60)], configured: "C",
            signing: ["C": nil, "B": 86_400, "A": 60], adopts: true),
        Case(
            testDescription: "a slip of the hand put right: the file's former secret is the current one again",
            entries: [entry("C", .configuration), entry("A", .configuration, ends: 60)], configured: "A",
            signing: ["A": nil, "C": 86_400], adopts: true),
        Case(
            testDescription: "an old file brought back after the overlap revives nothing",
            entries: [entry("C", .configuration), entry("A", .configuration, ends: -60)], configured: "A",
            signing: ["C": nil], isStale: true),
        Case(
            testDescription: "nor does it after the secret was wiped",
            entries: [entry("B", .rotation), entry("A", .configuration, ends: -60, wiped: true)], configured: "A",
            signing: ["B": nil], isStale: true),
        Case(
            testDescription: "a leaked one never signs again, whatever the clock says",
            entries: [entry("B", .rotation), entry("A", .configuration, ends: 60, leaked: true)], configured: "A",
            signing: ["B": nil], isStale: true),
        Case(
            testDescription: "a current one that cannot be opened is taken from the configuration",
            entries: [entry("B", .rotation, wiped: true), entry("A", .configuration, ends: 60)], configured: "B",
            signing: ["B": nil, "A": 60]),
        Case(
            testDescription: "a database restored to before the rotation: the file's signs, the known one signs along",
            entries: [entry("A", .configuration)], configured: "B", signing: ["B": nil, "A": 86_400], adopts: true),
    ]

    @Test("The later act of a person holds, and what has ended never comes back", arguments: cases)
    func plan(_ given: Case) {
        let plan = SecretHistory(entries: given.entries)
            .plan(configured: given.configured, fingerprint: Data(given.configured.utf8), now: Self.now)
        let signing = Dictionary(
            uniqueKeysWithValues: plan.signing.map { ($0.text, $0.ends?.timeIntervalSince(Self.now)) })
        #expect(signing == given.signing)
        #expect(plan.signing.first?.ends == nil)
        #expect(plan.adopts == given.adopts)
        #expect(plan.isConfigurationStale == given.isStale)
    }
}
