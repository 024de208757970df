import Testing
import Workforce

@testable import Prevention

@Suite("Plans that were called off")
struct CalledOffPlanTests {
    /// A plan of the past from "J E 2025-06-01 800": job group, establishment, date, hundredths of FTE; announced at the
    /// beginning of 2020 unless a day follows, not at all with "-", embargoed until a further day.
    private func plan(_ rows: [String]) -> [PlanRow] {
        rows.map { text in
            let parts = text.split(separator: " ").map(String.init)
            var row = PlanRow(
                jobGroup: parts[0] == "*" ? nil : parts[0], establishment: parts[1] == "*" ? nil : parts[1],
                date: day(parts[2]), centiFTE: Int(parts[3])!)
            row.announcedOn = parts.count > 4 ? CalendarDate(iso: parts[4]) : day("2020-01-01")
            row.embargoUntil = parts.count > 5 ? day(parts[5]) : nil
            return row
        }
    }

    private func history(
        _ plans: [(String, [String])], heads: [String: Int32] = ["J": 10, "K": 10]
    ) -> SnapshotHistory {
        var history = SnapshotHistory()
        for (date, rows) in plans { history.plans.append(day(date), plan(rows)) }
        var past = HeadcountHistory(jobs: CodeTable(["J", "K"]), establishments: CodeTable(["E", "F"]))
        if !heads.isEmpty {
            past.append(
                day("2024-12-31"),
                ["J", "K"].enumerated().map { job, code in
                    (cell: .init(job: UInt32(job), establishment: 0), heads: heads[code] ?? 0)
                }, externals: [.init(job: 0, establishment: 0): 2])
        }
        history.headcounts = past
        return history
    }

    private func seen(_ history: SnapshotHistory, jobs: [Job] = [], countsExternals: Bool = true) -> CalledOffPlans {
        CalledOffPlans(history, jobs: jobs, countsExternals: countsExternals)
    }

    /// Whatever stands beside the case, a plan for K that holds out: the file does not vanish whole.
    private static let beside = "K E 2027-01-01 500"
    private static let begin = "2025-01-31"
    private static let end = "2025-07-31"
    private static let halfYear = 181 / 365.25

    struct Pair: CustomTestStringConvertible {
        var testDescription: String
        var before: [String]
        var after: [String]
        /// Whether half a year counts, beside that of K.
        var isSeen: Bool
        var isCalledOff = false
    }

    @Test(
        "A reduction that is ahead in two plans was seen, and called off where the second has it no more",
        arguments: [
            Pair(testDescription: "stays", before: ["J E 2026-01-01 800"], after: ["J E 2026-01-01 800"], isSeen: true),
            Pair(testDescription: "gone", before: ["J E 2026-01-01 800"], after: [], isSeen: true, isCalledOff: true),
            Pair(testDescription: "slips", before: ["J E 2026-01-01 800"], after: ["J E 2026-09-01 800"], isSeen: true),
            Pair(testDescription: "deeper", before: ["J E 2026-01-01 800"], after: ["J E 2026-01-01 0"], isSeen: true),
            Pair(
                testDescription: "wants as many as there were", before: ["J E 2026-01-01 800"],
                after: ["J E 2026-01-01 1000"], isSeen: true, isCalledOff: true),
            Pair(
                testDescription: "brought forward and in force", before: ["J E 2026-01-01 800"],
                after: ["J E 2025-05-01 800"], isSeen: true),
            Pair(testDescription: "growth", before: ["J E 2026-01-01 1000"], after: [], isSeen: false),
            Pair(
                testDescription: "in force before the second", before: ["J E 2025-07-31 800"], after: [], isSeen: false
            ),
            Pair(testDescription: "new in the second", before: [], after: ["J E 2026-01-01 800"], isSeen: false),
            Pair(
                testDescription: "less than the row before, more than there were",
                before: ["J E 2025-01-01 2000", "J E 2026-01-01 1500"], after: ["J E 2025-01-01 2000"], isSeen: true,
                isCalledOff: true),
            Pair(
                testDescription: "more than the row before, less than there were",
                before: ["J E 2025-01-01 500", "J E 2026-01-01 600"], after: ["J E 2025-01-01 500"], isSeen: false),
            Pair(
                testDescription: "one of two steps", before: ["J E 2026-01-01 800", "J E 2026-06-01 600"],
                after: ["J E 2026-01-01 800"], isSeen: true),
            Pair(
                testDescription: "written anew for the establishment", before: ["J F 2026-01-01 0"],
                after: ["* F 2026-01-01 0"], isSeen: false),
            Pair(
                testDescription: "written anew by job group", before: ["* E 2026-01-01 800"],
                after: ["J E 2026-01-01 0"], isSeen: false),
            Pair(
                testDescription: "beside what was planned before", before: ["* E 2026-01-01 800"], after: [],
                isSeen: true, isCalledOff: true),
            Pair(
                testDescription: "another establishment's is new", before: ["J E 2026-01-01 800"],
                after: ["J F 2026-01-01 0", "* F 2026-01-01 0"], isSeen: true, isCalledOff: true),
            Pair(
                testDescription: "not announced", before: ["J E 2026-01-01 800 -"], after: [], isSeen: false),
            Pair(
                testDescription: "announced after the newest plan", before: ["J E 2026-01-01 800 2025-08-01"],
                after: [], isSeen: false),
            Pair(
                testDescription: "announced with the newest plan", before: ["J E 2026-01-01 800 2025-07-31"],
                after: [], isSeen: true, isCalledOff: true),
            Pair(
                testDescription: "under embargo", before: ["J E 2026-01-01 800 2025-01-01 2025-08-01"],
                after: [], isSeen: false),
            Pair(
                testDescription: "hidden in the second alone", before: ["J E 2026-01-01 800"],
                after: ["J E 2026-09-01 800 2026-01-01"], isSeen: false),
        ])
    func pairs(_ pair: Pair) {
        var after = pair.after
        // The first row of nobody takes nothing away: of establishment F nobody was counted.
        let heads: [String: Int32] = pair.before.contains { $0.contains(" F ") } ? [:] : ["J": 10, "K": 10]
        after.append(Self.beside)
        let found = seen(history([(Self.begin, pair.before + [Self.beside]), (Self.end, after)], heads: heads))
        #expect(abs(found.planYears - Self.halfYear * (pair.isSeen ? 2 : 1)) < 1e-9)
        #expect(found.calledOff == (pair.isCalledOff ? 1 : 0))
    }

    @Test(
        "A plan that vanishes whole is no evidence; one that had but one reduction in it is",
        arguments: [
            (["J E 2026-01-01 800", "K E 2026-01-01 800"], [], 0, 0),
            (["J E 2026-01-01 800", "K E 2026-01-01 800"], ["K E 2026-01-01 800"], 2, 1),
            (["J E 2026-01-01 800"], [], 1, 1),
            (["J E 2026-01-01 800", "K E 2026-01-01 800"], ["J F 2026-01-01 0"], 0, 0),
        ])
    func wholePlan(before: [String], after: [String], halfYears: Int, calledOff: Int) {
        let found = seen(history([(Self.begin, before), (Self.end, after)]))
        #expect(abs(found.planYears - Self.halfYear * Double(halfYears)) < 1e-9)
        #expect(found.calledOff == calledOff)
    }

    @Test("The first row is held against the people of the job group, without externals where the plan has none")
    func heads() {
        let plans = [(Self.begin, ["G E 2026-01-01 1900", Self.beside]), (Self.end, [Self.beside])]
        let jobs = ["J", "K"].map { Job(job: $0, jobGroup: "G") }
        // Twenty people, of whom two are externals.
        #expect(seen(history(plans), jobs: jobs).calledOff == 1)
        #expect(seen(history(plans), jobs: jobs, countsExternals: false).calledOff == 0)
        #expect(seen(history(plans)).calledOff == 0)
        // Nobody was counted: any row takes something away.
        #expect(seen(history(plans, heads: [:])).calledOff == 1)
        let everywhere = [(Self.begin, ["* * 2026-01-01 1999", Self.beside]), (Self.end, [Self.beside])]
        #expect(seen(history(everywhere)).calledOff == 1)
    }

    @Test("The rate is drawn to nothing, as if twenty plan-years had been seen without one")
    func rate() {
        let months = [
            ("2025-01-31", ["J E 2026-01-01 800", "K E 2026-01-01 800", "J F 2026-01-01 0"]),
            ("2025-02-28", ["J E 2026-01-01 800", "K E 2026-01-01 800", "J F 2026-01-01 0"]),
            ("2025-03-31", ["K E 2026-01-01 800"]), ("2025-04-30", ["K E 2026-01-01 800"]),
        ]
        let history = history(months, heads: [:])
        let found = seen(history)
        let years = Double(3 * 28 + 3 * 31 + 30) / 365.25
        #expect(abs(found.planYears - years) < 1e-9)
        #expect(abs(found.perYear - 2 / (years + 20)) < 1e-12)
        #expect(history.plans.versions.count == 2)
        // As it was known in February: nothing had been called off, and nothing moves.
        let then = seen(history.upTo(day("2025-03-30")))
        #expect(abs(then.planYears - Double(3 * 28) / 365.25) < 1e-9)
        #expect(then.perYear == 0)
        #expect(seen(history.upTo(day("2025-02-27"))) == CalledOffPlans())
        #expect(CalledOffPlans().perYear == 0)
    }
}
