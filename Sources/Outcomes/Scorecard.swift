/// A list of indicators with their weights, published under a name and a version (domain rules §7).
package struct Scorecard: Equatable, Sendable, Codable {
    /// Short name, such as `default`.
    package var name: String
    /// Raised with every change: each score names it.
    package var version: String
    /// In the order of the file, which is that of every breakdown.
    package var indicators: [Indicator]
    /// Weight of a dimension within its outcome, by code; 1 where it is not named.
    package var dimensionWeights: [String: Double]

    /// A scorecard as the file states it; `validate` says what is wrong with it.
    package init(
        name: String, version: String, indicators: [Indicator], dimensionWeights: [String: Double] = [:]
    ) {
        self.name = name
        self.version = version
        self.indicators = indicators
        self.dimensionWeights = dimensionWeights
    }

    func weight(of dimension: Dimension) -> Double { dimensionWeights[dimension.rawValue] ?? 1 }
}
