import Workforce

@testable import Outreach

/// An employer, another of its kind from which the attacker knows how counts move, and how often snapshots come.
final class AttackCase: Sendable {
    let nights: ProbedNights
    let rates: PublicRates

    /// - Parameter groups: heads of the occupations in which the probes are.
    init(seed: Int, regions: Int, heads: Int, groups: [Int], nightsPerSnapshot: Int = 1) {
        nights = ProbedNights(
            ProbedEmployer(
                seed: UInt64(seed), regions: regions, heads: heads, probes: Self.probes(seed: seed, groups: groups)),
            nightsPerSnapshot: nightsPerSnapshot)
        rates = PublicRates(
            of: ProbedNights(
                ProbedEmployer(seed: UInt64(seed) &+ 1_000, regions: regions, heads: heads),
                nightsPerSnapshot: nightsPerSnapshot))
    }

    /// The sample employer on every night of two years.
    init(
        sample kind: SampleCourse.Kind, seed: Int, employees: Int, groups: [Int],
        kinds: [Probe.Kind] = Probe.Kind.allCases
    ) throws {
        func employer(seed: Int, probes: [Probe]) throws -> ProbedEmployer {
            ProbedEmployer(
                seed: UInt64(seed),
                course: try SampleCourse(
                    kind, employees: employees, seed: UInt64(seed), months: 24, until: CalendarDate(iso: "2026-10-31")!),
                probes: probes)
        }
        nights = ProbedNights(try employer(seed: seed, probes: Self.probes(seed: seed, groups: groups, kinds: kinds)))
        rates = PublicRates(of: ProbedNights(try employer(seed: seed + 1_000, probes: [])))
    }

    private static func probes(
        seed: Int, groups: [Int], kinds: [Probe.Kind] = Probe.Kind.allCases
    ) -> [Probe] {
        kinds.enumerated().flatMap { place, kind in
            groups.enumerated().map { turn, heads in
                Probe(
                    name: "\(kind.rawValue)-\(turn)", kind: kind, heads: kind == .thirdTwice ? heads / 2 : heads,
                    week: 4 + 4 * ((place * 3 + turn * 5 + seed) % 7))
            }
        }
    }

    func attack(
        _ variant: GateVariant, nightsPerRelease: Int, onlyCrafted: Bool = false
    ) -> (attacked: AttackedEmployer, outcome: DisclosureAttack.Outcome) {
        let attacked = AttackedEmployer(nights, variant: variant, nightsPerRelease: nightsPerRelease)
        return (attacked, DisclosureAttack(attacked, rates: rates).run(onlyCrafted: onlyCrafted))
    }
}
