/// The arithmetic of one outcome: which indicators weigh how much, given which of them a person has (domain rules §7).
///
/// The scan and the breakdown of one person both go through `weigh`, so that what is explained is what was computed.
struct OutcomeFormula {
    /// What a set of present indicators amounts to.
    struct Standing: Equatable {
        /// Share of the outcome's effective weights that is present, 0–1.
        var coverage = 0.0
        /// The same over the employee-level indicators alone; 0 where the outcome has none.
        var ownCoverage = 0.0
        /// Enough is present for a value at all: it counts in the groups of the person.
        var countsInGroups = false
        /// Enough of the person's own is present too: the person has a score.
        var hasScore = false
    }

    /// The least coverage of a score, less what adding up weights may round away.
    private static let leastCoverage = 0.5 - 1e-9
    /// The most that context weighs in a person's score.
    private static let mostContext = 0.5

    /// The most indicators of one outcome: which of them are present fits one machine word.
    static let mostMembers = 64

    /// Positions in the bound scorecard, in the order of the file.
    let members: [Int]
    /// Share of each member when all are present; together 1.
    let effectiveWeights: [Double]
    let isContext: [Bool]
    private let weights: [Double]
    /// Number of the member's dimension, the first being 0.
    private let dimensions: [Int]
    private let dimensionWeights: [Double]

    init(_ outcome: Outcome, of indicators: [BoundIndicator]) {
        let members = Array(
            indicators.indices.filter { indicators[$0].dimension.outcome == outcome }.prefix(Self.mostMembers))
        let present = Array(Set(members.map { indicators[$0].dimension })).sorted { $0.rawValue < $1.rawValue }
        let dimensions = members.map { member in present.firstIndex(of: indicators[member].dimension)! }
        let weights = members.map { indicators[$0].weight }
        var dimensionWeights = [Double](repeating: 0, count: present.count)
        for (place, member) in members.enumerated() {
            dimensionWeights[dimensions[place]] = indicators[member].dimensionWeight
        }
        self.members = members
        self.weights = weights
        self.dimensions = dimensions
        self.dimensionWeights = dimensionWeights
        isContext = members.map { indicators[$0].isContext }
        effectiveWeights = Self.shares(weights, dimensions, dimensionWeights, present: .max)
    }

    /// The share of every member in the value, given which are `present` (bit by place); together 1 if anything counts.
    func weigh(present: UInt64) -> (standing: Standing, shares: [Double]) {
        var (covered, total, ownCovered, ownTotal) = (0.0, 0.0, 0.0, 0.0)
        for place in members.indices {
            let weight = effectiveWeights[place]
            total += weight
            if present >> place & 1 == 1 { covered += weight }
            if isContext[place] { continue }
            ownTotal += weight
            if present >> place & 1 == 1 { ownCovered += weight }
        }
        var standing = Standing()
        standing.coverage = total > 0 ? covered / total : 0
        standing.ownCoverage = ownTotal > 0 ? ownCovered / ownTotal : 0
        standing.countsInGroups = standing.coverage >= Self.leastCoverage
        standing.hasScore = standing.countsInGroups && standing.ownCoverage >= Self.leastCoverage
        guard standing.countsInGroups else { return (standing, members.map { _ in 0 }) }
        var shares = Self.shares(weights, dimensions, dimensionWeights, present: present)
        if standing.hasScore { limitContext(&shares) }
        return (standing, shares)
    }

    /// Scales context down to half of the whole where it weighs more, and the person's own values up to the other half.
    private func limitContext(_ shares: inout [Double]) {
        var context = 0.0
        for place in members.indices where isContext[place] { context += shares[place] }
        guard context > Self.mostContext, context < 1 else { return }
        for place in members.indices {
            shares[place] *= isContext[place] ? Self.mostContext / context : (1 - Self.mostContext) / (1 - context)
        }
    }

    /// Weighted mean over the dimensions present of the weighted means of their indicators present, as shares.
    private static func shares(
        _ weights: [Double], _ dimensions: [Int], _ dimensionWeights: [Double], present: UInt64
    ) -> [Double] {
        var sums = [Double](repeating: 0, count: dimensionWeights.count)
        for place in weights.indices where present >> place & 1 == 1 { sums[dimensions[place]] += weights[place] }
        var total = 0.0
        for dimension in sums.indices where sums[dimension] > 0 { total += dimensionWeights[dimension] }
        guard total > 0 else { return weights.map { _ in 0 } }
        return weights.indices.map { place in
            let dimension = dimensions[place]
            guard present >> place & 1 == 1, sums[dimension] > 0 else { return 0 }
            return dimensionWeights[dimension] / total * (weights[place] / sums[dimension])
        }
    }

    /// The geometric mean of the three outcomes, each floored at 1; NaN when one is missing.
    static func balance(_ economic: Double, _ wellbeing: Double, _ legitimacy: Double) -> Double {
        // A missing outcome is NaN, and `max` would let the floor hide it.
        if economic.isNaN || wellbeing.isNaN || legitimacy.isNaN { return .nan }
        return cubeRoot(max(1, economic) * max(1, wellbeing) * max(1, legitimacy))
    }
}
