import Prevention
import Testing
import Workforce

@Suite("What the random workforces reach")
struct CoverageTests {
    @Test("Every corner of the rules is reached often enough to be worth comparing")
    func reaches() {
        var seen: [String: Int] = [:]
        for seed in 0..<600 {
            let test = RandomWorkforce(seed: UInt64(seed)).test
            let result = test.assess()
            for row in test.people.indices {
                for rule in result.rules[row].identifiers { seen[rule, default: 0] += 1 }
                for sign in result.vitalSigns[row].identifiers { seen[sign, default: 0] += 1 }
                seen[result.selection[row].code, default: 0] += 1
                seen["cause " + result.cause[row].code, default: 0] += 1
                if result.tied[row] { seen["tied", default: 0] += 1 }
                if result.selection[row] == .indicated, result.phase[row] == 1 { seen["retires", default: 0] += 1 }
                if result.selection[row] == .exposed, result.rank[row] == 0 {
                    seen["exposed, no rank", default: 0] += 1
                }
            }
            for group in result.groups where group.redundancyDate != nil {
                seen[group.isClosing ? "closing group" : "shrinking group", default: 0] += 1
                if group.isClosing, group.redundancyDate != group.decisiveDate {
                    seen["closing in steps", default: 0] += 1
                }
                if !group.hasStatutoryOrder { seen["no order", default: 0] += 1 }
                if !group.missingBirthDates.isEmpty { seen["missing birth dates", default: 0] += 1 }
                if group.toCover < group.surplus { seen["phase 3 in supply", default: 0] += 1 }
                if group.referenceDate != test.asOf { seen["own reference date", default: 0] += 1 }
                if group.planRows.count > 1 { seen["several plan rows", default: 0] += 1 }
                if group.toGo > 0, group.toGo < group.heads { seen["partly", default: 0] += 1 }
                if group.headsCentiFTE == 0, group.heads > 0 { seen["heads without FTE", default: 0] += 1 }
                for row in group.planRows where test.plan[row].jobGroup == nil || test.plan[row].establishment == nil {
                    seen["wildcard in force", default: 0] += 1
                }
            }
        }
        let corners =
            PhaseRules.names.filter { $0 != "likely" }
            + [
                "inertia", "untrained", "declining-job", "indicated", "exposed", "tied", "retires", "exposed, no rank",
                "cause surplus", "cause contract-end", "cause individual", "closing group", "shrinking group",
                "closing in steps", "no order", "missing birth dates", "phase 3 in supply",
                "own reference date", "several plan rows", "partly", "heads without FTE", "wildcard in force",
            ]
        for corner in corners { #expect(seen[corner, default: 0] >= 5, "\(corner)") }
    }
}
