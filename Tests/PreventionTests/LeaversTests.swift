import Prevention
import Testing
import Workforce

@Suite("Leavers between snapshots")
struct LeaversTests {
    private static func earlier(_ change: (inout TestWorkforce) -> Void) -> TestWorkforce {
        var test = TestWorkforce()
        test.asOf = day("2026-05-31")
        change(&test)
        return test
    }

    private static func carried(
        _ test: TestWorkforce, to date: String = "2026-06-30", listed: [String] = [], filtered: Set<String> = []
    ) -> [EmployeeRow] {
        Leavers(policy: test.policy, statutes: test.statutes).carried(
            from: test.workforce, to: day(date), listed: ByteStringColumn(listed), filtered: filtered)
    }

    @Test(
        "Who was in phase 3 or past the contract end is carried, with the known leave date or the snapshot's",
        arguments: [
            RowCase(name: "nothing known", phase: 0, rules: []) { _ in },
            RowCase(name: "declared", phase: 4, rules: .ended, exit: "2026-06-30") {
                $0.redundantSince = day("2026-05-01")
            },
            RowCase(name: "declared since", phase: 4, rules: .ended, exit: "2026-06-30") {
                $0.redundantSince = day("2026-06-29")
            },
            RowCase(name: "declared on the day of the snapshot", phase: 0, rules: []) {
                $0.redundantSince = day("2026-06-30")
            },
            RowCase(name: "notice ends in between", phase: 4, rules: .ended, exit: "2026-06-20") {
                ($0.redundantSince, $0.exitDate, $0.exitReason) = (day("2026-05-01"), day("2026-06-20"), .redundancy)
            },
            RowCase(name: "agreed exit", phase: 4, rules: .ended, exit: "2026-06-20") {
                ($0.exitDate, $0.exitReason) = (day("2026-06-20"), .settlement)
            },
            RowCase(name: "agreed exit after the snapshot", phase: 4, rules: .ended, exit: "2026-06-30") {
                ($0.exitDate, $0.exitReason) = (day("2026-07-20"), .settlement)
            },
            RowCase(name: "resigned", phase: 0, rules: []) {
                ($0.exitDate, $0.exitReason) = (day("2026-06-20"), .resignation)
            },
            // No phase follows, but the count of collective redundancies goes on holding them.
            RowCase(name: "declared, then resigned", phase: 0, rules: [], exit: "2026-06-20") {
                ($0.exitDate, $0.exitReason, $0.redundantSince) = (day("2026-06-20"), .resignation, day("2026-05-01"))
            },
            RowCase(name: "notice by statute", phase: 4, rules: .ended, exit: "2026-06-30") {
                ($0.noticeDate, $0.exitReason) = (day("2026-03-15"), .dismissal)
            },
            RowCase(name: "term ended", phase: 4, rules: .ended, exit: "2026-06-15") {
                ($0.contract, $0.contractEnd) = (.fixedTerm, day("2026-06-15"))
            },
            RowCase(name: "renewed term ended", phase: 4, rules: .ended, exit: "2026-06-30") {
                ($0.contract, $0.contractEnd, $0.renewal) = (.fixedTerm, day("2026-06-15"), .yes)
            },
            RowCase(name: "term ends on the day of the snapshot", phase: 4, rules: .ended, exit: "2026-06-30") {
                ($0.contract, $0.contractEnd) = (.fixedTerm, day("2026-06-30"))
            },
            RowCase(name: "term ends the day after", phase: 0, rules: []) {
                ($0.contract, $0.contractEnd) = (.fixedTerm, day("2026-07-01"))
            },
            RowCase(name: "out of service already", phase: 4, rules: .ended, exit: "2026-02-01") {
                ($0.exitDate, $0.exitReason) = (day("2026-02-01"), .other)
            },
            RowCase(name: "out of service by will", phase: 0, rules: []) {
                ($0.exitDate, $0.exitReason) = (day("2026-02-01"), .resignation)
            },
            RowCase(name: "aftercare over", phase: 0, rules: []) { $0.exitDate = day("2025-06-30") },
            RowCase(name: "never came", phase: 0, rules: []) {
                ($0.hireDate, $0.redundantSince) = (day("2026-07-01"), day("2026-05-01"))
            },
        ])
    func rows(expected: RowCase) {
        let carried = Self.carried(Self.earlier { $0.add("p", expected.change) })
        #expect(carried.map(\.exitDate) == (expected.exit.map { [day($0)] } ?? []))
        var next = TestWorkforce()
        next.people = carried
        #expect(next.assess().phase == (expected.exit == nil ? [] : [expected.phase]))
        #expect(next.assess().rules == (expected.exit == nil ? [] : [expected.rules]))
    }

    @Test("The reason is kept where the known date was, and unknown where nobody foresaw it")
    func reason() {
        let kept = Self.carried(
            Self.earlier { $0.add("p") { ($0.exitDate, $0.exitReason) = (day("2026-06-20"), .settlement) } })
        #expect(kept.map(\.exitReason) == [.settlement])
        let unknown = Self.carried(
            Self.earlier { $0.add("p") { ($0.exitDate, $0.exitReason) = (day("2026-07-20"), .settlement) } })
        #expect(unknown.map(\.exitReason) == [.absent])
        let onTheDay = Self.carried(
            Self.earlier { $0.add("p") { ($0.exitDate, $0.exitReason) = (day("2026-06-30"), .settlement) } })
        #expect(onTheDay.map(\.exitReason) == [.settlement])
    }

    @Test("Whoever counts as a collective redundancy counts on after the snapshot that no longer lists them")
    func counted() throws {
        var next = TestWorkforce.counted("2026-06-30")
        next.people = Self.carried(
            Self.earlier {
                $0.add("p") {
                    ($0.redundantSince, $0.exitDate, $0.exitReason) = (
                        day("2026-05-01"), day("2026-06-20"), .resignation
                    )
                }
            })
        let engine = PreventionEngine(policy: next.policy, statutes: next.statutes)
        let odometer = engine.odometer(of: next.workforce, result: next.assess())
        #expect(odometer.readings.map(\.current) == [1])
        #expect(odometer.cases.map(\.date) == [day("2026-05-01")])
    }

    @Test("Who is listed again, or filtered out, did not vanish; ids are told apart by bytes")
    func listed() {
        let test = Self.earlier {
            for id in ["a", "b", "c", "caf\u{e9}"] { $0.add(id) { $0.redundantSince = day("2026-05-01") } }
        }
        #expect(
            Self.carried(test, listed: ["a", "x", "cafe\u{301}"], filtered: ["b"]).map(\.id) == ["c", "caf\u{e9}"])
        #expect(Self.carried(test, listed: ["a", "b", "c", "caf\u{e9}"]).isEmpty)
    }

    @Test("Leavers are carried from snapshot to snapshot until their aftercare ends")
    func chain() {
        var test = Self.earlier { $0.add("p") { $0.redundantSince = day("2026-05-01") } }
        for (date, count) in [("2026-06-30", 1), ("2026-12-31", 1), ("2027-06-29", 1), ("2027-06-30", 0)] {
            test.people = Self.carried(test, to: date)
            test.asOf = day(date)
            #expect(test.people.count == count, "\(date)")
            #expect(test.people.allSatisfy { $0.exitDate == day("2026-06-30") })
        }
    }

    @Test("Many ids are found again")
    func many() {
        let ids = (0..<5_000).map { "person-\($0)" }
        let test = Self.earlier { test in ids.forEach { test.add($0) { $0.redundantSince = day("2026-05-01") } } }
        let gone = Self.carried(test, listed: ids.filter { !$0.hasSuffix("7") })
        #expect(gone.map(\.id) == ids.filter { $0.hasSuffix("7") })
    }
}
