import Prevention
import Testing
import Workforce

@Suite("Evidence")
struct EvidenceTests {
    private func evidence(_ test: TestWorkforce, row: Int = 0) -> Evidence {
        let engine = PreventionEngine(policy: test.policy, statutes: test.statutes)
        let workforce = test.workforce
        return engine.evidence(of: row, in: workforce, result: engine.assess(workforce))
    }

    private func inputs(_ inputs: [Evidence.Input]) -> [String: String] {
        Dictionary(uniqueKeysWithValues: inputs.map { ($0.name, $0.value) })
    }

    @Test("Every matching rule is there, in order, with its level, inputs and statute")
    func rules() throws {
        var test = TestWorkforce()
        test.add("p") {
            $0.noticeDate = day("2026-06-01")
            $0.redundantSince = day("2026-05-01")
            ($0.contract, $0.contractEnd) = (.fixedTerm, day("2026-12-01"))
        }
        let evidence = evidence(test)
        #expect(evidence.phase == 3)
        #expect(evidence.level == .secondarySupplySide)
        #expect(evidence.cause == "surplus")
        #expect(evidence.rules.map(\.identifier) == ["notice", "declared", "fixed-term-end"])
        #expect(evidence.rules.map(\.level) == [.secondarySupplySide, .secondarySupplySide, .secondaryDemandSide])
        let notice = try #require(evidence.rules.first)
        #expect(inputs(notice.inputs)["notice_date"] == "2026-06-01")
        #expect(inputs(notice.inputs)["notice_months"] == "3")
        #expect(inputs(notice.inputs)["notice_end"] == "2026-09-30")
        #expect(notice.statute?.version == "test-1")
        #expect(notice.statute?.isVerified == true)
        #expect(
            notice.statement.english
                == "Notice was given on 1 June 2026. The notice of 3 months ends on 30 September 2026.")
        #expect(
            notice.statement.dutch
                == "Opgezegd op 1 juni 2026. De opzegtermijn van 3 maanden eindigt op 30 september 2026.")
        #expect(evidence.leave.map(\.basis) == ["notice-end", "contract-end", "pension"])
        #expect(evidence.leave.last?.statute?.isProjected == true)
    }

    @Test("The evidence of a run agrees with its result on every random row")
    func agrees() {
        for seed in 0..<60 {
            let test = RandomWorkforce(seed: UInt64(seed)).test
            let workforce = test.workforce
            let engine = PreventionEngine(policy: test.policy, statutes: test.statutes)
            let result = engine.assess(workforce)
            for row in test.people.indices {
                let evidence = engine.evidence(of: row, in: workforce, result: result)
                #expect(evidence.rules.map(\.identifier) == result.rules[row].identifiers)
                #expect(evidence.phase == Int(result.phase[row]))
                let isInOrder = result.selection[row] != .none
                #expect((evidence.order != nil) == isInOrder)
                let raised = evidence.vitalSigns.filter(\.isRaised).map(\.identifier)
                #expect(raised == result.vitalSigns[row].identifiers)
                #expect(evidence.rules.allSatisfy { !$0.statement.english.isEmpty && !$0.statement.dutch.isEmpty })
                #expect(evidence.notComputed.count >= 4)
            }
        }
    }

    @Test("The place in the order says where, of how many, and what the indicated cover")
    func order() throws {
        var test = TestWorkforce()
        for number in 0..<4 {
            test.add("p\(number)", hired: number < 2 ? "2015-01-01" : "2012-01-01") { $0.centiFTE = 80 }
        }
        test.plan("J", "E", "2026-09-01", 250)
        let order = try #require(evidence(test).order)
        #expect(order.selection == "indicated")
        #expect(order.rank == 1)
        #expect(order.rankGroup == "everybody-else")
        #expect(order.ageBand == "45-54")
        #expect(order.isTied)
        #expect(order.group.english.contains("Indicated cover 0.8 of 0.7 FTE (1 person)."))
        #expect(order.statement.english.contains("the employer decides between them"))
        #expect(evidence(test).rules.first?.statement.english.contains("this is place 1") == true)
    }

    @Test("Whoever retires first is told so, instead of being counted")
    func retirement() throws {
        var test = TestWorkforce()
        test.policy.leavesAtPensionAge = false
        test.add("p") { $0.birthDate = day("1959-09-30") }
        test.plan("J", "E", "2026-10-01", 0)
        let evidence = evidence(test)
        #expect(evidence.rules.map(\.identifier) == ["base"])
        #expect(try #require(evidence.retirement).english.contains("30 September 2026"))
        #expect(try #require(evidence.retirement).dutch.contains("pensioenleeftijd op 30 september 2026"))
    }

    @Test("A notice long over: the expected exit is told to be tomorrow's for want of another, and cites no law")
    func overdue() throws {
        var test = TestWorkforce()
        test.add("over") { $0.noticeDate = day("2025-10-15") }
        test.add("runs") { $0.noticeDate = day("2026-06-15") }
        let over = evidence(test)
        #expect(over.expectedExit == test.asOf.adding(days: 1))
        #expect(try #require(over.overdue).dutch.contains("elke nacht opnieuw"))
        let leave = try #require(over.leave.first { $0.basis == "notice-end" })
        #expect(leave.statute == nil && leave.passed.map { $0 <= test.asOf } == true)
        let engine = PreventionEngine(policy: test.policy, statutes: test.statutes)
        let result = engine.assess(test.workforce)
        let runs = engine.evidence(of: 1, in: test.workforce, result: result)
        #expect(runs.overdue == nil && runs.leave.first?.statute != nil && runs.leave.first?.passed == nil)
        #expect(result.warnings.map(\.code) == ["notice-end-passed"])
    }

    @Test("Vital signs come with their values, raised or not, and nothing is said of what is missing")
    func vitalSigns() {
        var test = TestWorkforce()
        test.policy.horizonMonths = 1
        test.add("p", hired: "2020-01-01")
        test.plan("J", "E", "2027-01-01", 75)
        let signs = evidence(test).vitalSigns
        #expect(signs.map(\.identifier) == ["inertia", "declining-job"])
        #expect(signs.map(\.isRaised) == [false, true])
        #expect(inputs(signs[0].inputs) == ["years_in_job": "6"])
        #expect(
            inputs(signs[1].inputs)
                == ["supply_fte": "1.0", "lowest_planned_fte": "0.75", "lowest_planned_from": "2027-01-01"])
    }

    @Test("A planned level that another row has replaced before asOf is no evidence")
    func replacedLevel() {
        var test = TestWorkforce()
        test.add("p")
        test.plan("J", "E", "2020-01-01", 10)
        test.plan(nil, "E", "2026-06-01", 100)
        #expect(inputs(evidence(test).vitalSigns.last?.inputs ?? [])["lowest_planned_fte"] == "1.0")
    }

    @Test("What is not computed is listed beside every result")
    func notComputed() {
        var test = TestWorkforce()
        test.add("p")
        #expect(
            evidence(test).notComputed.map(\.identifier) == [
                "bans-on-dismissal", "occupational-disability", "secondment", "collective-agreement", "probability",
            ])
    }
}
