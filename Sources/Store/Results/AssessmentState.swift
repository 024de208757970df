internal import Prevention

/// What a run found about one person, in the form in which it is stored and compared.
struct AssessmentState: Equatable, Sendable {
    var phase: UInt8
    var rules: UInt16
    var cause: UInt8
    var selection: UInt8
    var rank: Int32
    var tied: Bool
    /// Day numbers; `ColumnCodec.absent` where there is none.
    var redundancyDate: Int32
    var expectedExit: Int32
    /// Chance of redundancy in hundredths; `noProbability` where there is none.
    var probability: UInt8
    /// Raw value of `ForecastBasis`.
    var basis: UInt8

    static let noProbability = PreventionResult.noProbability
    /// By how many hundredths a probability must move to be written again: a day's difference is no news.
    static let leastMove = 2

    /// Whether it need not be written over a stored state: all is the same, and the probability has hardly moved.
    func stands(over stored: AssessmentState) -> Bool {
        if self == stored { return true }
        guard probability != Self.noProbability, stored.probability != Self.noProbability,
            abs(Int(probability) - Int(stored.probability)) < Self.leastMove
        else { return false }
        var moved = stored
        moved.probability = probability
        return self == moved
    }

    /// What is not stored because the snapshot tells it: phase 1 by `base` for whoever is in service, no phase otherwise.
    static func plain(isInService: Bool) -> AssessmentState {
        AssessmentState(
            phase: isInService ? 1 : 0, rules: isInService ? PhaseRules.base.rawValue : 0, cause: 0, selection: 0,
            rank: 0, tied: false, redundancyDate: ColumnCodec.absent, expectedExit: ColumnCodec.absent,
            probability: isInService ? 0 : noProbability, basis: 0)
    }
}
