internal import Prevention
internal import Workforce

/// The people of a run in the order of their keys, leavers among the listed, and what was found about each.
///
/// A class, so that a loop over a million rows does not count references to its columns.
final class AssessedPeople {
    private let keys: PersonKeys
    private let listed: Int
    private let leavers: [Int]
    private let hired: [Int32]
    private let left: [Int32]
    private let phase: [UInt8]
    private let rules: [PhaseRules]
    private let cause: [Cause]
    private let selection: [Selection]
    private let rank: [Int32]
    private let tied: [Bool]
    private let redundancyDate: [Int32]
    private let expectedExit: [Int32]
    private let probability: [UInt8]
    private let group: [Int32]
    private let basisOfGroup: [UInt8]
    private let asOf: Int32

    init(_ loaded: LoadedWorkforce, _ result: PreventionResult) {
        keys = loaded.keys
        listed = loaded.listed
        leavers = loaded.leaversInOrder
        hired = loaded.workforce.employees.hireDate.days
        left = loaded.workforce.employees.exitDate.days
        phase = result.phase
        rules = result.rules
        cause = result.cause
        selection = result.selection
        rank = result.rank
        tied = result.tied
        redundancyDate = result.redundancyDate.days
        expectedExit = result.expectedExit.days
        probability = result.probability
        group = result.group
        basisOfGroup = result.groups.map { ($0.forecast?.basis ?? .none).rawValue }
        asOf = result.asOf.dayNumber
    }

    /// - Parameter body: gets each person, what they are, and whether that is plain.
    func forEach(_ body: (_ person: Int64, _ state: AssessmentState, _ isPlain: Bool) throws -> Void) rethrows {
        var next = 0
        for row in 0..<listed {
            let person = keys[row]
            while next < leavers.count, keys[leavers[next]] < person {
                try visit(leavers[next], false, body)
                next += 1
            }
            let isInService = hired[row] <= asOf && (left[row] == ColumnCodec.absent || left[row] > asOf)
            try visit(row, isInService, body)
        }
        for row in leavers[next...] { try visit(row, false, body) }
    }

    @inline(__always)
    private func visit(
        _ row: Int, _ isInService: Bool, _ body: (Int64, AssessmentState, Bool) throws -> Void
    ) rethrows {
        // As `PreventionResult.basis(of:)`, without a look at the group's whole record for each row.
        let isDrawn = probability[row] > 0 && probability[row] != PreventionResult.noProbability
        let state = AssessmentState(
            phase: phase[row], rules: rules[row].rawValue, cause: cause[row].rawValue,
            selection: selection[row].rawValue, rank: rank[row], tied: tied[row],
            redundancyDate: redundancyDate[row], expectedExit: expectedExit[row], probability: probability[row],
            basis: isDrawn ? basisOfGroup[Int(group[row])] : ForecastBasis.none.rawValue)
        try body(keys[row], state, state == .plain(isInService: isInService))
    }
}

extension LoadedWorkforce {
    /// The rows of the carried leavers in the order of their keys.
    var leaversInOrder: [Int] { (listed..<keys.count).sorted { keys[$0] < keys[$1] } }
}
