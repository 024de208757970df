import Prevention
import Testing
import Workforce

@Suite("Phases, causes, expected exits")
struct PhaseTests {
    private static func row(_ change: (inout EmployeeRow) -> Void) -> TestWorkforce {
        var test = TestWorkforce()
        test.add("p", change)
        return test
    }

    private static let cases: [RowCase] = [
        RowCase(name: "nothing", phase: 1, rules: .base) { _ in },
        RowCase(name: "future hire", phase: 0, rules: []) { $0.hireDate = day("2026-07-01") },
        RowCase(name: "hired today", phase: 1, rules: .base) { $0.hireDate = day("2026-06-30") },

        RowCase(name: "left today", phase: 4, rules: .ended, cause: .individual, exit: "2026-06-30") {
            $0.exitDate = day("2026-06-30")
        },
        RowCase(name: "leaves tomorrow, no reason", phase: 1, rules: .base) { $0.exitDate = day("2026-07-01") },
        RowCase(name: "last day of aftercare", phase: 4, rules: .ended, cause: .individual, exit: "2025-07-01") {
            $0.exitDate = day("2025-07-01")
        },
        RowCase(name: "aftercare over", phase: 0, rules: []) { $0.exitDate = day("2025-06-30") },
        RowCase(name: "ended, other", phase: 4, rules: .ended, cause: .individual, exit: "2026-01-01") {
            ($0.exitDate, $0.exitReason) = (day("2026-01-01"), .other)
        },
        RowCase(name: "ended, redundancy", phase: 4, rules: .ended, cause: .surplus, exit: "2026-01-01") {
            ($0.exitDate, $0.exitReason) = (day("2026-01-01"), .redundancy)
        },
        RowCase(name: "ended, settlement", phase: 4, rules: .ended, cause: .surplus, exit: "2026-01-01") {
            ($0.exitDate, $0.exitReason) = (day("2026-01-01"), .settlement)
        },
        RowCase(name: "ended, contract end", phase: 4, rules: .ended, cause: .contractEnd, exit: "2026-01-01") {
            ($0.exitDate, $0.exitReason) = (day("2026-01-01"), .contractEnd)
        },
        RowCase(name: "ended, dismissal", phase: 4, rules: .ended, cause: .individual, exit: "2026-01-01") {
            ($0.exitDate, $0.exitReason, $0.redundantSince) = (day("2026-01-01"), .dismissal, day("2026-01-02"))
        },
        RowCase(name: "ended, dismissal, declared", phase: 4, rules: .ended, cause: .surplus, exit: "2026-01-01") {
            ($0.exitDate, $0.exitReason, $0.redundantSince) = (day("2026-01-01"), .dismissal, day("2026-01-01"))
        },
        RowCase(name: "ended, no reason, declared", phase: 4, rules: .ended, cause: .surplus, exit: "2026-01-01") {
            ($0.exitDate, $0.redundantSince, $0.contractEnd) = (day("2026-01-01"), day("2026-01-01"), day("2025-01-01"))
        },
        RowCase(name: "ended, no reason, term over", phase: 4, rules: .ended, cause: .contractEnd, exit: "2026-01-01") {
            ($0.exitDate, $0.redundantSince, $0.contractEnd) = (day("2026-01-01"), day("2026-01-02"), day("2026-01-01"))
        },
        RowCase(
            name: "ended, no reason, term not over", phase: 4, rules: .ended, cause: .individual, exit: "2026-01-01"
        ) {
            ($0.exitDate, $0.exitReason, $0.contractEnd) = (day("2026-01-01"), .other, day("2026-01-02"))
        },
        RowCase(name: "ended at pension age", phase: 0, rules: []) {
            ($0.exitDate, $0.birthDate) = (day("2026-01-01"), day("1959-01-01"))
        },
        RowCase(
            name: "ended the day before pension age", phase: 4, rules: .ended, cause: .individual, exit: "2026-01-01"
        ) {
            ($0.exitDate, $0.birthDate) = (day("2026-01-01"), day("1959-01-02"))
        },
        RowCase(name: "external past pension age", phase: 4, rules: .ended, cause: .individual, exit: "2026-01-01") {
            ($0.exitDate, $0.birthDate, $0.contract) = (day("2026-01-01"), day("1950-01-02"), .contractor)
        },

        RowCase(name: "notice today", phase: 3, rules: .notice, cause: .individual, exit: "2026-10-31") {
            $0.noticeDate = day("2026-06-30")
            $0.serviceSince = day("2016-06-30")
            $0.jobSince = day("2026-01-01")
            $0.noticeDate = day("2026-06-30")
            $0.exitReason = .cause
            $0.serviceSince = day("2011-06-30")
        },
        RowCase(name: "notice of redundancy", phase: 3, rules: .notice, cause: .surplus, exit: "2026-09-30") {
            ($0.noticeDate, $0.exitReason) = (day("2026-06-01"), .redundancy)
        },
        RowCase(name: "notice of an ending term", phase: 3, rules: .notice, cause: .contractEnd, exit: "2026-09-30") {
            ($0.noticeDate, $0.exitReason) = (day("2026-06-01"), .contractEnd)
        },
        RowCase(name: "notice with a last day", phase: 3, rules: .notice, cause: .individual, exit: "2027-01-01") {
            ($0.noticeDate, $0.exitDate) = (day("2026-06-01"), day("2027-01-01"))
        },
        RowCase(name: "notice that has run out", phase: 3, rules: .notice, cause: .individual, exit: "2026-07-01") {
            $0.noticeDate = day("2025-06-01")
        },
        RowCase(
            name: "notice, term ends first", phase: 3, rules: [.notice, .fixedTermEnd], cause: .individual,
            exit: "2026-07-15"
        ) {
            ($0.noticeDate, $0.contract, $0.contractEnd) = (day("2026-06-01"), .fixedTerm, day("2026-07-15"))
        },
        RowCase(
            name: "notice never by the pension date", phase: 3, rules: .notice, cause: .individual, exit: "2026-09-30"
        ) {
            ($0.noticeDate, $0.birthDate) = (day("2026-06-01"), day("1959-07-15"))
        },
        RowCase(name: "notice to an external", phase: 3, rules: .notice, cause: .individual) {
            ($0.noticeDate, $0.contract) = (day("2026-06-01"), .agency)
        },
        RowCase(name: "agreed exit", phase: 3, rules: .agreedExit, cause: .surplus, exit: "2026-12-01") {
            ($0.exitDate, $0.exitReason) = (day("2026-12-01"), .settlement)
        },
        RowCase(name: "agreed dismissal", phase: 3, rules: .agreedExit, cause: .individual, exit: "2026-12-01") {
            ($0.exitDate, $0.exitReason) = (day("2026-12-01"), .dismissal)
        },
        RowCase(name: "declared", phase: 3, rules: .declared, cause: .surplus, exit: "2026-09-30") {
            $0.redundantSince = day("2026-06-30")
        },
        RowCase(name: "declared long ago", phase: 3, rules: .declared, cause: .surplus, exit: "2026-07-01") {
            $0.redundantSince = day("2026-01-01")
        },
        RowCase(
            name: "declared, the exit stated", phase: 3, rules: .declared, cause: .surplus, exit: "2026-08-15"
        ) {
            ($0.redundantSince, $0.exitDate) = (day("2026-06-30"), day("2026-08-15"))
        },
        RowCase(name: "declared, resigned", phase: 3, rules: .declared, cause: .surplus, exit: "2026-09-30") {
            ($0.redundantSince, $0.noticeDate, $0.exitReason) = (day("2026-06-30"), day("2026-06-30"), .resignation)
        },
        RowCase(
            name: "declared and noticed", phase: 3, rules: [.notice, .declared], cause: .surplus, exit: "2026-08-31"
        ) {
            ($0.redundantSince, $0.noticeDate) = (day("2026-06-30"), day("2026-05-31"))
        },
        RowCase(
            name: "declared, its term ending", phase: 3, rules: [.declared, .fixedTermEnd], cause: .surplus,
            exit: "2026-07-15"
        ) {
            ($0.redundantSince, $0.contract, $0.contractEnd) = (day("2026-06-30"), .fixedTerm, day("2026-07-15"))
        },

        RowCase(name: "notice announced", phase: 2, rules: .announced, cause: .individual) {
            $0.noticeDate = day("2026-07-01")
        },
        RowCase(name: "redundancy notice announced", phase: 2, rules: .announced, cause: .surplus) {
            ($0.noticeDate, $0.exitReason) = (day("2026-07-01"), .redundancy)
        },
        RowCase(name: "redundancy announced", phase: 2, rules: .announced, cause: .surplus) {
            $0.redundantSince = day("2026-07-01")
        },
        RowCase(name: "redundancy announced, retires", phase: 1, rules: .base) {
            ($0.redundantSince, $0.exitReason) = (day("2026-07-01"), .retirement)
        },
        RowCase(
            name: "declared, notice announced", phase: 3, rules: [.declared, .announced], cause: .surplus,
            exit: "2026-10-31"
        ) {
            ($0.redundantSince, $0.noticeDate) = (day("2026-06-01"), day("2026-07-31"))
        },
        RowCase(name: "term ends", phase: 2, rules: .fixedTermEnd, cause: .contractEnd, exit: "2026-12-30") {
            ($0.contract, $0.contractEnd) = (.fixedTerm, day("2026-12-30"))
        },
        RowCase(name: "term ends after six months", phase: 1, rules: .base) {
            ($0.contract, $0.contractEnd) = (.fixedTerm, day("2026-12-31"))
        },
        RowCase(name: "term ended today", phase: 1, rules: .base) {
            ($0.contract, $0.contractEnd) = (.fixedTerm, day("2026-06-30"))
        },
        RowCase(name: "renewed", phase: 1, rules: .base) {
            ($0.contract, $0.contractEnd, $0.renewal) = (.fixedTerm, day("2026-12-30"), .yes)
        },
        RowCase(name: "not renewed", phase: 2, rules: .fixedTermEnd, cause: .contractEnd, exit: "2026-12-30") {
            ($0.contract, $0.contractEnd, $0.renewal) = (.onCall, day("2026-12-30"), .no)
        },
        RowCase(name: "apprentice", phase: 2, rules: .fixedTermEnd, cause: .contractEnd, exit: "2026-07-01") {
            ($0.contract, $0.contractEnd) = (.apprentice, day("2026-07-01"))
        },
        RowCase(name: "permanent with an end", phase: 1, rules: .base) { $0.contractEnd = day("2026-12-30") },
        RowCase(name: "agency", phase: 2, rules: .assignmentEnd, cause: .contractEnd, exit: "2026-12-30") {
            ($0.contract, $0.contractEnd) = (.agency, day("2026-12-30"))
        },
        RowCase(name: "contractor", phase: 2, rules: .assignmentEnd, cause: .contractEnd, exit: "2026-12-30") {
            ($0.contract, $0.contractEnd) = (.contractor, day("2026-12-30"))
        },
        RowCase(
            name: "announced and ending", phase: 2, rules: [.announced, .fixedTermEnd], cause: .contractEnd,
            exit: "2026-12-30"
        ) {
            ($0.contract, $0.contractEnd, $0.noticeDate) = (.fixedTerm, day("2026-12-30"), day("2026-07-01"))
        },
    ]

    @Test("A row by itself", arguments: cases)
    func row(expected: RowCase) {
        let result = Self.row(expected.change).assess()
        #expect(result.phase[0] == expected.phase)
        #expect(result.rules[0] == expected.rules, "\(result.rules[0].identifiers)")
        #expect(result.cause[0] == expected.cause)
        #expect(result.expectedExit[0] == expected.exit.map(day))
    }

    @Test("No reason of will or nature is a notice, an agreed exit or an announcement", arguments: ExitReason.allCases)
    func reasons(reason: ExitReason) {
        let isVoluntary = [ExitReason.resignation, .retirement, .death, .transfer].contains(reason)
        let isEmployers = [ExitReason.redundancy, .settlement, .contractEnd, .dismissal].contains(reason)
        let hasAftercare = isEmployers || [.other, .absent].contains(reason)
        func rules(_ change: (inout EmployeeRow) -> Void) -> PhaseRules {
            Self.row {
                $0.exitReason = reason
                change(&$0)
            }.assess().rules[0]
        }
        #expect(rules { $0.noticeDate = day("2026-06-01") } == (isVoluntary ? .base : .notice))
        #expect(rules { $0.noticeDate = day("2026-08-01") } == (isVoluntary ? .base : .announced))
        #expect(rules { $0.redundantSince = day("2026-08-01") } == (isVoluntary ? .base : .announced))
        #expect(rules { $0.redundantSince = day("2026-06-01") } == .declared)
        #expect(rules { $0.exitDate = day("2026-12-01") } == (isEmployers ? .agreedExit : .base))
        #expect(rules { $0.exitDate = day("2026-01-01") } == (hasAftercare ? .ended : []))
    }

    @Test("Without a statute `declared` waits for the group's date, if it has one")
    func declaredAbroad() {
        var test = TestWorkforce()
        test.country = "US"
        test.add("p") { $0.redundantSince = day("2026-06-01") }
        test.add("q")
        #expect(test.assess().expectedExit[0] == nil)
        test.plan("J", "E", "2026-09-15", 0)
        #expect(test.assess().expectedExit[0] == day("2026-09-15"))
        test.people[0].noticeDate = day("2026-06-01")
        test.people[0].exitDate = day("2026-08-01")
        #expect(test.assess().expectedExit[0] == day("2026-08-01"))
    }

    @Test("In phase 2 the redundancy date counts, or the contract end, the earlier if both")
    func expectedExit() {
        var test = TestWorkforce()
        test.add("p") { ($0.contract, $0.contractEnd) = (.fixedTerm, day("2026-12-01")) }
        test.add("q")
        test.plan("J", "E", "2026-10-01", 0)
        var result = test.assess()
        #expect(result.rules == [[.indicated, .closing, .fixedTermEnd], [.indicated, .closing]])
        #expect(result.expectedExit[0] == day("2026-10-01"))
        test.plan[0].date = day("2026-12-15")
        result = test.assess()
        #expect(result.rules == [.fixedTermEnd, [.indicated, .closing]])
        #expect(result.expectedExit[0] == day("2026-12-01"))
        #expect(result.expectedExit[1] == day("2026-12-15"))
        // Announced, and the contract ends before the group's date.
        test.people[0].redundantSince = day("2026-07-15")
        test.people[0].contractEnd = day("2026-08-01")
        result = test.assess()
        #expect(result.rules[0] == [.announced, .fixedTermEnd])
        #expect(result.redundancyDate[0] == day("2026-12-15"))
        #expect(result.expectedExit[0] == day("2026-08-01"))
        test.people[0].redundantSince = nil
        test.people[0].contractEnd = day("2026-12-01")
        // Exposed only: the contract end, although the group has an earlier date.
        test.plan[0] = PlanRow(jobGroup: "J", establishment: "E", date: day("2026-10-01"), centiFTE: 190)
        result = test.assess()
        #expect(result.rules == [.fixedTermEnd, .base])
        #expect(result.expectedExit[0] == day("2026-12-01"))
    }

    @Test(
        "A pension date on or before the redundancy date takes `indicated` and `closing` away",
        arguments: [true, false])
    func retires(leavesAtPensionAge: Bool) {
        var test = TestWorkforce()
        test.policy.leavesAtPensionAge = leavesAtPensionAge
        test.add("before") { $0.birthDate = day("1959-09-30") }
        test.add("on") { $0.birthDate = day("1959-10-01") }
        test.add("after") { $0.birthDate = day("1959-10-02") }
        test.add("past") { $0.birthDate = day("1959-06-30") }
        test.plan("J", "E", "2026-10-01", 0)
        let result = test.assess()
        #expect(result.rules == [.base, .base, [.indicated, .closing], [.indicated, .closing]])
        #expect(result.phase == [1, 1, 2, 2])
        #expect(result.selection[0] == (leavesAtPensionAge ? .exposed : .indicated), "the order itself stays")
    }

    @Test("What follows from the group clears the vital signs of phase 1")
    func clears() {
        var test = TestWorkforce()
        test.add("p") { $0.trainingHours = 0 }
        test.plan("J", "E", "2026-10-01", 0)
        #expect(test.assess().vitalSigns[0] == [])
        test.plan.removeAll()
        #expect(test.assess().vitalSigns[0] == [.inertia, .untrained])
    }

    @Test("Odd rows are warned about once each")
    func warnings() {
        var test = TestWorkforce()
        test.add("fine")
        test.add("term") { $0.contractEnd = day("2026-06-30") }
        test.add("pension") { $0.birthDate = day("1959-06-30") }
        test.add("gone") { ($0.contractEnd, $0.exitDate) = (day("2026-01-01"), day("2026-01-01")) }
        #expect(
            test.assess().warnings == [
                RowWarning(row: 1, code: "contract-end-passed"), RowWarning(row: 2, code: "pension-date-passed"),
            ])
        test.policy.leavesAtPensionAge = false
        #expect(test.assess().warnings.map(\.row) == [1])
    }

    @Test("A notice long over, from before the hire, or in Belgium on no Monday is warned about")
    func noticeWarnings() throws {
        var test = TestWorkforce()
        test.statutes = [try StatutePack.published("NL"), try StatutePack.published("BE")]
        test.establishments = [Establishment(establishment: "Gent", country: "BE")]
        test.add("runs") { $0.noticeDate = day("2026-06-15") }
        test.add("over") { $0.noticeDate = day("2025-10-15") }
        test.add("has an exit") { ($0.noticeDate, $0.exitDate) = (day("2025-10-15"), day("2026-09-01")) }
        test.add("before", hired: "2020-01-01") {
            ($0.noticeDate, $0.exitDate) = (day("2019-01-01"), day("2026-09-01"))
        }
        test.add("Wednesday", establishment: "Gent") { $0.noticeDate = day("2026-06-24") }
        test.add("Monday", establishment: "Gent") { $0.noticeDate = day("2026-06-29") }
        test.add("resigns on a Wednesday", establishment: "Gent") {
            ($0.noticeDate, $0.exitReason) = (day("2026-06-24"), .resignation)
        }
        #expect(
            test.assess().warnings == [
                RowWarning(row: 1, code: "notice-end-passed"), RowWarning(row: 3, code: "notice-before-hire"),
                RowWarning(row: 4, code: "notice-not-monday"), RowWarning(row: 6, code: "notice-not-monday"),
            ])
    }
}
