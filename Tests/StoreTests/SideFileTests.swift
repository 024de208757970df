import Foundation
import GRDB
import Testing
import Workforce

@testable import Store

@Suite("Side files")
struct SideFileTests {
    static let start = CalendarDate(dayNumber: 20_400)

    static var everything: SideFiles {
        var files = SideFiles()
        var job = Job(job: "J1", title: "Vakman", jobGroup: "G", isco08: "7412")
        (job.esco, job.level, job.sector) = ("http://data.europa.eu/esco/occupation/x", "3", "techniek")
        files.jobs = [job, Job(job: "J2")]
        var establishment = Establishment(establishment: "S1", country: "NL", region: "Twente")
        (establishment.name, establishment.statutoryArea, establishment.technicalUnit, establishment.postcode) =
            ("Enschede", "A", "T", "7511")
        files.establishments = [establishment, Establishment(establishment: "S2")]
        var unit = OrganisationalUnit(unit: "U1")
        (unit.name, unit.parent, unit.establishment, unit.trainers) = ("Montage", "U0", "S1", 3)
        files.units = [unit, OrganisationalUnit(unit: "U0")]
        var plan = PlanRow(jobGroup: nil, establishment: "S1", date: start, centiFTE: 5_000_000_000)
        (plan.referenceDate, plan.announcedOn, plan.embargoUntil, plan.note) =
            (start.adding(days: 1), start.adding(days: 2), start.adding(days: 3), "sluiting")
        files.plan = [plan, PlanRow(jobGroup: "G", establishment: nil, date: start.adding(days: 9), centiFTE: 0)]
        var indicator = IndicatorRow(scope: .unit, code: "U1", indicator: "engagement", value: 7.123456789)
        (indicator.date, indicator.respondents) = (start, 12)
        files.indicators = [indicator, IndicatorRow(scope: .organisation, code: "", indicator: "x", value: -0.1)]
        var vacancy = Vacancy(vacancy: "V1", job: "J2")
        (vacancy.establishment, vacancy.centiFTE, vacancy.openFrom, vacancy.openUntil, vacancy.skills) =
            ("S2", 80, start, start.adding(days: 30), ["lassen", "tekening lezen"])
        files.vacancies = [vacancy, Vacancy(vacancy: "V2", job: "J1")]
        var internship = Internship(internship: "I1", unit: "U1", places: 2)
        (internship.job, internship.title, internship.field, internship.level) = ("J1", "Stage", "techniek", "mbo-3")
        (internship.track, internship.qualification, internship.accreditation) = ("bbl", "25331", "100")
        (internship.starts, internship.ends, internship.hoursPerWeek) = (start, start.adding(days: 200), 3_200)
        (internship.audience, internship.trainer, internship.description) = (.inTransition, "Piet Geheim", "Leren")
        files.internships = [internship, Internship(internship: "I2", unit: "U2", places: 0)]
        return files
    }

    func load(_ database: Store.Database, _ day: Int) throws -> Workforce {
        try database.loadWorkforce(asOf: Self.start.adding(days: day), employerCountry: "NL", aftercareMonths: 12)
            .workforce
    }

    func save(_ database: Store.Database, _ day: Int, _ files: SideFiles) throws {
        let row = EmployeeRow(id: "A", hireDate: Self.start, job: "J", establishment: "S")
        _ = try database.saveSnapshot(
            Snapshot(
                asOf: Self.start.adding(days: day), source: "s", employees: EmployeeColumns(rows: [row]),
                sideFiles: files), report: "{}", leavers: .onMissing, now: Date())
    }

    @Test("Every field of every side file comes back")
    func roundTrip() throws {
        let database = try Scratch().open()
        try save(database, 0, Self.everything)
        let workforce = try load(database, 0)
        #expect(workforce.jobs == Self.everything.jobs)
        #expect(workforce.establishments == Self.everything.establishments)
        #expect(workforce.units == Self.everything.units)
        #expect(workforce.plan == Self.everything.plan)
        #expect(workforce.indicators == Self.everything.indicators)
        #expect(workforce.vacancies == Self.everything.vacancies)
        #expect(workforce.internships == Self.everything.internships)
    }

    @Test("A side file replaces the former one whole; an absent one leaves the former in force, also of the same date")
    func inForce() throws {
        let scratch = try Scratch()
        let database = try scratch.open()
        try save(database, 0, Self.everything)
        var second = SideFiles()
        second.plan = []
        try save(database, 10, second)
        #expect(try load(database, 5).plan.count == 2)
        #expect(try load(database, 10).plan == [])
        #expect(try load(database, 10).jobs.count == 2)
        try save(database, 10, SideFiles())
        #expect(try load(database, 10).plan == [])
        // The same again costs nothing, and trainers are nowhere to be read.
        try save(database, 20, Self.everything)
        #expect(try database.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM side_file") } == 8)
        try database.emptyLog()
        let bytes = try Data(contentsOf: URL(fileURLWithPath: scratch.path))
        #expect(bytes.range(of: Data("Geheim".utf8)) == nil)
    }
}
