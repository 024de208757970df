import Testing
import Workforce

@testable import Intake

@Suite("Admission of a snapshot to the history")
struct AdmissionTests {
    private let asOf = CalendarDate(iso: "2026-01-31") ?? CalendarDate(dayNumber: 0)
    private let before = CalendarDate(iso: "2025-12-31") ?? CalendarDate(dayNumber: 0)

    private func snapshot(_ people: Int, at date: CalendarDate? = nil, change: (inout EmployeeRow) -> Void = { _ in })
        -> Snapshot
    {
        let rows = (0..<people).map { number in
            var row = EmployeeRow(
                id: "E\(number)", hireDate: CalendarDate(dayNumber: 15_000), job: number % 2 == 0 ? "cashier" : "baker",
                establishment: "AMS")
            change(&row)
            return row
        }
        return Snapshot(asOf: date ?? asOf, source: "test", employees: EmployeeColumns(rows: rows))
    }

    @Test(
        "Fifteen per cent is admitted and more is not, in either direction; announced departures do not count",
        arguments: [
            (100, 0, 85, false), (100, 0, 84, true), (100, 0, 115, false), (100, 0, 116, true), (100, 30, 55, false),
            (100, 30, 54, true), (100, 30, 100, false), (100, 30, 116, true), (0, 0, 50, false), (7, 0, 6, false),
            (7, 0, 5, true), (100, 200, 0, false),
        ])
    func headcount(_ previous: Int, _ expected: Int, _ now: Int, _ isRefused: Bool) {
        let former = PreviousSnapshot(asOf: before, headcount: previous, expectedDepartures: expected)
        let refusals = Admission().refusals(of: snapshot(now), after: former, newest: before)
        #expect(refusals.map(\.code) == (isRefused ? ["headcount-moved"] : []))
        let accepting = Admission(acceptsHeadcountChange: true)
        #expect(accepting.refusals(of: snapshot(now), after: former, newest: before).isEmpty)
    }

    @Test("Only people in service are counted")
    func inService() {
        var people = snapshot(100)
        for row in 0..<20 { people.employees.exitDate[row] = before }
        let former = PreviousSnapshot(asOf: before, headcount: 100)
        let refusals = Admission().refusals(of: people, after: former, newest: nil)
        #expect(refusals.map(\.code) == ["headcount-moved"])
    }

    @Test("An older date is refused unless it is a backfill, and the same date is not")
    func age() {
        let later = asOf.adding(days: 1)
        func codes(_ admission: Admission, newest: CalendarDate) -> [String] {
            admission.refusals(of: snapshot(1), after: nil, newest: newest).map(\.code)
        }
        #expect(codes(Admission(), newest: later) == ["older-than-newest"])
        #expect(codes(Admission(), newest: asOf).isEmpty)
        #expect(codes(Admission(allowsBackfill: true), newest: later).isEmpty)
    }

    @Test("A date ahead of today is warned about", arguments: [(0, nil), (1, "date-ahead"), (400, "date-ahead")])
    func future(_ days: Int, _ warning: String?) {
        let today = asOf.adding(days: -days)
        #expect(Admission.warnings(of: snapshot(1), today: today).map(\.code) == [warning].compactMap(\.self))
    }

    @Test(
        "More than two per cent of the rows rejected refuses",
        arguments: [(100, 2, false), (100, 3, true), (0, 0, false), (1, 1, true)])
    func rejected(_ rows: Int, _ rejected: Int, _ isRefused: Bool) {
        #expect(Admission.refusals(ofRows: rows, rejected: rejected, file: "f").isEmpty != isRefused)
    }

    @Test("Departures known before are counted once each, by their dates")
    func departures() {
        func expected(_ change: (inout EmployeeRow) -> Void) -> Int {
            PreviousSnapshot(snapshot(10, at: before, change: change), expectingUntil: asOf).expectedDepartures
        }
        #expect(expected { _ in } == 0)
        #expect(expected { $0.exitDate = asOf } == 10)
        #expect(expected { $0.exitDate = asOf.adding(days: 1) } == 0)
        #expect(expected { $0.noticeDate = before } == 10)
        #expect(expected { $0.redundantSince = asOf } == 10)
        #expect(expected { $0.contractEnd = asOf } == 10)
        #expect(
            expected {
                $0.contractEnd = asOf; $0.renewal = .yes
            } == 0)
        #expect(
            expected {
                $0.contractEnd = asOf; $0.exitDate = asOf
            } == 10)
    }

    @Test("People of a closing group are expected to go; the most specific row of the latest date decides")
    func closures() {
        func row(_ group: String?, _ place: String?, _ date: CalendarDate, _ fte: Int) -> PlanRow {
            PlanRow(jobGroup: group, establishment: place, date: date, centiFTE: fte)
        }
        func expected(_ plan: [PlanRow], jobs: [Job] = []) -> Int {
            PreviousSnapshot(snapshot(10, at: before), expectingUntil: asOf, jobs: jobs, plan: plan).expectedDepartures
        }
        #expect(expected([row(nil, "AMS", asOf, 0)]) == 10)
        #expect(expected([row(nil, "AMS", asOf.adding(days: 1), 0)]) == 0)
        #expect(expected([row(nil, "AMS", before, 0), row(nil, "AMS", asOf, 500)]) == 0)
        #expect(expected([row(nil, "AMS", asOf, 0), row("baker", "AMS", asOf, 300)]) == 5)
        #expect(expected([row("baker", nil, asOf, 0), row(nil, "AMS", asOf, 300)]) == 0)
        #expect(expected([row("food", "AMS", asOf, 0)], jobs: [Job(job: "baker", jobGroup: "food")]) == 5)
        #expect(expected([row(nil, "RTM", asOf, 0)]) == 0)
    }
}
