import Testing
import Workforce

@testable import Intake

@Suite("Side files")
struct SideFileReaderTests {
    private func read(_ target: Mapping.Target, _ text: String, change: (inout FileMapping) -> Void = { _ in }) throws
        -> (files: SideFiles, outcome: SideFileReader.Outcome)
    {
        let scratch = try ScratchFolder()
        let path = try scratch.write("\(target.rawValue).csv", text)
        var mapping = FileMapping(target: target, pattern: "*.csv")
        mapping.passThrough = true
        change(&mapping)
        var files = SideFiles()
        let outcome = SideFileReader().read(
            BundleFile(name: "\(target.rawValue).csv", path: path), mapping: mapping, into: &files)
        return (files, outcome)
    }

    private func day(_ text: String) throws -> CalendarDate { try #require(CalendarDate(iso: text)) }

    @Test(
        "No blank at an end of a statutory unit's code survives, and blanks alone are none",
        arguments: [("Oost ", "Oost"), ("\u{a0}Oost\u{2003}", "Oost"), ("O ost", "O ost"), ("\u{a0}", nil)]
            as [(String, String?)])
    func statutoryUnits(written: String, code: String?) throws {
        let places = try read(
            .establishments,
            "establishment,statutory_area,technical_unit\nA,\"\(written)\",\"\(written)\"\n")
        #expect(places.files.establishments?.map(\.statutoryArea) == [code])
        #expect(places.files.establishments?.map(\.technicalUnit) == [code])
    }

    @Test("Every column of every side file is read")
    func everything() throws {
        let jobs = try read(
            .jobs, "job,title,job_group,isco08,esco,level,sector\nK1,Cashier,shop,5230,http://e/1,3,retail\n")
        var job = Job(job: "K1", title: "Cashier", jobGroup: "shop", isco08: "5230")
        (job.esco, job.level, job.sector) = ("http://e/1", "3", "retail")
        #expect(jobs.files.jobs == [job])

        let places = try read(
            .establishments,
            "establishment,name,country,region,statutory_area,technical_unit,postcode\n"
                + "AMS,Dam,nl,Groot Amsterdam,NH,TU,1012 JS\n"
        )
        var place = Establishment(establishment: "AMS", country: "NL", region: "Groot Amsterdam")
        (place.name, place.statutoryArea, place.technicalUnit, place.postcode) = ("Dam", "NH", "TU", "1012 JS")
        #expect(places.files.establishments == [place])

        let units = try read(.units, "unit,name,parent,establishment,trainers\nU1,Till,U0,AMS,3\n")
        var unit = OrganisationalUnit(unit: "U1")
        (unit.name, unit.parent, unit.establishment, unit.trainers) = ("Till", "U0", "AMS", 3)
        #expect(units.files.units == [unit])

        let plan = try read(
            .plan,
            "job_group,establishment,date,planned_fte,reference_date,announced_on,embargo_until,note\n"
                + "*,AMS,2026-06-30,12.345,2026-03-01,2026-02-01,2026-02-15,merger\nshop,*,2026-06-30,0,,,,\n")
        var row = PlanRow(jobGroup: nil, establishment: "AMS", date: try day("2026-06-30"), centiFTE: 1235)
        row.referenceDate = try day("2026-03-01")
        row.announcedOn = try day("2026-02-01")
        row.embargoUntil = try day("2026-02-15")
        row.note = "merger"
        let second = PlanRow(jobGroup: "shop", establishment: nil, date: try day("2026-06-30"), centiFTE: 0)
        #expect(plan.files.plan == [row, second])

        let indicators = try read(
            .indicators, "scope,code,indicator,value,date,respondents\nunit,U1,engagement,-7.25,2026-01-01,12\n")
        var indicator = IndicatorRow(scope: .unit, code: "U1", indicator: "engagement", value: -7.25)
        (indicator.date, indicator.respondents) = (try day("2026-01-01"), 12)
        #expect(indicators.files.indicators == [indicator])

        let vacancies = try read(
            .vacancies,
            "vacancy,job,establishment,fte,open_from,open_until,skills\nV1,K1,AMS,0.8,2026-01-01,2026-03-01,a | b|a\n")
        var vacancy = Vacancy(vacancy: "V1", job: "K1")
        (vacancy.establishment, vacancy.centiFTE, vacancy.skills) = ("AMS", 80, ["a", "b"])
        (vacancy.openFrom, vacancy.openUntil) = (try day("2026-01-01"), try day("2026-03-01"))
        #expect(vacancies.files.vacancies == [vacancy])

        let internships = try read(
            .internships,
            "internship,unit,job,title,field,level,track,qualification,accreditation,starts,ends,hours_per_week,places,"
                + "audience,trainer,description\n"
                + "I1,U1,K1,T,F,3,BBL,Q,A,2026-02-01,2026-07-01,32.5,2,in-transition,E9,D\n"
        )
        var internship = Internship(internship: "I1", unit: "U1", places: 2)
        (internship.job, internship.title, internship.field, internship.level) = ("K1", "T", "F", "3")
        (internship.track, internship.qualification, internship.accreditation) = ("BBL", "Q", "A")
        (internship.starts, internship.ends) = (try day("2026-02-01"), try day("2026-07-01"))
        (internship.hoursPerWeek, internship.audience) = (3250, .inTransition)
        (internship.trainer, internship.description) = ("E9", "D")
        #expect(internships.files.internships == [internship])
        for outcome in [jobs.outcome, places.outcome, units.outcome, plan.outcome, indicators.outcome] {
            #expect(outcome.problems.isEmpty && outcome.refusals.isEmpty && outcome.rows > 0 && outcome.rejected == 0)
        }
    }

    @Test("Planned FTE in hours is divided by the hours of full time, and what the mapping says is a share")
    func hours() throws {
        let text =
            "job_group,establishment,date,planned_fte\nA,*,2026-06-30,1440\nB,*,2026-06-30,10.5\nC,*,2026-06-30,none\n"
        let result = try read(.plan, text) { mapping in
            mapping.columns["planned_fte"] = ColumnMapping(column: "planned_fte")
            mapping.columns["planned_fte"]?.fullTime = FullTime("36")
            mapping.columns["planned_fte"]?.values = ["none": "2.5"]
        }
        #expect(result.files.plan?.map(\.centiFTE) == [4000, 29, 250])
        #expect(result.outcome.problems.isEmpty)
    }

    @Test("A mapping's constants, conditions, value maps, formats, nulls and filters hold as for employees")
    func mapped() throws {
        let text =
            "kind;place;from;fte;state\nA;AMS;30-6-2026;1.250,5;plan\nB;RTM;31-12-9999;3;plan\n"
            + "C;RTM;1-7-2026;4;draft\nD;RTM;2-7-2026;4;plan\nA;AMS;2026-09-01;1;plan\nA;-;1-8-2026;n.v.t.;plan\n"
        let result = try read(.plan, text) { mapping in
            mapping.passThrough = false
            mapping.format.dates = ["d-M-yyyy"]
            mapping.format.decimalMark = UInt8(ascii: ",")
            mapping.format.thousandsMark = UInt8(ascii: ".")
            mapping.format.nullTokens = ["31-12-9999", "-"]
            mapping.filters = [RowFilter(column: "state", values: ["draft"], excludes: true)]
            mapping.columns["job_group"] = ColumnMapping(column: "kind")
            mapping.columns["job_group"]?.values = ["A": "shop", "*": "office"]
            mapping.columns["establishment"] = ColumnMapping(cases: [
                ColumnMapping.Case(when: ["place": ["AMS", "RTM"]], source: .columns(["place"], separator: "")),
                ColumnMapping.Case(source: .constant("*")),
            ])
            mapping.columns["date"] = ColumnMapping(column: "from")
            mapping.columns["planned_fte"] = ColumnMapping(column: "fte")
            mapping.columns["planned_fte"]?.values = ["n.v.t.": "0.50"]
            mapping.columns["note"] = ColumnMapping(cases: [
                ColumnMapping.Case(source: .columns(["kind", "place"], separator: "/"))
            ])
        }
        var first = PlanRow(jobGroup: "shop", establishment: "AMS", date: try day("2026-06-30"), centiFTE: 125_050)
        first.note = "A/AMS"
        // A mapped value is canonical: its point is a decimal point though the file's mark is the comma.
        var last = PlanRow(jobGroup: "shop", establishment: nil, date: try day("2026-08-01"), centiFTE: 50)
        last.note = "A"
        var other = PlanRow(jobGroup: "office", establishment: "RTM", date: try day("2026-07-02"), centiFTE: 400)
        other.note = "D/RTM"
        #expect(result.files.plan == [first, other, last])
        #expect(result.outcome.rows == 5)
        #expect(result.outcome.rejected == 2)
        // An ISO date that the file's own format does not name is no date of the file.
        #expect(result.outcome.problems.map(\.code) == ["missing-value", "unreadable-date"])
        #expect(result.outcome.problems[0].line == 3 && result.outcome.problems[0].column == "from")
    }

    @Test("The same row twice is one, also when it comes from a file with a row per person")
    func repeated() throws {
        let jobs = try read(.jobs, "job,title\nK1,Cashier\nK1,Cashier\nK1,Kassier\n")
        #expect(jobs.files.jobs == [Job(job: "K1", title: "Cashier")])
        #expect(jobs.outcome.problems.map(\.code) == ["repeated-row"])
        #expect(jobs.outcome.rejected == 0)
        let plan = try read(.plan, "job_group,establishment,date,planned_fte\n*,A,2026-06-30,0\n*,A,2026-06-30,0\n")
        #expect(plan.outcome.refusals.map(\.code) == ["repeated-plan-row"])
        let indicators = try read(
            .indicators,
            "scope,code,indicator,value,date\nunit,U,e,1,2026-01-01\nunit,U,e,2,2026-02-01\nunit,U,e,1,2026-01-01\n")
        #expect(indicators.files.indicators?.count == 2)
    }

    @Test("A dropped column is not read, and an empty file of rows replaces by nothing")
    func droppedAndEmpty() throws {
        let units = try read(.units, "unit,name\nU1,Till\n") { $0.drop = ["name"] }
        #expect(units.files.units == [OrganisationalUnit(unit: "U1")])
        #expect(try read(.vacancies, "vacancy,job\n").files.vacancies == [])
    }

    @Test("Persons' and trainers' values are masked, the employer's are shown")
    func masked() throws {
        let shown = try read(.plan, "job_group,establishment,date,planned_fte\n*,A,june,0\n").outcome.problems
        #expect(shown.map(\.value) == ["june"])
        let masked = try read(.indicators, "scope,code,indicator,value\nemployee,E1,engagement,Jansen9\n").outcome
            .problems
        #expect(masked.map(\.value) == ["aaaaaa9"])
    }
}
