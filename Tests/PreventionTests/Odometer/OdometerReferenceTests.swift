import Prevention
import Testing
import Workforce

@Suite("The odometer and a day-by-day recount")
struct OdometerReferenceTests {
    static let batches = Array(0..<10)
    static let batchSize = 40

    /// A random workforce with areas and units, of which some are not stated, and thresholds that small ones reach.
    static func test(seed: UInt64) -> TestWorkforce {
        var test = RandomWorkforce(seed: seed).test
        var random = SeededGenerator(seed: seed &+ 77)
        for index in test.establishments.indices {
            test.establishments[index].statutoryArea = random.pick(["Oost", "Oost", "Zuid", nil])
            test.establishments[index].technicalUnit = random.pick(["T1", "T1", "T2", nil])
        }
        var other = Establishment(establishment: "E3", country: random.pick([nil, "NL", "BE"]))
        other.statutoryArea = random.pick(["Oost", nil])
        other.technicalUnit = random.pick(["T1", nil])
        if random.once(in: 2) { test.establishments.append(other) }
        test.statutes = [
            StatutePack.netherlands.counting(
                .flat(count: random.pick([2, 3, 5])),
                .flat(
                    from: test.asOf.adding(days: random.pick([-30, 20, 200])).description, .statutoryArea,
                    random.pick([.months(1), .months(6), .days(45)]), count: random.pick([1, 4]))),
            StatutePack.belgium.counting(
                .belgianDismissal, .belgianCell, .flat("small", .technicalUnit, .days(60), count: 2)),
        ]
        if !random.once(in: 4) { addHistory(to: &test, &random) }
        return test
    }

    /// Three years of month ends, some of them missing, in establishments that are there, that closed and that nobody
    /// lists, small enough for the tiers to differ from year to year.
    private static func addHistory(to test: inout TestWorkforce, _ random: inout SeededGenerator) {
        let rarity = random.pick([2, 3, 20])
        var levels: [(cell: PastHeadcounts.Cell, heads: Int32)] = []
        for place in ["E1", "E2", "E3", "unused", "nowhere"] where !random.once(in: 3) {
            for job in ["baker", "cook"] {
                let cell = PastHeadcounts.Cell(job: job, establishment: place)
                levels.append((cell, random.pick([0, 9, 30, 100, 250])))
            }
        }
        for months in (-36)...0 where !random.once(in: rarity) {
            var counts: [PastHeadcounts.Cell: Int32] = [:]
            for (cell, heads) in levels where !random.once(in: 5) { counts[cell] = heads + random.pick([0, 0, 1, 7]) }
            test.headcounts.append(test.asOf.startOfMonth.adding(months: months).endOfMonth, counts)
        }
        test.headcounts = test.headcounts.upTo(test.asOf)
    }

    @Test("Random workforces come out the same, day by day", arguments: batches)
    func agrees(batch: Int) {
        for seed in (batch * Self.batchSize)..<((batch + 1) * Self.batchSize) {
            let difference = Self.firstDifference(Self.test(seed: UInt64(seed)))
            #expect(difference == nil, "seed \(seed)")
            if difference != nil { return }
        }
    }

    static func firstDifference(_ test: TestWorkforce) -> String? {
        let odometer = test.odometer()
        let naive = NaiveOdometer(test)
        let ofArea = odometer.units.filter { $0.unit.kind == .statutoryArea || $0.unit.country == "BE" }
        let found = ofArea.flatMap { odometer.cases[$0.places] }.map { "\($0.date) \($0.standing.rawValue)" }.sorted()
        let expected = naive.cases.map { "\($0.date) \($0.standing)" }.sorted()
        if found != expected { return "cases \(found) instead of \(expected)" }
        for reading in odometer.readings {
            if let difference = difference(reading, odometer, naive, test) {
                return "\(reading.unit) \(reading.rule): \(difference)"
            }
        }
        return nil
    }

    private static func difference(
        _ reading: OdometerReading, _ odometer: Odometer, _ naive: NaiveOdometer, _ test: TestWorkforce
    ) -> String? {
        let pack = test.statutes.first { $0.country == reading.unit.country }!
        let entries = pack.collectiveRedundancies.filter { $0.rule == reading.rule }
        // By entry and year: on all its days the same.
        var thresholds: [String: Int?] = [:]
        func count(_ day: CalendarDate) -> (cases: [NaiveOdometer.Case], threshold: Int?) {
            let entry = entries.last { $0.from <= day } ?? entries[0]
            let key = "\(entry.from) \(day.parts.year)"
            let threshold =
                thresholds[key] ?? naive.threshold(entry, workers: naive.size(reading.unit, entry, on: day).0)
            thresholds[key] = .some(threshold)
            return (naive.counted(reading.unit, entry, on: day), threshold)
        }
        let asOf = test.asOf
        let now = count(asOf)
        let entry = entries.last { $0.from <= asOf } ?? entries[0]
        let size = naive.size(reading.unit, entry, on: asOf)
        if Rational(reading.size.heads, reading.size.days) != size.0 { return "size \(reading.size)" }
        if reading.isEstimated != (entry.tiers.count > 1 && !size.isKnown) { return "estimated" }
        if reading.current != now.cases.count { return "current \(reading.current)" }
        if reading.threshold != now.threshold { return "threshold" }
        let end = asOf.adding(months: test.policy.horizonMonths)
        var largest = (day: asOf, count: now.cases.count)
        var crossing: CalendarDate?
        var least = now.threshold.map { (more: $0 - now.cases.count, day: asOf) }
        var day = asOf
        while day <= end {
            let then = count(day)
            if then.cases.count > largest.count { largest = (day, then.cases.count) }
            if let threshold = then.threshold {
                if crossing == nil, then.cases.count >= threshold { crossing = day }
                if least.map({ threshold - then.cases.count < $0.more }) ?? true {
                    least = (threshold - then.cases.count, day)
                }
            }
            day = day.adding(days: 1)
        }
        if crossing == asOf {
            while let first = crossing, let threshold = count(first.adding(days: -1)).threshold,
                count(first.adding(days: -1)).cases.count >= threshold
            { crossing = first.adding(days: -1) }
        }
        if reading.largest.day != largest.day || reading.largest.count.total != largest.count { return "largest" }
        if reading.crossing?.day != crossing { return "crossing \(String(describing: crossing))" }
        if let found = reading.crossing {
            let cases = count(found.day).cases
            let standings = [found.count.past, found.count.committed, found.count.forecast]
            let expected = ["past", "committed", "forecast"].map { name in cases.filter { $0.standing == name }.count }
            if standings != expected { return "standings \(standings) instead of \(expected)" }
            let dates = odometer.cases[found.cases].map(\.date)
            if dates != cases.map(\.date).sorted() { return "cases of the crossing" }
            if found.isKnown != (expected[0] + expected[1] >= found.threshold) { return "known" }
        } else if reading.shortfall?.more != least?.more || reading.shortfall?.from != least?.day {
            return "shortfall"
        }
        let horizon = naive.cases.filter {
            naive.unit($0.establishment, reading.unit.kind) == reading.unit && $0.date <= end
        }
        if reading.committed != horizon.filter({ $0.standing == "committed" }).count { return "committed" }
        if reading.forecast != horizon.filter({ $0.standing == "forecast" }).count { return "forecast" }
        return dropOutDifference(reading, asOf, now.cases) { count($0).cases }
    }

    private static func dropOutDifference(
        _ reading: OdometerReading, _ asOf: CalendarDate, _ now: [NaiveOdometer.Case],
        count: (CalendarDate) -> [NaiveOdometer.Case]
    ) -> String? {
        guard let oldest = now.min(by: { $0.date < $1.date }) else {
            return reading.nextDropOut == nil ? nil : "a drop-out of nobody"
        }
        var day = asOf.adding(days: 1)
        while count(day).contains(oldest) { day = day.adding(days: 1) }
        if reading.nextDropOut?.day != day { return "drop-out \(day)" }
        return reading.nextDropOut?.count.total == count(day).count ? nil : "count at the drop-out"
    }

    @Test("The recount is worth something: every kind of case, crossings ahead and behind, units of every size")
    func coverage() {
        var standings: Set<RedundancyCase.Standing> = []
        var unnamed = 0
        var reached = 0
        var ahead = 0
        var unstated = 0
        var averages: Set<Int?> = []
        for seed in 0..<200 {
            let odometer = Self.test(seed: UInt64(seed)).odometer()
            for item in odometer.cases {
                standings.insert(item.standing)
                if item.row == nil { unnamed += 1 }
            }
            reached += odometer.readings.filter { $0.crossing?.isReached == true }.count
            ahead += odometer.readings.filter { $0.crossing?.isReached == false }.count
            for reading in odometer.readings where reading.rule == "collective-dismissal" && !reading.isEstimated {
                averages.insert(reading.threshold)
            }
            unstated += odometer.readings.filter { $0.unit.code == nil }.count
        }
        #expect(standings.count == 3)
        #expect(unnamed > 20 && reached > 30, "\(unnamed) places without a name, \(reached) thresholds reached")
        #expect(ahead > 50 && unstated > 50, "\(ahead) thresholds ahead, \(unstated) units not stated")
        #expect(averages.isSuperset(of: [nil, 10, 30]) && averages.count > 6, "thresholds by averages: \(averages)")
    }
}
