import Foundation
import Testing

@testable import Outreach

/// The gate of domain rules §10 against an attacker who sees everything that partners ever got, over two years: week
/// by week at employers drawn for it, night by night at the sample employer. The threat model is in the handbook's article
/// on disclosure. `Tests/Benchmarks/disclosure/run` repeats it on more and larger employers and prints its tables.
@Suite struct DisclosureAttackTests {
    /// Employers that are small enough for every test run: a snapshot each week, and each month with dates that pass in
    /// between on every night.
    static let weekly = AttackCase(seed: 1, regions: 2, heads: 80, groups: [24])
    static let monthly = AttackCase(seed: 1, regions: 2, heads: 80, groups: [24], nightsPerSnapshot: 4)

    @Test(
        "Nobody is pointed at, no count under the minimum comes out, and partners who compare notes gain nothing",
        arguments: [(1, 1), (1, 2), (1, 4), (1, 13), (4, 1)])
    func gate(nightsPerSnapshot: Int, nightsPerRelease: Int) {
        let employer = nightsPerSnapshot == 1 ? Self.weekly : Self.monthly
        let (attacked, outcome) = employer.attack(.real, nightsPerRelease: nightsPerRelease)
        #expect(outcome.trials > 40 && outcome.counts > 100)
        #expect(outcome.successes.isEmpty, "strongest \(outcome.strongest)")
        #expect(outcome.exactCounts == 0)
        #expect(attacked.transcript.secondReadings == 0)
    }

    /// One after the other until the attacker succeeds: a move at an edge is not known every time.
    private static let weak = [weekly] + (2...6).map { AttackCase(seed: $0, regions: 1, heads: 80, groups: [24, 40]) }

    @Test("The same attacker gets through every gate that lacks a rule", arguments: GateVariant.weakened)
    func weakened(variant: GateVariant) {
        let isCaught = Self.weak.contains { employer in
            let (_, outcome) = employer.attack(
                variant, nightsPerRelease: variant.nightsPerRelease, onlyCrafted: true)
            return outcome.successes.count + outcome.exactCounts > 0
        }
        #expect(isCaught)
    }

    @Test("On every night of the sample employer, where next to nobody moves by chance, an edge tells nothing either")
    func sample() throws {
        let employer = try AttackCase(
            sample: .usual, seed: 1, employees: 300, groups: [24],
            kinds: [.tenthLeaves, .tenthMovesToFourteen, .oscillates, .fifthLeaves, .tenthTwice])
        #expect(employer.nights.nights.count == 728)
        let real = employer.attack(.real, nightsPerRelease: 1).outcome
        #expect(real.trials > 4 && real.counts > 50)
        #expect(real.successes.isEmpty, "strongest \(real.strongest)")
        #expect(real.exactCounts == 0)
        let weak = employer.attack(.edgeKnown, nightsPerRelease: 1, onlyCrafted: true).outcome
        #expect(!weak.successes.isEmpty)
    }

    @Test("Against who knows everybody but one, chance at the edges is less use than secret offsets")
    func knowing() {
        let knowing = KnowsEverybodyElse(ProbedNights(ProbedEmployer(seed: 1)))
        let share = { knowing.successes($0).share }
        #expect(knowing.successes(.none).people > 300)
        #expect(share(.both) < share(.threshold) && share(.threshold) < share(.rounding))
        #expect(share(.rounding) < share(.chance) && share(.chance) < share(.none))
    }

    @Test(
        "The table of the handbook",
        .enabled(if: ProcessInfo.processInfo.environment["DOORSTROOM_ATTACK"] != nil))
    func table() {
        let first = Int(ProcessInfo.processInfo.environment["DOORSTROOM_ATTACK_FROM"] ?? "") ?? 1
        let seeds = Int(ProcessInfo.processInfo.environment["DOORSTROOM_ATTACK"] ?? "") ?? 1
        print(Self.header)
        for (snapshot, release) in [(1, 1), (1, 2), (1, 4), (1, 13), (4, 1)] {
            let cases = (first..<(first + seeds)).map {
                AttackCase(seed: $0, regions: 4, heads: 110, groups: [22, 24, 40], nightsPerSnapshot: snapshot)
            }
            for variant in GateVariant.allCases
            where variant == .real || snapshot == 1 && release == variant.nightsPerRelease {
                Self.row(variant, snapshot, release, cases)
            }
        }
    }

    @Test(
        "The table of the handbook, of who knows everybody else",
        .enabled(if: ProcessInfo.processInfo.environment["DOORSTROOM_ATTACK"] != nil))
    func knowingTable() {
        let seeds = Int(ProcessInfo.processInfo.environment["DOORSTROOM_ATTACK"] ?? "") ?? 1
        let knowing = (1...seeds).map { KnowsEverybodyElse(ProbedNights(ProbedEmployer(seed: UInt64($0)))) }
        print("| secret offset of | people | known beyond 0.9 |\n|---|---|---|")
        for secret in KnowsEverybodyElse.Secret.allCases {
            let results = knowing.map { $0.successes(secret) }
            let people = results.reduce(0) { $0 + $1.people }
            let share = results.reduce(0.0) { $0 + Double($1.people) * $1.share } / Double(max(1, people))
            print("| \(secret.rawValue) | \(people) | \((share * 1000).rounded() / 10) % |")
        }
    }

    @Test(
        "The table of the handbook, of the sample employer",
        .enabled(if: ProcessInfo.processInfo.environment["DOORSTROOM_ATTACK_SAMPLE"] != nil))
    func sampleTable() throws {
        let first = Int(ProcessInfo.processInfo.environment["DOORSTROOM_ATTACK_FROM"] ?? "") ?? 1
        let seeds = Int(ProcessInfo.processInfo.environment["DOORSTROOM_ATTACK_SAMPLE"] ?? "") ?? 1
        print(Self.header)
        for kind in [SampleCourse.Kind.usual, .hiddenTruth] {
            let cases = try (first..<(first + seeds)).map {
                try AttackCase(sample: kind, seed: $0, employees: 2_500, groups: [24, 32])
            }
            for release in [1, 7] { Self.row(.real, 1, release, cases) }
            for release in [1, 7] {
                let tells = cases.map {
                    OfferTells(AttackedEmployer($0.nights, variant: .real, nightsPerRelease: release))
                }
                let cells: [KeyPath<OfferTells, Int>] = [\.leavers, \.letGo, \.leaversWithEnd, \.letGoWithEnd]
                let sums = cells.map { cell in "\(tells.reduce(0) { $0 + $1[keyPath: cell] })" }
                print("| offers | 1 | \(release) | \(sums.joined(separator: " | ")) |")
            }
            for variant in GateVariant.weakened {
                Self.row(variant, 1, 7 * variant.nightsPerRelease, cases)
            }
        }
    }

    private static let header = """
        | gate | snapshot | release | by chance | of them | crafted | of them | wrong | strongest | counts | exact < 10 |
        |---|---|---|---|---|---|---|---|---|---|---|
        """

    private static func row(_ variant: GateVariant, _ snapshot: Int, _ release: Int, _ cases: [AttackCase]) {
        let outcomes = cases.map { $0.attack(variant, nightsPerRelease: release).outcome }
        let strongest = (outcomes.map(\.strongest).max() ?? 0) * 100
        let cells: [String] = [
            variant.rawValue, "\(snapshot)", "\(release)", "\(outcomes.reduce(0) { $0 + $1.chanceTrials })",
            "\(outcomes.reduce(0) { $0 + $1.successes.count { $0.probe == nil } })",
            "\(outcomes.reduce(0) { $0 + $1.trials - $1.chanceTrials })",
            "\(outcomes.reduce(0) { $0 + $1.successes.count { $0.probe != nil } })",
            "\(outcomes.reduce(0) { $0 + $1.mistakes.count })", "\((strongest).rounded() / 100)",
            "\(outcomes.reduce(0) { $0 + $1.counts })", "\(outcomes.reduce(0) { $0 + $1.exactCounts })",
        ]
        print("| \(cells.joined(separator: " | ")) |")
        guard variant == .real else { return }
        for (number, outcome) in outcomes.enumerated() {
            for claim in outcome.successes { print("employer \(number): \(claim)") }
        }
    }
}
