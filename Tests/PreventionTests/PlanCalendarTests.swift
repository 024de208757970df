import Prevention
import Testing
import Workforce

@Suite("Evaluated dates")
struct PlanCalendarTests {
    private func dates(_ asOf: String, months: Int, plan: [String]) -> [String] {
        let rows = plan.map { PlanRow(jobGroup: nil, establishment: nil, date: day($0), centiFTE: 0) }
        return PlanCalendar(asOf: day(asOf), horizonMonths: months, plan: rows).dates.map(\.description)
    }

    @Test("Month ends and plan dates after asOf, up to and with the horizon's last day, each once")
    func both() {
        #expect(
            dates(
                "2026-01-31", months: 2,
                plan: ["2026-01-31", "2026-02-01", "2026-02-28", "2026-03-31", "2026-04-01", "2026-02-01"])
                == ["2026-02-01", "2026-02-28", "2026-03-31"])
        #expect(dates("2026-06-15", months: 1, plan: ["2026-07-15", "2026-07-16"]) == ["2026-06-30", "2026-07-15"])
        #expect(dates("2024-01-30", months: 1, plan: []) == ["2024-01-31", "2024-02-29"])
    }

    @Test("The horizon keeps the day: a thirtieth does not reach the thirty-first")
    func horizon() {
        #expect(dates("2026-06-15", months: 18, plan: []).count == 18)
        #expect(dates("2026-06-30", months: 18, plan: []).count == 17)
        #expect(dates("2026-06-30", months: 18, plan: []).last == "2027-11-30")
        #expect(dates("2026-06-15", months: 18, plan: []).last == "2027-11-30")
        #expect(dates("2026-06-29", months: 0, plan: ["2026-06-30"]).isEmpty)
    }

    @Test("Somebody who leaves on a day is gone at the first evaluated date on or after it")
    func index() {
        let calendar = PlanCalendar(asOf: day("2026-06-15"), horizonMonths: 3, plan: [])
        let expected = [
            ("2026-06-16", 0), ("2026-06-30", 0), ("2026-07-01", 1), ("2026-07-31", 1), ("2026-08-31", 2),
            ("2026-09-01", 3), ("2030-01-01", 3),
        ]
        for (date, index) in expected { #expect(calendar.index(onOrAfter: day(date)) == index, "\(date)") }
    }
}
