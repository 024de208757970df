@testable import Outreach

/// An employer, another of its kind from which the attacker knows how counts move, and how often snapshots come.
final class AttackCase: Sendable {
    let nights: ProbedNights
    let rates: PublicRates

    /// - Parameter groups: heads of the occupations in which the probes are.
    init(seed: Int, regions: Int, heads: Int, groups: [Int], nightsPerSnapshot: Int = 1) {
        let probes = Probe.Kind.allCases.enumerated().flatMap { place, kind in
            groups.enumerated().map { turn, heads in
                Probe(
                    name: "\(kind.rawValue)-\(turn)", kind: kind, heads: kind == .thirdTwice ? heads / 2 : heads,
                    night: 4 + 4 * ((place * 3 + turn * 5 + seed) % 7))
            }
        }
        nights = ProbedNights(
            ProbedEmployer(seed: UInt64(seed), regions: regions, heads: heads, probes: probes),
            nightsPerSnapshot: nightsPerSnapshot)
        rates = PublicRates(
            of: ProbedNights(
                ProbedEmployer(seed: UInt64(seed) &+ 1_000, regions: regions, heads: heads),
                nightsPerSnapshot: nightsPerSnapshot))
    }

    func attack(
        _ variant: GateVariant, nightsPerRelease: Int, onlyCrafted: Bool = false
    ) -> (attacked: AttackedEmployer, outcome: DisclosureAttack.Outcome) {
        let attacked = AttackedEmployer(nights, variant: variant, nightsPerRelease: nightsPerRelease)
        return (attacked, DisclosureAttack(attacked, rates: rates).run(onlyCrafted: onlyCrafted))
    }
}
