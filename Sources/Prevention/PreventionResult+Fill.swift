import Workforce

extension PreventionResult {
    /// Puts the people's records into columns.
    mutating func fill(from states: [PersonState], groups: [Int32]) {
        phase = states.map(\.phase)
        rules = states.map(\.rules)
        cause = states.map(\.cause)
        selection = states.map(\.selection)
        rank = states.map(\.rank)
        tied = states.map(\.tied)
        redundancyDate = DateColumn(days: states.map(\.redundancyDate))
        expectedExit = DateColumn(days: states.map(\.expectedExit))
        vitalSigns = states.map(\.vitalSigns)
        group = groups
    }
}
