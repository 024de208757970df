package import Workforce

/// The rules of the prevention phase (domain rules §1–§5): who is in which phase, why, and what the plan does to whom.
///
/// A pure function of the workforce as of a date, the policy and the statutes: no clock, no file, no order of rows
/// changes what it says.
package struct PreventionEngine: Sendable {
    package let policy: PreventionPolicy
    package let statutes: [StatutePack]

    package init(policy: PreventionPolicy, statutes: [StatutePack]) {
        self.policy = policy
        self.statutes = statutes
    }

    /// One run over everybody. Rows out of service are leavers (phase 4 or none) or future hires (none).
    /// - Parameter likelyBefore: rows of people to whom `likely` applied in the run before (§6).
    package func assess(_ workforce: Workforce, likelyBefore: Set<Int32> = []) -> PreventionResult {
        var run = run(on: workforce)
        return run.assess(plan: workforce.plan, likelyBefore: likelyBefore, isLast: true)
    }

    /// What the plan does not change, worked out once for several plans of the same workforce.
    package func run(on workforce: Workforce) -> PreventionRun { PreventionRun(self, workforce) }
}
