/// What a probability rests on (domain rules §6); people cite the code.
package enum ForecastBasis: UInt8, CaseIterable, Sendable, Codable {
    /// Nothing was drawn.
    case none = 0
    /// A plan, with exit rates from the employer's own snapshots.
    case history
    /// A plan, with the configured exit rate: there are fewer than three snapshots.
    case `default`
    /// No plan, but a group that has been shrinking.
    case trend

    package var code: String { self == .none ? "" : String(describing: self) }
}
