import Workforce

/// What the employer has decided about its future, as `plan.csv` tells it from the day it was decided.
struct Decision {
    enum Scope {
        /// A whole establishment, all jobs.
        case site(Int)
        /// One group.
        case group(Int)
        /// A job family at every establishment.
        case family(Int)
    }

    var scope: Scope
    /// From when the plan holds.
    var date: CalendarDate
    /// From when the plan lists it.
    var decidedOn: CalendarDate
    var announcedOn: CalendarDate?
    var embargoUntil: CalendarDate?
    /// Planned FTE of each hundred that the people have at the last snapshot; of a reduction, that those have who stay.
    var percent: Int
    var note: String
}
