import Workforce

/// What the plan wants of one group from a day on.
struct DemandStep: Equatable {
    var from: CalendarDate
    /// Hundredths of FTE: the row's own value, or the group's share of it.
    var centiFTE: Int
    /// Index into the plan.
    var row: Int
    /// Whether the row itself is 0, which a share rounded to 0 is not.
    var isZeroRow: Bool
}
