import Prevention
import Testing
import Workforce

/// What one row by itself comes to.
struct RowCase: Sendable, CustomTestStringConvertible {
    var name: String
    var phase: UInt8
    var rules: PhaseRules
    var cause = Cause.none
    var exit: String?
    var change: @Sendable (inout EmployeeRow) -> Void
    var testDescription: String { name }
}
