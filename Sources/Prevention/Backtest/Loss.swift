package import Workforce

/// A job lost by the employer's doing, as a backtest counts it (domain rules §6, "who left involuntarily").
///
/// Redundancy, settlement and dismissal by name; and whoever had been declared redundant and left for a reason that says
/// nothing. A contract that ended is not one: it is forecast by its own date, not by a surplus.
package enum Loss {
    package static func isLoss(_ reason: ExitReason, redundantSince: CalendarDate?) -> Bool {
        switch reason {
        case .redundancy, .settlement, .dismissal: true
        case .absent, .other: redundantSince != nil
        default: false
        }
    }
}
