import Prevention
import Testing
import Workforce

@Suite("The engine and the rules written twice")
struct ReferenceTests {
    /// Seeds in batches, so that they run side by side and a failure names a small range.
    static let batches = Array(0..<25)
    static let batchSize = 100

    @Test("Thousands of random workforces come out the same, field by field", arguments: batches)
    func agrees(batch: Int) {
        for seed in (batch * Self.batchSize)..<((batch + 1) * Self.batchSize) {
            let test = RandomWorkforce(seed: UInt64(seed)).test
            let difference = Self.firstDifference(test)
            #expect(difference == nil, "seed \(seed)")
            if difference != nil { return }
        }
    }

    /// A sentence about the first field in which the engine and the reference differ.
    static func firstDifference(_ test: TestWorkforce) -> String? {
        let result = test.assess()
        let reference = NaiveRules(test)
        let keys = reference.groups.keys.sorted(by: NaiveGroup.inCodeOrder)
        let found = result.groups.map { NaiveGroup(jobGroup: $0.jobGroup, establishment: $0.establishment) }
        if found != keys { return "groups \(found) instead of \(keys)" }
        for (key, group) in zip(keys, result.groups) {
            let expected = reference.groups[key]
            let outcome = outcome(of: group, ids: test.people.map(\.id))
            if outcome != expected { return "\(key): \(outcome) instead of \(expected as Any)" }
        }
        for (row, person) in test.people.enumerated() {
            let expected = reference.people[person.id]
            let outcome = outcome(of: row, in: result)
            if outcome != expected { return "row \(row) \(person): \(outcome) instead of \(expected as Any)" }
            if keys[Int(result.group[row])] != reference.group(of: person) { return "row \(row): another group" }
        }
        return nil
    }

    static func outcome(of row: Int, in result: PreventionResult) -> NaiveOutcome {
        NaiveOutcome(
            phase: Int(result.phase[row]), rules: result.rules[row].identifiers, cause: result.cause[row].code,
            selection: result.selection[row].code, rank: Int(result.rank[row]), tied: result.tied[row],
            redundancyDate: result.redundancyDate[row], expectedExit: result.expectedExit[row],
            vitalSigns: result.vitalSigns[row].identifiers)
    }

    static func outcome(of group: SelectionGroup, ids: [String]) -> NaiveGroupOutcome {
        NaiveGroupOutcome(
            inService: group.inService, supply: group.supply, surplus: group.surplus,
            redundancyDate: group.redundancyDate, isClosing: group.isClosing, decisiveDate: group.decisiveDate,
            referenceDate: group.referenceDate, heads: group.heads, headsCentiFTE: group.headsCentiFTE,
            toGo: group.toGo, going: group.going.flatMap { Array(repeating: $0.date, count: $0.people) },
            largestToGo: group.largestToGo, indicatedCentiFTE: group.indicatedCentiFTE,
            planRows: group.planRows, futureHires: group.futureHires,
            missingBirthDates: Set(group.missingBirthDates.map { ids[$0] }))
    }
}
