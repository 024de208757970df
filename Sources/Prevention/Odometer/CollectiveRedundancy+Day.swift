package import Workforce

extension CollectiveRedundancy.Window {
    /// The day after which a case must be dated to count on `day`: with it the window neither begins nor ends.
    ///
    /// Windows touch without overlapping: of two cases exactly three months (or 60 days) apart the first has left when
    /// the second comes.
    package func start(endingOn day: CalendarDate) -> CalendarDate {
        switch self {
        case .months(let months): day.adding(months: -months)
        case .days(let days): day.adding(days: -days)
        }
    }

    /// The first day on which a case of `date` does not count any more.
    package func end(of date: CalendarDate) -> CalendarDate {
        switch self {
        case .days(let days): return date.adding(days: days)
        case .months(let months):
            // A shorter month clamps: a case of 30 November still counts on 28 February.
            var day = date.adding(months: months)
            while start(endingOn: day) < date { day = day.adding(days: 1) }
            return day
        }
    }
}

extension CollectiveRedundancy {
    /// Whether units of different sizes have different thresholds.
    var dependsOnSize: Bool { tiers.count > 1 || tiers.contains { $0.fromWorkers > 0 || $0.percent != nil } }

    /// From how many dismissals the rule binds a unit of a size; nil where the unit is under every tier.
    package func threshold(of size: UnitSize) -> Int? {
        guard let tier = tiers.last(where: { size.isAtLeast($0.fromWorkers) }) else { return nil }
        // A share of nobody is no threshold that could be reached.
        return tier.count ?? tier.percent.map { max(1, size.people(percent: $0)) }
    }
}

extension StatutePack {
    /// The names of the rules of collective redundancy, in the order of the file.
    package var collectiveRules: [String] {
        var names: [String] = []
        for entry in collectiveRedundancies where !names.contains(entry.rule) { names.append(entry.rule) }
        return names
    }

    /// The entry of a rule in force on a day: the latest that began on or before it, and for older days the first.
    package func collectiveRedundancy(_ rule: String, on day: CalendarDate) -> CollectiveRedundancy? {
        let entries = collectiveRedundancies.filter { $0.rule == rule }
        return entries.filter { $0.from <= day }.max { $0.from < $1.from } ?? entries.min { $0.from < $1.from }
    }
}
