import Prevention
import Testing
import Workforce

@Suite("Who counts as a collective redundancy, and from when")
struct RedundancyCaseTests {
    static let asOf = "2026-06-30"

    struct Example: Sendable, CustomTestStringConvertible {
        var testDescription: String
        /// The date that counts; nil where nobody is counted.
        var counts: String?
        var standing: RedundancyCase.Standing = .past
        var change: @Sendable (inout EmployeeRow) -> Void
    }

    static let examples: [Example] = [
        Example(testDescription: "a settlement", counts: "2026-06-01") {
            ($0.exitDate, $0.exitReason) = (day("2026-06-01"), .settlement)
        },
        Example(testDescription: "a dismissal for economic reasons", counts: "2026-06-01") {
            ($0.exitDate, $0.exitReason) = (day("2026-06-01"), .redundancy)
        },
        Example(testDescription: "an exit today is past", counts: "2026-06-30") {
            ($0.exitDate, $0.exitReason) = (day("2026-06-30"), .redundancy)
        },
        Example(testDescription: "an exit tomorrow is committed", counts: "2026-07-01", standing: .committed) {
            ($0.exitDate, $0.exitReason) = (day("2026-07-01"), .redundancy)
        },
        Example(testDescription: "the notice counts before the exit", counts: "2026-05-01") {
            ($0.noticeDate, $0.exitDate, $0.exitReason) = (day("2026-05-01"), day("2026-09-30"), .redundancy)
        },
        Example(testDescription: "the declaration counts before notice and exit", counts: "2026-04-01") {
            ($0.redundantSince, $0.noticeDate, $0.exitDate, $0.exitReason) = (
                day("2026-04-01"), day("2026-05-01"), day("2026-09-30"), .redundancy
            )
        },
        Example(testDescription: "a notice before the declaration counts", counts: "2026-03-01") {
            ($0.redundantSince, $0.noticeDate) = (day("2026-04-01"), day("2026-03-01"))
        },
        Example(testDescription: "declared, no reason given", counts: "2026-06-30") {
            $0.redundantSince = day("2026-06-30")
        },
        Example(testDescription: "dated ahead, no reason given", counts: "2026-07-01", standing: .committed) {
            $0.redundantSince = day("2026-07-01")
        },
        Example(testDescription: "declared, and resigns", counts: "2026-06-01") {
            ($0.redundantSince, $0.exitDate, $0.exitReason) = (day("2026-06-01"), day("2026-08-01"), .resignation)
        },
        Example(testDescription: "dated ahead, and leaves by will before", counts: nil) {
            ($0.redundantSince, $0.exitReason) = (day("2026-07-01"), .resignation)
        },
        Example(testDescription: "declared, and has left", counts: "2026-03-01") {
            ($0.redundantSince, $0.exitDate) = (day("2026-03-01"), day("2026-06-01"))
        },
        Example(testDescription: "declared for a day after the exit", counts: nil) {
            ($0.redundantSince, $0.exitDate, $0.exitReason) = (day("2026-06-20"), day("2026-06-01"), .other)
        },
        Example(testDescription: "a notice without an economic reason", counts: nil) {
            ($0.noticeDate, $0.exitReason) = (day("2026-06-01"), .dismissal)
        },
        Example(testDescription: "a personal reason", counts: nil) {
            ($0.redundantSince, $0.exitDate, $0.exitReason) = (day("2026-05-01"), day("2026-06-01"), .cause)
        },
        Example(testDescription: "the end of probation", counts: nil) {
            ($0.exitDate, $0.exitReason) = (day("2026-06-01"), .probation)
        },
        Example(testDescription: "a fixed term that expires", counts: nil) {
            ($0.redundantSince, $0.exitDate, $0.exitReason) = (day("2026-05-01"), day("2026-06-01"), .contractEnd)
        },
        Example(testDescription: "an agency worker", counts: nil) {
            ($0.contract, $0.exitDate, $0.exitReason) = (.agency, day("2026-06-01"), .redundancy)
        },
        Example(testDescription: "a contractor", counts: nil) {
            ($0.contract, $0.redundantSince) = (.contractor, day("2026-06-01"))
        },
        Example(testDescription: "a fixed term that is ended early", counts: "2026-06-01") {
            ($0.contract, $0.exitDate, $0.exitReason) = (.fixedTerm, day("2026-06-01"), .redundancy)
        },
        Example(testDescription: "no date at all", counts: nil) { $0.exitReason = .redundancy },
        Example(testDescription: "somebody who stays", counts: nil) { _ in },
    ]

    @Test("One date a person, the first of three, for economic reasons only", arguments: examples)
    func counts(example: Example) {
        var test = TestWorkforce.counted(Self.asOf)
        test.add("one", example.change)
        let cases = test.odometer().cases
        #expect(cases.map(\.date) == (example.counts.map { [day($0)] } ?? []))
        #expect(cases.allSatisfy { $0.standing == example.standing })
    }

    @Test("Of a group in the order those who are indicated are forecast, on their own dates, and nobody twice")
    func forecast() {
        var test = TestWorkforce.counted(Self.asOf)
        for number in 0..<10 { test.add("p\(number)", hired: "20\(10 + number)-01-01") }
        // Leaves already by agreement, after both dates: in the heads, and counted once.
        test.people[9].redundantSince = day("2026-07-15")
        test.plan("J", "E", "2026-09-15", 800)
        test.plan("J", "E", "2026-12-15", 600)
        let cases = test.odometer().cases
        #expect(cases.map(\.date) == [day("2026-07-15"), day("2026-09-15"), day("2026-12-15"), day("2026-12-15")])
        #expect(cases.map(\.standing) == [.committed, .forecast, .forecast, .forecast])
        #expect(cases.map(\.basis) == [.redundantSince, .plan, .plan, .plan])
        #expect(Set(cases.compactMap(\.row)).count == 4)
    }

    @Test("Agency workers leave first and count for nothing")
    func externals() {
        var test = TestWorkforce.counted(Self.asOf)
        for number in 0..<10 {
            test.add("p\(number)", hired: "20\(10 + number)-01-01") { if number < 3 { $0.contract = .agency } }
        }
        test.plan("J", "E", "2026-09-15", 500)
        let cases = test.odometer().cases
        #expect(test.assess().group("J", "E")?.toGo == 5)
        #expect(cases.count == 2)
    }

    @Test("Where a birth date is missing, the places to go are counted and nobody is named")
    func missingBirthDate() {
        var test = TestWorkforce.counted(Self.asOf)
        for number in 0..<10 { test.add("p\(number)", hired: "20\(10 + number)-01-01") { $0.birthDate = nil } }
        test.plan("J", "E", "2026-09-15", 800)
        test.plan("J", "E", "2026-12-15", 700)
        let cases = test.odometer().cases
        #expect(cases.map(\.date) == [day("2026-09-15"), day("2026-09-15"), day("2026-12-15")])
        #expect(cases.allSatisfy { $0.row == nil })
    }

    @Test("Without a statutory order the surplus is counted in people, spread over its dates, less who is one already")
    func withoutOrder() {
        var test = TestWorkforce.counted(Self.asOf)
        for number in 0..<10 { test.add("p\(number)", establishment: "B") }
        test.people[0].redundantSince = day("2026-07-15")
        test.plan("J", "B", "2026-09-15", 800)
        test.plan("J", "B", "2026-12-15", 500)
        let cases = test.odometer().cases
        #expect(cases.map(\.standing) == [.committed, .forecast, .forecast, .forecast, .forecast])
        #expect(cases.map(\.date).filter { $0 == day("2026-09-15") }.count == 1)
        #expect(cases.map(\.date).filter { $0 == day("2026-12-15") }.count == 3)
    }

    @Test("A closing group without a statutory order counts everybody who is still there, but who retires before")
    func closingWithoutOrder() {
        var test = TestWorkforce.counted(Self.asOf)
        test.policy.leavesAtPensionAge = false
        for number in 0..<10 { test.add("p\(number)", establishment: "B") }
        test.people[0].birthDate = day("1960-07-01")
        test.people[1].contract = .contractor
        test.plan("J", "B", "2026-09-15", 0)
        #expect(test.odometer().cases.count == 8)
    }

    @Test("Places to go have the dates of the people in the order")
    func places() {
        for seed in 0..<300 {
            let test = RandomWorkforce(seed: UInt64(seed)).test
            let result = test.assess()
            for (index, group) in result.groups.enumerated() where group.hasStatutoryOrder {
                let dates = group.going.flatMap { Array(repeating: $0.date, count: $0.people) }
                #expect(dates.count == group.toGo)
                for (row, rank) in result.rank.enumerated()
                where Int(result.group[row]) == index && result.selection[row] == .indicated && rank > 0 {
                    #expect(result.redundancyDate[row] == dates[Int(rank) - 1], "seed \(seed)")
                }
            }
        }
    }
}
