/// What all forecasts of a run rest on, for whoever asks how far to trust them (domain rules §6).
package struct ForecastGrounds: Equatable, Sendable, Codable {
    /// Whether exit rates come from the employer's own snapshots or are the configured one.
    package var basis: ForecastBasis
    /// Person-years in service between snapshots, and the voluntary and natural exits seen in them.
    package var personYears: Double
    package var exits: Int
    package var snapshots: Int
    /// Spans that were not counted, since employee numbers changed in them; nil where there is none.
    package var leftOut: [TurnoverSpan]?
    /// What became of earlier plans; nil where none was seen.
    package var plans: Plans?
    package var draws: Int
    package var seed: Int
    /// Establishments whose headcount has been declining, in code order.
    package var decliningEstablishments: [EstablishmentTrend]

    /// How often reductions were called off, of which the plan of one month told and that of the next should (rule R123).
    package struct Plans: Equatable, Sendable, Codable {
        /// Years for which a reduction was ahead, all together, in tenths.
        package var years: Double
        package var calledOff: Int

        package init(years: Double, calledOff: Int) {
            self.years = years
            self.calledOff = calledOff
        }

        init?(_ plans: CalledOffPlans) {
            if plans.planYears == 0 { return nil }
            self.init(years: (plans.planYears * 10).rounded() / 10, calledOff: plans.calledOff)
        }
    }

    package init(
        basis: ForecastBasis, personYears: Double, exits: Int, snapshots: Int,
        leftOut: [TurnoverSpan]? = nil, plans: Plans? = nil, draws: Int, seed: Int,
        decliningEstablishments: [EstablishmentTrend]
    ) {
        self.basis = basis
        self.personYears = personYears
        self.exits = exits
        self.snapshots = snapshots
        self.leftOut = leftOut
        self.plans = plans
        self.draws = draws
        self.seed = seed
        self.decliningEstablishments = decliningEstablishments
    }
}
