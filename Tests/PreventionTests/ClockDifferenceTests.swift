import Prevention
import Testing
import Workforce

@Suite("Clocks under a changed law")
struct ClockDifferenceTests {
    private func test() -> TestWorkforce {
        var test = TestWorkforce()
        test.add("given", hired: "2014-03-01") {
            ($0.noticeDate, $0.monthlySalary) = (day("2026-06-15"), 300_000)
        }
        test.add("base")
        return test
    }

    private func differences(from former: [StatutePack], to now: [StatutePack]) -> ClockDifferences {
        let test = test()
        let workforce = test.workforce
        let result = PreventionEngine(policy: test.policy, statutes: now).assess(workforce)
        return ClockDifferences(of: workforce, result: result, policy: test.policy, from: former, to: now)
    }

    private func differences(
        _ change: (inout StatutePack) -> Void
    ) throws -> (differences: ClockDifferences, former: StatutePack) {
        let former = try StatutePack.published("NL")
        var now = former
        now.version = "2027.1"
        change(&now)
        return (differences(from: [former], to: [now]), former)
    }

    @Test("A longer notice moves its end and what follows from it, each with the reason")
    func notice() throws {
        let (differences, former) = try differences { $0.notice[0].steps[2].length = 6 }
        let found = differences.of(row: 0)
        #expect(found.map(\.rule) == [.noticeEnd, .redeploymentEnd, .transitionPayment])
        #expect(found.allSatisfy { $0.kind == .moved })
        #expect(
            found[0].statement.english
                == "notice-end (end of the notice): this date moved from 30 September 2026 to 31 December 2026, because "
                + "NL \(former.version) → 2027.1 changed rule notice-end (source BW 7:672).")
        #expect(
            found[0].statement.dutch
                == "notice-end (einde opzegtermijn): deze datum ging van 30 september 2026 naar 31 december 2026, omdat "
                + "NL \(former.version) → 2027.1 de regel notice-end wijzigde (bron BW 7:672).")
        // Its own rule is as it was: it follows from the other.
        #expect(found[2].statement.english.contains("this amount moved from €12,583.56 on 30 September 2026 to €12,8"))
        #expect(found[2].statement.english.contains("changed notice, which transition-payment follows from"))
        #expect(differences.of(row: 1) == [])
        let tally = differences.tally
        #expect(tally.people == 1 && tally.events == 0)
        #expect(tally.packs == ["NL \(former.version) → 2027.1"])
        #expect(tally.rules["notice-end"] == ClockTally.Count(moved: 1))
    }

    @Test("A part that is gone is named, also where no clock hangs on it; without the pack the Dutch says so in Dutch")
    func lost() throws {
        let (differences, former) = try differences { $0.collectiveRedundancies = [] }
        #expect(differences.tally.people == 0)
        #expect(differences.tally.lost == (former.collectiveRedundancies.isEmpty ? [] : ["NL collectiveRedundancy"]))
        #expect(!former.collectiveRedundancies.isEmpty)
        let none = self.differences(from: [former], to: [])
        #expect(none.tally.packs == ["NL \(former.version) → none"])
        #expect(none.tally.dutchPacks == ["NL \(former.version) → geen"])
    }

    @Test("A rule that comes or goes is told as such")
    func rules() throws {
        let (gone, _) = try differences { $0.transitionPayments = [] }
        #expect(gone.of(row: 0).map(\.kind) == [.removed])
        #expect(gone.of(row: 0)[0].statement.english.contains("is gone; it was €12,583.56"))
        #expect(gone.tally.rules == ["transition-payment": ClockTally.Count(removed: 1)])
        let pack = try StatutePack.published("NL")
        let new = differences(from: [], to: [pack])
        #expect(new.of(row: 0).map(\.kind) == Array(repeating: .added, count: 5))
        #expect(new.of(row: 0)[0].statement.dutch.hasSuffix("omdat NL → \(pack.version) is toegevoegd."))
    }

    @Test("An amount that moves on the same day is told as such")
    func amount() throws {
        let found = try differences { $0.transitionPayments[0].denominator = 2 }.differences.of(row: 0)
        #expect(found.map(\.rule) == [.transitionPayment])
        #expect(
            found[0].statement.english.contains(
                "this amount moved from €12,583.56 on 30 September 2026 to €18,875.34 on 30 September 2026"))
        #expect(found[0].statement.english.contains("changed rule transition-payment (source BW 7:673"))
    }

    @Test("A pack that changes and moves nothing tells of nobody")
    func unmoved() throws {
        let (differences, _) = try differences { $0.notice[0].steps[3].length = 6 }
        #expect(differences.of(row: 0) == [])
        #expect(differences.tally.people == 0 && differences.tally.packs.count == 1)
    }

    @Test("Where several parts changed, those are named that move a clock by themselves")
    func causes() throws {
        let (differences, _) = try differences { pack in
            pack.notice[0].steps[2].length = 6
            // Of years to come: nothing that is worked out for 2026 follows from it.
            var later = pack.transitionPayments[0]
            later.from = day("2031-01-01")
            later.denominator = 2
            pack.transitionPayments.append(later)
        }
        let found = differences.of(row: 0)
        #expect(found.map(\.rule) == [.noticeEnd, .redeploymentEnd, .transitionPayment])
        #expect(found[0].statement.english.contains("changed rule notice-end (source"))
        #expect(found[2].statement.english.contains("changed notice, which transition-payment follows from"))
    }

    @Test("Two parts that both move a clock are both named")
    func bothCauses() throws {
        let found = try differences { pack in
            pack.notice[0].steps[2].length = 6
            pack.transitionPayments[0].denominator = 2
        }.differences.of(row: 0)
        let payment = try #require(found.first { $0.rule == .transitionPayment }).statement
        #expect(payment.english.contains("changed notice, transitionPayment, which transition-payment follows from"))
        #expect(payment.dutch.contains("notice, transitionPayment wijzigden, waar transition-payment uit volgt"))
        #expect(found[0].statement.english.contains("changed rule notice-end (source"))
    }

    @Test("Another text under the same version says so")
    func sameVersion() throws {
        let former = try StatutePack.published("NL")
        var now = former
        now.notice[0].steps[2].length = 4
        let found = differences(from: [former], to: [now]).of(row: 0)
        #expect(found[0].statement.english.contains("NL \(now.version) (another text under the same version) changed"))
    }
}
