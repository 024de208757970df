import Foundation
import SampleEmployer
import Testing
import Workforce

@Suite("Scenarios of a hidden truth")
struct TruthScenarioTests {
    /// What came of each plan that is no closure: realised against planned reduction, 0 where it was called off.
    private func realised(_ plans: [[String: String]]) -> [Double] {
        plans.filter { $0["planned_fte"] != "0.00" }.map { row in
            guard let left = Double(row["true_fte"]!), let supply = Double(row["supply_fte"]!) else { return 0 }
            return (supply - left) / (supply - Double(row["planned_fte"]!)!)
        }
    }

    private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(max(1, values.count)) }

    @Test("Plans slip, are called off, and miss their number as often and as far as they are said to")
    func plans() throws {
        let all = try HiddenTruthFolder(employees: 50_000, months: 36, interval: 12, seed: 11).plans()
        #expect(all.count > 130)
        let done = all.filter { $0["called_off"] == "" }
        #expect((0.04...0.12).contains(1 - Double(done.count) / Double(all.count)))
        let delays = try done.map { row in
            let (from, to) = try (
                #require(CalendarDate(iso: row["planned_date"]!)).parts,
                #require(CalendarDate(iso: row["true_date"]!)).parts
            )
            return (to.year - from.year) * 12 + to.month - from.month
        }
        #expect((0.3...0.5).contains(mean(delays.map { $0 > 0 ? 1 : 0 })))
        #expect(delays.allSatisfy { (0...9).contains($0) } && delays.contains { $0 >= 7 })
        // As many places as planned on average; what is carried out is off by 20 to 40 %, with tails heavier than a bell's.
        let (every, carried) = (realised(all), realised(all).filter { $0 > 0 })
        #expect((0.92...1.08).contains(mean(every)), "realised \(mean(every))")
        let centre = mean(carried)
        let variance = mean(carried.map { ($0 - centre) * ($0 - centre) })
        #expect((0.2...0.4).contains(variance.squareRoot()), "off by \(variance.squareRoot())")
        #expect(mean(carried.map { pow($0 - centre, 4) }) > 3.5 * variance * variance)
    }

    @Test("Optimistic plans overstate the reduction by 30 %, and the same plans are called off")
    func optimistic() throws {
        func plans(_ scenario: TruthScenario) throws -> [[String: String]] {
            try HiddenTruthFolder(employees: 20_000, months: 24, interval: 12, seed: 2, scenario: scenario).plans()
        }
        let (main, optimistic) = try (plans(.main), plans(.optimisticPlans))
        #expect(main.map { $0["called_off"] } == optimistic.map { $0["called_off"] })
        let ratio = mean(realised(optimistic)) / mean(realised(main))
        #expect(abs(ratio - 1 / 1.3) < 0.02, "\(ratio)")
    }

    @Test("Half-way, twice as many begin to leave; before that the world is the same")
    func rising() throws {
        func leavers(_ scenario: TruthScenario) throws -> [Int] {
            let people = try HiddenTruthFolder(employees: 6_000, months: 24, interval: 12, seed: 4, scenario: scenario)
                .people()
            let exits = people.values.filter { $0["exit_reason"] == "resignation" }.map { $0["voluntary_exit"]! }
            return [exits.count { $0 < "2025-11-15" }, exits.count { $0 > "2026-01-15" && $0 <= "2026-06-30" }]
        }
        let (main, rising) = try (leavers(.main), leavers(.risingAttrition))
        #expect(abs(main[0] - rising[0]) * 20 < main[0])
        #expect((1.6...2.2).contains(Double(rising[1]) / Double(main[1])), "\(main) \(rising)")
    }

    @Test("Where the employer departs from the order, a quarter of the places go to others, and as many go")
    func discretionary() throws {
        func redundant(_ people: [String: [String: String]]) -> Set<String> {
            Set(people.filter { "2023-09-30" < $1["redundant_exit"]! && $1["redundant_exit"]! <= "2026-06-30" }.keys)
        }
        let main = try redundant(HiddenTruthFolder.sharedPeople.get())
        let other = try redundant(
            HiddenTruthFolder(
                employees: 8_000, months: 36, interval: 3, seed: 7, scenario: .discretionarySelection
            ).people())
        #expect(main.count > 150 && abs(main.count - other.count) * 10 < main.count)
        #expect((0.6..<0.95).contains(Double(main.intersection(other).count) / Double(main.count)))
    }
}
