import Prevention
import Workforce

extension CollectiveRedundancy {
    /// A rule with one threshold for every size.
    static func flat(
        _ rule: String = "wmco", from: String = "2012-03-01", _ unit: Unit = .statutoryArea,
        _ window: Window = .months(3), count: Int = 20
    ) -> CollectiveRedundancy {
        CollectiveRedundancy(
            rule: rule, from: day(from), unit: unit, window: window, tiers: [Tier(fromWorkers: 0, count: count)],
            source: "test", certainty: .verified)
    }

    /// As law has them for Belgium.
    static let belgianDismissal = CollectiveRedundancy(
        rule: "collective-dismissal", from: day("1998-02-28"), unit: .technicalUnit, window: .days(60),
        tiers: [
            Tier(fromWorkers: 20, count: 10), Tier(fromWorkers: 100, percent: 10), Tier(fromWorkers: 300, count: 30),
        ], source: "test", certainty: .verified)
    static let belgianCell = CollectiveRedundancy(
        rule: "employment-cell", from: day("2006-03-31"), unit: .technicalUnit, window: .days(60),
        tiers: [
            Tier(fromWorkers: 0, percent: 50), Tier(fromWorkers: 12, count: 6), Tier(fromWorkers: 21, count: 10),
            Tier(fromWorkers: 100, percent: 10), Tier(fromWorkers: 300, count: 30),
        ], source: "test", certainty: .verified)
}

extension StatutePack {
    func counting(_ rules: CollectiveRedundancy...) -> StatutePack {
        var pack = self
        pack.collectiveRedundancies = rules
        return pack
    }
}

extension TestWorkforce {
    /// Establishment E lies in area Oost, B in the Belgian technical unit TBE.
    static func counted(_ asOf: String = "2026-06-30", count: Int = 20) -> TestWorkforce {
        var test = TestWorkforce()
        test.asOf = day(asOf)
        test.statutes = [
            StatutePack.netherlands.counting(.flat(count: count)),
            StatutePack.belgium.counting(.belgianDismissal, .belgianCell),
        ]
        var home = Establishment(establishment: "E", country: "NL")
        home.statutoryArea = "Oost"
        var abroad = Establishment(establishment: "B", country: "BE")
        abroad.technicalUnit = "TBE"
        test.establishments = [home, abroad]
        return test
    }

    /// Somebody made redundant on a date, by agreement.
    mutating func addCase(_ date: String, establishment: String = "E") {
        add("case\(people.count)", job: "C\(establishment)", establishment: establishment) { row in
            row.exitDate = day(date)
            row.exitReason = .settlement
        }
    }

    /// Adds a snapshot of the past, people by establishment.
    mutating func addHistory(_ date: String, _ heads: [String: Int32]) {
        let cells = heads.map { (PastHeadcounts.Cell(job: "J", establishment: $0), $1) }
        headcounts.append(day(date), Dictionary(uniqueKeysWithValues: cells))
    }

    func odometer() -> Odometer {
        let workforce = workforce
        let engine = PreventionEngine(policy: policy, statutes: statutes)
        return engine.odometer(of: workforce, result: engine.assess(workforce))
    }

    /// The reading of the first unit under a rule.
    func reading(_ rule: String = "wmco") -> OdometerReading? {
        odometer().readings.first { $0.rule == rule }
    }
}
