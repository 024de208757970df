import Prevention
import Workforce

@testable import Outreach

/// What the rules find on every night of an employer: independent of the gate, so worked out once for all gates.
struct ProbedNights: Sendable {
    struct Night: Sendable {
        var workforce: Workforce
        var inside: PreventionResult
        var outward: PreventionResult?
    }

    /// The truth of one person on one night, as partners would call it; nil for whom no cell could hold.
    struct Standing: Hashable, Sendable {
        var phase: Int
        var cause: Cause
        var quarter: String?
    }

    private(set) var nights: [Night] = []
    let moves: [ProbedEmployer.Move]

    /// Every so many nights the employer exports a new snapshot; dates pass on every night.
    let nightsPerSnapshot: Int

    let daysPerNight: Int

    private static let weeks = 104

    init(_ employer: ProbedEmployer, nightsPerSnapshot: Int = 1) {
        self.nightsPerSnapshot = nightsPerSnapshot
        daysPerNight = employer.daysPerNight
        var employer = employer
        var workforce = employer.workforce
        let engine = PreventionEngine(policy: Self.policy, statutes: [Self.statute])
        for night in 0..<(7 * Self.weeks / daysPerNight) {
            if night % nightsPerSnapshot == 0 {
                workforce = employer.workforce
            } else {
                workforce.asOf = employer.asOf
            }
            var run = engine.run(on: workforce)
            let inside = run.assess(plan: workforce.plan)
            let outward = PlanDisclosure(plan: workforce.plan, asOf: workforce.asOf).outwardPlan
                .map { run.assess(plan: $0) }
            nights.append(Night(workforce: workforce, inside: inside, outward: outward))
            employer.advance()
        }
        moves = employer.moves.map { move in
            var move = move
            if !move.isDated {
                move.night = (move.night + nightsPerSnapshot - 1) / nightsPerSnapshot * nightsPerSnapshot
            }
            return move
        }
    }

    /// Chance is left out: `likely` would add people to cells that are there already, at many times the run time.
    private static let policy: PreventionPolicy = {
        var policy = PreventionPolicy()
        policy.draws = 0
        return policy
    }()

    private static let statute = StatutePack(country: "NL", version: "1", selectionOrder: .proportionality)

    func standing(of member: Int, on night: Int) -> Standing? {
        let result = nights[night].inside
        guard member < result.phase.count, result.phase[member] >= 2 else { return nil }
        return Standing(
            phase: Int(result.phase[member]), cause: result.cause[member],
            quarter: result.expectedExit[member]?.quarter)
    }
}
