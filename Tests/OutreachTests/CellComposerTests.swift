import Prevention
import Testing
import Workforce

@testable import Outreach

/// Cells of a first night and of later nights (domain rules §10).
@Suite struct CellComposerTests {
    /// "5223: 12" for every cell, ordered, of the last scan.
    private func cells(_ employer: Employer) -> [String] {
        employer.states.compactMap { state in
            guard case .alert(let alert) = state.content else { return nil }
            return "\(alert.cell.occupation.identifier): \(state.trueCount)"
        }.sorted()
    }

    @Test(
        "On the first night a node is a cell from ten people on",
        arguments: [
            (9, 0, 0, []), (10, 0, 0, ["5223: 10"]), (10, 9, 0, ["5223: 10"]), (9, 9, 0, ["52: 18"]),
            (5, 4, 1, ["all: 10"]), (5, 4, 0, []), (9, 9, 30, ["4321: 30", "52: 18"]),
            (3, 10, 8, ["5230: 10", "all: 11"]),
        ])
    func firstNight(sales: Int, cashiers: Int, stock: Int, expected: [String]) {
        var employer = Employer()
        var night = Night()
        night.people =
            Night.crowd(sales, from: 0) + Night.crowd(cashiers, from: 100) { $0.job = "cashier" }
            + Night.crowd(stock, from: 200) { $0.job = "stock" }
        employer.scan(night)
        #expect(cells(employer) == expected)
        let withheld = employer.last.withheld.flatMap(\.people)
        let told = employer.states.flatMap(\.people)
        #expect((withheld + told).sorted() == night.personKeys.sorted())
    }

    @Test(
        "A standing cell stays from ten on, anything new comes up from fifteen on",
        arguments: [
            ([12, 10], ["5223: 10"]), ([12, 9], []), ([9, 10], []), ([9, 14], []), ([9, 15], ["5223: 15"]),
            ([12, 9, 14], []), ([12, 9, 15], ["5223: 15"]), ([12, 0, 14], []), ([12, 0, 15], ["5223: 15"]),
        ])
    func hysteresis(counts: [Int], expected: [String]) {
        var employer = Employer()
        for (position, count) in counts.enumerated() {
            var night = Night()
            night.asOf = night.asOf.adding(days: position)
            night.people = Night.crowd(count, from: 0)
            employer.scan(night)
        }
        #expect(cells(employer) == expected)
    }

    @Test("People of a cell that falls below the minimum go up to the parent that stands")
    func rollsUpToStandingParent() {
        var employer = Employer()
        var night = Night()
        night.people =
            Night.crowd(10, from: 0) + Night.crowd(3, from: 100) { $0.job = "cashier" }
            + Night.crowd(9, from: 200) { $0.job = "guard" }
        employer.scan(night)
        #expect(cells(employer) == ["5223: 10", "5: 12"])
        night.people.removeFirst()
        employer.scan(night)
        #expect(cells(employer) == ["5: 21"])
    }

    @Test("A cell that comes back has the key it had")
    func keepsKey() {
        var employer = Employer()
        var night = Night()
        night.people = Night.crowd(12, from: 0)
        employer.scan(night)
        let key = employer.onlyState.key
        night.people = []
        employer.scan(night)
        #expect(employer.states.isEmpty)
        night.people = Night.crowd(20, from: 50)
        night.asOf = night.asOf.adding(days: 3)
        employer.scan(night)
        #expect(employer.onlyState.key == key)
        #expect(employer.onlyState.appearedOn == night.asOf)
        #expect(employer.last.keys.added.isEmpty)
        #expect(key.utf8.count == 26)
    }

    @Test("Only phases 2 to 4 are in cells, each phase, cause, quarter and region apart")
    func partitions() {
        var employer = Employer()
        var night = Night()
        night.people =
            Night.crowd(10, from: 0)
            + Night.crowd(40, from: 100) {
                $0.phase = 1; $0.rules = .base
            }
            + Night.crowd(40, from: 200) {
                $0.phase = 0; $0.rules = []
            }
            + Night.crowd(11, from: 300) {
                $0.phase = 3; $0.rules = .notice
            }
            + Night.crowd(12, from: 400) {
                $0.phase = 4; $0.rules = .ended
            }
            + Night.crowd(13, from: 500) {
                $0.cause = .contractEnd; $0.rules = .fixedTermEnd
            }
            + Night.crowd(14, from: 600) { $0.exit = CalendarDate(iso: "2026-10-01") }
            + Night.crowd(15, from: 700) { $0.exit = nil }
            + Night.crowd(16, from: 800) { $0.establishment = "shop-3" }
            + Night.crowd(17, from: 900) { $0.establishment = "shop-2" }
        employer.scan(night)
        #expect(
            cells(employer) == ["5223: 11", "5223: 12", "5223: 13", "5223: 14", "5223: 15", "5223: 16", "5223: 27"])
        let quarters = employer.states.map { state in
            guard case .alert(let alert) = state.content else { return "" }
            return alert.cell.partition.quarter ?? "unknown"
        }
        #expect(Set(quarters) == ["2026-Q3", "2026-Q4", "unknown"])
    }

    @Test("A job without a readable ISCO code belongs to all")
    func missingOccupation() {
        var employer = Employer()
        var night = Night()
        night.jobs["unknown"] = "52x3"
        night.people = Night.crowd(6, from: 0) { $0.job = "unknown" } + Night.crowd(5, from: 50)
        employer.scan(night)
        #expect(cells(employer) == ["all: 11"])
    }

    @Test("People of an establishment without region are withheld, and the operator is told which")
    func missingRegion() {
        var employer = Employer()
        var night = Night()
        night.people = Night.crowd(30, from: 0) { $0.establishment = "shop-4" }
        employer.scan(night)
        #expect(employer.states.isEmpty)
        #expect(employer.last.withheld.map(\.reason) == [.regionMissing])
        #expect(employer.last.warnings.map(\.code) == ["region-missing"])
        #expect(employer.last.warnings.map(\.value) == ["shop-4"])
    }

    @Test(
        "A configured minimum above ten holds, one below ten does not",
        arguments: [(20, 19, 0), (20, 20, 1), (3, 9, 0)])
    func configuredMinimum(minimum: Int, count: Int, expected: Int) {
        var employer = Employer()
        employer.policy.outwardMinimum = minimum
        var night = Night()
        night.people = Night.crowd(count, from: 0)
        employer.scan(night)
        #expect(employer.states.count == expected)
    }

    @Test(
        "What is withheld says whether the minimum or the five more are missing",
        arguments: [(9, "below-minimum"), (14, "below-minimum-plus-five")])
    func withheldReason(count: Int, reason: String) {
        var employer = Employer()
        var night = Night()
        night.people = Night.crowd(1, from: 0)
        employer.scan(night)
        night.people = Night.crowd(count, from: 0)
        employer.scan(night)
        #expect(employer.last.withheld.map(\.reason.rawValue) == [reason])
    }

    @Test(
        "Counts are rounded to the nearest five, half up",
        arguments: [(10, 10), (12, 10), (13, 15), (17, 15), (18, 20)])
    func roundsCounts(count: Int, rounded: Int) {
        #expect(DisclosurePolicy().rounded(count) == rounded)
    }

    @Test(
        "FTE is rounded to the nearest five, half up",
        arguments: [(0, 0), (249, 0), (250, 5), (749, 5), (750, 10), (1249, 10)])
    func roundsFTE(centiFTE: Int, rounded: Int) {
        #expect(DisclosurePolicy().rounded(centiFTE: centiFTE) == rounded)
    }

    @Test("At most ten skills, each held by ten, in byte order")
    func skills() throws {
        var employer = Employer()
        var night = Night()
        night.people = Night.crowd(30, from: 0) { person in
            // Skill k is held by 30 - k people; "twice" is listed twice by nine.
            person.skills = (0..<25).filter { person.number < 30 - $0 }.map {
                "skill-\(UnicodeScalar(UInt8(122 - $0)))"
            }
            if person.number < 9 { person.skills += ["twice", "twice"] }
        }
        employer.scan(night)
        guard case .alert(let alert) = employer.onlyState.content else { throw Unexpected() }
        #expect(alert.skills == (0..<10).map { "skill-\(UnicodeScalar(UInt8(113 + $0)))" })
    }

    @Test(
        "A skill held by nine of the people is not told, held by ten it is, however often they list it",
        arguments: [(9, 0), (10, 1)])
    func skillThreshold(holders: Int, told: Int) throws {
        var employer = Employer()
        var night = Night()
        night.people = Night.crowd(30, from: 0) { if $0.number < holders { $0.skills = ["sewing", "sewing"] } }
        employer.scan(night)
        guard case .alert(let alert) = employer.onlyState.content else { throw Unexpected() }
        #expect(alert.skills.count == told)
    }

    @Test("A snapshot older than 35 days changes nothing and is told of", arguments: [(35, false), (36, true)])
    func stale(age: Int, isStale: Bool) {
        var employer = Employer()
        var night = Night()
        night.people = Night.crowd(12, from: 0)
        night.snapshotDate = night.asOf.adding(days: -age)
        let output = employer.scan(night)
        #expect(output.isStale == isStale)
        #expect(output.states.isEmpty == isStale)
        #expect(output.warnings.map(\.code) == (isStale ? ["snapshot-stale"] : []))
    }

    @Test(
        "A partition is forgotten two years after its quarter, one without a quarter never",
        arguments: [("2028-09-30", 2), ("2028-10-01", 1), ("2040-01-01", 1)])
    func forgets(day: String, remembered: Int) throws {
        var employer = Employer()
        var night = Night()
        night.people = Night.crowd(12, from: 0) + Night.crowd(12, from: 100) { $0.exit = nil }
        employer.scan(night)
        night.people = []
        night.asOf = try #require(CalendarDate(iso: day))
        employer.scan(night)
        #expect(employer.memory.count == remembered)
        #expect(employer.memory.allSatisfy { $0.standing.isEmpty })
    }

    @Test("An unchanged night leaves everything as it was")
    func unchangedNight() {
        var employer = Employer()
        var night = Night()
        night.people = Night.crowd(12, from: 0) + Night.crowd(4, from: 100) { $0.phase = 3 }
        var before = employer.scan(night)
        night.asOf = night.asOf.adding(days: 1)
        night.snapshotDate = night.asOf
        let after = employer.scan(night)
        #expect(after.keys.added.isEmpty)
        before.keys = after.keys
        #expect(after == before)
    }
}

struct Unexpected: Error {}
