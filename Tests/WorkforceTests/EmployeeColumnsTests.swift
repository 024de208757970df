import Testing
import Workforce

@Suite("Employee columns")
struct EmployeeColumnsTests {
    @Test("A row goes in and comes out as it was")
    func roundTrip() throws {
        let hired = try #require(CalendarDate(iso: "2010-05-01"))
        var full = EmployeeRow(id: "E1", hireDate: hired, job: "J1", establishment: "S1")
        full.name = "Ada Jansen"
        full.birthDate = CalendarDate(iso: "1980-02-29")
        full.unit = "U1"
        full.contract = .onCall
        full.gender = .other
        full.renewal = .no
        full.exitReason = .contractEnd
        full.contractEnd = CalendarDate(iso: "2027-01-01")
        full.indispensable = true
        full.centiFTE = 56
        full.monthlySalary = 312_345
        full.trainingHours = 0
        full.skills = ["a", "b"]
        let bare = EmployeeRow(id: "", hireDate: hired, job: "J2", establishment: "S1")
        let columns = EmployeeColumns(rows: [full, bare, full])
        #expect(columns.count == 3)
        #expect(columns.row(0) == full)
        #expect(columns.row(1) == bare)
        #expect(columns.row(2) == full)
    }

    @Test(
        "In service from the hire date up to the day before the exit",
        arguments: [
            ("2026-01-01", nil, true), ("2026-01-02", nil, false), ("2020-01-01", "2026-01-01", false),
            ("2020-01-01", "2026-01-02", true),
        ] as [(String, String?, Bool)])
    func inService(hired: String, exits: String?, expected: Bool) throws {
        let asOf = try #require(CalendarDate(iso: "2026-01-01"))
        var row = EmployeeRow(
            id: "E", hireDate: try #require(CalendarDate(iso: hired)), job: "J", establishment: "S")
        row.exitDate = exits.flatMap { CalendarDate(iso: $0) }
        #expect(EmployeeColumns(rows: [row]).isInService(0, at: asOf) == expected)
    }
}
