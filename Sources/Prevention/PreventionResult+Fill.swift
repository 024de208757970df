import Dispatch
import Synchronization
import Workforce

extension PreventionResult {
    /// Puts the people's records into columns, several columns at once.
    mutating func fill(from states: [PersonState], groups: [Int32]) {
        let filled = Mutex(self)
        DispatchQueue.concurrentPerform(iterations: 10) { column in
            switch column {
            case 0:
                let values = states.map(\.redundancyDate)
                filled.withLock { $0.redundancyDate = DateColumn(days: values) }
            case 1:
                let values = states.map(\.expectedExit)
                filled.withLock { $0.expectedExit = DateColumn(days: values) }
            case 2:
                let values = states.map(\.rank)
                filled.withLock { $0.rank = values }
            case 3:
                let values = states.map(\.rules)
                filled.withLock { $0.rules = values }
            case 4:
                let values = states.map(\.phase)
                filled.withLock { $0.phase = values }
            case 5:
                let values = states.map(\.cause)
                filled.withLock { $0.cause = values }
            case 6:
                let values = states.map(\.selection)
                filled.withLock { $0.selection = values }
            case 7:
                let values = states.map(\.tied)
                filled.withLock { $0.tied = values }
            case 8:
                let values = states.map(\.probability)
                filled.withLock { $0.probability = values }
            default:
                let values = states.map(\.vitalSigns)
                filled.withLock { $0.vitalSigns = values }
            }
        }
        self = filled.withLock { $0 }
        group = groups
    }
}
