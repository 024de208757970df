import Workforce

/// A selection group as a dictionary key.
struct NaiveGroup: Hashable {
    var jobGroup: String
    var establishment: String

    /// Code order is byte order, job group first.
    static func inCodeOrder(_ left: NaiveGroup, _ right: NaiveGroup) -> Bool {
        if left.jobGroup != right.jobGroup {
            return left.jobGroup.utf8.lexicographicallyPrecedes(right.jobGroup.utf8)
        }
        return left.establishment.utf8.lexicographicallyPrecedes(right.establishment.utf8)
    }
}

/// Demand straight from the sentences of domain rules §3, one question at a time and everything anew.
struct NaivePlan {
    var rows: [PlanRow]
    /// Supply at asOf of the groups that have people in service.
    var supplyAtAsOf: [NaiveGroup: Int]

    func matches(_ row: PlanRow, _ group: NaiveGroup) -> Bool {
        (row.jobGroup ?? group.jobGroup) == group.jobGroup
            && (row.establishment ?? group.establishment) == group.establishment
    }

    /// exact, then (`*`, establishment), then (job group, `*`), then (`*`, `*`)
    func specificity(_ row: PlanRow) -> Int {
        switch (row.jobGroup != nil, row.establishment != nil) {
        case (true, true): 3
        case (false, true): 2
        case (true, false): 1
        case (false, false): 0
        }
    }

    /// Whether everything that `inner` is about is also what `outer` is about.
    func lies(_ inner: PlanRow, inside outer: PlanRow) -> Bool {
        (outer.jobGroup == nil || outer.jobGroup == inner.jobGroup)
            && (outer.establishment == nil || outer.establishment == inner.establishment)
    }

    /// Among the rows that match the group with `date <= t`, the latest date, and on that date the most specific.
    func rowInForce(for group: NaiveGroup, at t: CalendarDate) -> Int? {
        let matching = rows.indices.filter { rows[$0].date <= t && matches(rows[$0], group) }
        guard let latest = matching.map({ rows[$0].date }).max() else { return nil }
        return matching.filter { rows[$0].date == latest }.max { specificity(rows[$0]) < specificity(rows[$1]) }
    }

    /// The row's own value, or the group's share of it.
    func value(of index: Int, for group: NaiveGroup) -> Int {
        let row = rows[index]
        if specificity(row) == 3 { return row.centiFTE }
        let inside = rows.filter {
            $0.date == row.date && specificity($0) > specificity(row) && lies($0, inside: row)
        }
        let rest = max(0, row.centiFTE - inside.map(\.centiFTE).reduce(0, +))
        let remaining = supplyAtAsOf.keys.filter { candidate in
            matches(row, candidate)
                && !rows.contains {
                    $0.date == row.date && specificity($0) > specificity(row) && matches($0, candidate)
                }
        }
        return shares(of: rest, over: remaining)[group] ?? 0
    }

    /// Pro rata to supply, by largest remainder on hundredths of FTE, ties in code order.
    func shares(of whole: Int, over groups: [NaiveGroup]) -> [NaiveGroup: Int] {
        let total = groups.map { supplyAtAsOf[$0] ?? 0 }.reduce(0, +)
        guard total > 0 else { return [:] }
        let exact = groups.map { ($0, Rational(whole * (supplyAtAsOf[$0] ?? 0), total)) }
        var shares = Dictionary(uniqueKeysWithValues: exact.map { ($0.0, $0.1.floor) })
        var waiting = exact.sorted { left, right in
            left.1.fraction == right.1.fraction
                ? NaiveGroup.inCodeOrder(left.0, right.0) : left.1.fraction > right.1.fraction
        }
        while shares.values.reduce(0, +) < whole { shares[waiting.removeFirst().0, default: 0] += 1 }
        return shares
    }
}
