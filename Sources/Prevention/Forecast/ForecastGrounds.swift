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
    package var draws: Int
    package var seed: Int
    /// Establishments whose headcount has been declining, in code order.
    package var decliningEstablishments: [EstablishmentTrend]

    package init(
        basis: ForecastBasis, personYears: Double, exits: Int, snapshots: Int,
        leftOut: [TurnoverSpan]? = nil, draws: Int, seed: Int, decliningEstablishments: [EstablishmentTrend]
    ) {
        self.basis = basis
        self.personYears = personYears
        self.exits = exits
        self.snapshots = snapshots
        self.leftOut = leftOut
        self.draws = draws
        self.seed = seed
        self.decliningEstablishments = decliningEstablishments
    }
}
