internal import Prevention
internal import Workforce

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

    init(
        phase: UInt8, rules: UInt16, cause: UInt8, selection: UInt8, rank: Int32, tied: Bool, redundancyDate: Int32,
        expectedExit: Int32
    ) {
        self.phase = phase
        self.rules = rules
        self.cause = cause
        self.selection = selection
        self.rank = rank
        self.tied = tied
        self.redundancyDate = redundancyDate
        self.expectedExit = expectedExit
    }

    init(_ result: PreventionResult, row: Int) {
        self.init(
            phase: result.phase[row], rules: result.rules[row].rawValue, cause: result.cause[row].rawValue,
            selection: result.selection[row].rawValue, rank: result.rank[row], tied: result.tied[row],
            redundancyDate: result.redundancyDate.days[row], expectedExit: result.expectedExit.days[row])
    }
}
