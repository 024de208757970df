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

    /// What is not stored because the snapshot tells it: phase 1 by `base` for whoever is in service, no phase otherwise.
    static func plain(isInService: Bool) -> AssessmentState {
        AssessmentState(
            phase: isInService ? 1 : 0, rules: isInService ? PhaseRules.base.rawValue : 0, cause: 0, selection: 0,
            rank: 0, tied: false, redundancyDate: ColumnCodec.absent, expectedExit: ColumnCodec.absent)
    }
}
