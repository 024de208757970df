import Workforce

/// A plan of the past by what its rows are about.
struct PastPlan {
    private struct Row {
        var date: CalendarDate
        var centiFTE: Int
        var isOpen: Bool
    }

    private struct Course {
        var scope: PastPlanScopes.Scope
        /// By date.
        var rows: [Row]
    }

    /// By the date of the last row: most of a plan came into force long ago, and is not gone through.
    private let courses: [Course]

    /// - Parameter day: a row counts as open that might be known outside on it (domain rules §10).
    init(_ plan: [PlanRow], openOn day: CalendarDate, _ scopes: inout PastPlanScopes) {
        var rows: [PastPlanScopes.Scope: [Row]] = [:]
        for row in plan {
            let isOpen = (row.announcedOn.map { $0 <= day } ?? false) && (row.embargoUntil.map { $0 <= day } ?? true)
            rows[scopes.scope(of: row), default: []].append(
                Row(date: row.date, centiFTE: row.centiFTE, isOpen: isOpen))
        }
        courses = rows.map { scope, rows in Course(scope: scope, rows: rows.sorted { $0.date < $1.date }) }
            .sorted { $0.rows[$0.rows.count - 1].date < $1.rows[$1.rows.count - 1].date }
    }

    /// What the plan is about.
    var scopes: [PastPlanScopes.Scope] { courses.map(\.scope) }

    /// The scopes from which a row dated after a day takes something away, each with whether all such rows are open.
    ///
    /// Less is wanted than by the row before it; by the first one, than there were people. A count of people is taken for
    /// as many FTE, and where there is none, any first row takes something away.
    func reductions(after day: CalendarDate, heads: (PastPlanScopes.Scope) -> Int?) -> [PastPlanScopes.Scope: Bool] {
        var reductions: [PastPlanScopes.Scope: Bool] = [:]
        for course in courses.reversed() {
            guard let last = course.rows.last, last.date > day else { break }
            var wanted = heads(course.scope).map { 100 * $0 }
            for row in course.rows {
                if row.date > day, wanted.map({ row.centiFTE < $0 }) ?? true {
                    reductions[course.scope] = (reductions[course.scope] ?? true) && row.isOpen
                }
                wanted = row.centiFTE
            }
        }
        return reductions
    }
}
