/// Sums behind the scores of groups or units, one bucket each.
///
/// Scores are added up as whole millionths of a point times hundredths of FTE, so that no order of people and no number
/// of threads changes a digit. Ten million people stay far below the limits of the sums.
struct ScoreTallies {
    /// The sums of one outcome.
    struct Tally {
        var weighted = 0
        var centiFTE: UInt32 = 0
        var people: UInt32 = 0

        @inline(__always)
        mutating func add(_ score: Double, centiFTE: UInt32) {
            // Half up: scores are never negative.
            weighted &+= Int(score * ScoreTallies.perPoint + 0.5) &* Int(centiFTE)
            self.centiFTE &+= centiFTE
            people &+= 1
        }

        mutating func add(_ other: Tally) {
            weighted += other.weighted
            centiFTE += other.centiFTE
            people += other.people
        }

        /// The FTE-weighted mean, or nil under so many people with a value.
        func score(ofAtLeast fewestPeople: Int) -> Double? {
            Int(people) >= fewestPeople ? Double(weighted) / Double(centiFTE) / ScoreTallies.perPoint : nil
        }
    }

    /// The sums of one group; together, since they are always wanted together.
    struct Bucket {
        var economic = Tally()
        var wellbeing = Tally()
        var legitimacy = Tally()
        /// People with FTE.
        var heads: UInt32 = 0

        /// Adds one person with FTE; scores that are NaN do not count.
        @inline(__always)
        mutating func add(_ economic: Double, _ wellbeing: Double, _ legitimacy: Double, centiFTE: UInt32) {
            heads &+= 1
            if !economic.isNaN { self.economic.add(economic, centiFTE: centiFTE) }
            if !wellbeing.isNaN { self.wellbeing.add(wellbeing, centiFTE: centiFTE) }
            if !legitimacy.isNaN { self.legitimacy.add(legitimacy, centiFTE: centiFTE) }
        }

        mutating func add(_ other: Bucket) {
            economic.add(other.economic)
            wellbeing.add(other.wellbeing)
            legitimacy.add(other.legitimacy)
            heads += other.heads
        }

        /// By `Outcome.rawValue`.
        func scores(ofAtLeast fewestPeople: Int) -> [Double?] {
            [economic, wellbeing, legitimacy].map { $0.score(ofAtLeast: fewestPeople) }
        }
    }

    /// Fewest people with FTE behind a score of a group, whatever the configuration says (domain rules §7).
    static let fewestPeople: UInt32 = 5
    static let perPoint = 1_000_000.0

    var buckets: [Bucket]

    init(buckets: Int) { self.buckets = Array(repeating: Bucket(), count: buckets) }

    mutating func add(_ other: ScoreTallies) {
        for bucket in buckets.indices { buckets[bucket].add(other.buckets[bucket]) }
    }
}

/// Sums of the rows of a pass, by selection group and by unit.
struct ScorePassTallies {
    var groups: ScoreTallies
    var units: ScoreTallies

    mutating func add(_ other: ScorePassTallies) {
        groups.add(other.groups)
        units.add(other.units)
    }
}
