import Prevention
import Workforce

/// A date from its ISO form; the tests write nothing else.
func day(_ text: String) -> CalendarDate {
    guard let date = CalendarDate(iso: text) else { preconditionFailure("not a date: \(text)") }
    return date
}

extension StatutePack {
    /// The Netherlands as the statutory parameters have them.
    static let netherlands: StatutePack = {
        var pack = StatutePack(country: "NL", version: "test-1", selectionOrder: .proportionality)
        pack.notice = [
            Notice(
                from: day("1999-01-01"),
                steps: [(0, 1), (5, 2), (10, 3), (15, 4)].map { Notice.Step(fromYears: $0.0, months: $0.1) },
                pastPensionAgeMonths: 1, endsAtMonthEnd: true, source: "BW 7:672", certainty: .verified)
        ]
        let ages: [(Int, Int, Int, Int)] = [
            (1957, 2012, 780, 780), (2019, 2021, 796, 796), (2022, 2022, 799, 799), (2023, 2023, 802, 802),
            (2024, 2027, 804, 804), (2028, 2031, 804, 807),
        ]
        pack.pensionAges = ages.map {
            PensionAge(
                fromYear: $0.0, toYear: $0.1, reachedMonths: $0.2, ageMonths: $0.3, source: "AOW 7a",
                certainty: .verified)
        }
        return pack
    }()

    /// Belgium: no statutory order, pension by the year of the 65th birthday from the next month on, notice in weeks.
    static let belgium: StatutePack = {
        var pack = StatutePack(country: "BE", version: "test-1", selectionOrder: .none)
        let months = [(0, 1), (3, 3), (4, 4), (5, 5), (6, 6), (9, 7), (12, 8), (15, 9), (18, 10), (21, 11), (24, 12)]
        var notice = Notice(
            from: day("2014-01-01"),
            steps: (months + [(36, 13), (48, 15)]).map { Notice.Step(fromMonths: $0, length: $1) },
            pastPensionAgeMonths: nil, endsAtMonthEnd: false, source: "", certainty: .verified)
        notice.unit = .weeks
        notice.increases = [(5, 3), (20, 2), (21, 1)].map { Notice.Increase(fromYears: $0, length: $1) }
        notice.pastPensionAge = Notice.PastPensionAge(length: 26, isLimit: true)
        notice.byEmployee = Notice.ByEmployee(
            steps: [(0, 1), (3, 2), (12, 4), (48, 7), (96, 13)].map { Notice.Step(fromMonths: $0, length: $1) })
        let unverified = StatuteOrigin(source: "", certainty: .unverified)
        notice.cap = Notice.Cap(contractsFrom: day("2026-06-01"), length: 52, origin: unverified)
        notice.frozenPart = Notice.FrozenPart(
            serviceBefore: day("2014-01-01"), monthsPerPeriod: 3, periodYears: 5, englishAssumption: "a",
            dutchAssumption: "a", origin: unverified)
        pack.notice = [notice]
        pack.pensionStartsNextMonth = true
        pack.pensionAges = [
            PensionAge(
                fromYear: 1900, toYear: 2024, reachedMonths: 780, ageMonths: 780, source: "", certainty: .unverified),
            PensionAge(
                fromYear: 2025, toYear: 2028, reachedMonths: 780, ageMonths: 792, source: "", certainty: .unverified),
            PensionAge(
                fromYear: 2029, toYear: 9999, reachedMonths: 780, ageMonths: 804, source: "", certainty: .unverified),
        ]
        return pack
    }()
}

/// A workforce by rows, which the tests can read and change.
struct TestWorkforce {
    var asOf = day("2026-06-30")
    var country = "NL"
    var people: [EmployeeRow] = []
    var jobs: [Job] = []
    var establishments: [Establishment] = []
    var plan: [PlanRow] = []
    var headcounts = PastHeadcounts()
    /// Without draws: what they say cannot be written down beforehand, and has tests of its own.
    var policy = PreventionPolicy.deterministic
    var statutes: [StatutePack] = [.netherlands, .belgium]

    var workforce: Workforce {
        var workforce = Workforce(asOf: asOf, employerCountry: country, employees: EmployeeColumns(rows: people))
        workforce.jobs = jobs
        workforce.establishments = establishments
        workforce.plan = plan
        workforce.history.headcounts = headcounts.history
        return workforce
    }

    func assess() -> PreventionResult { PreventionEngine(policy: policy, statutes: statutes).assess(workforce) }

    /// Adds somebody of job `job` in `E`, hired on a date, born on 1980-01-01 unless told otherwise.
    mutating func add(
        _ id: String, hired: String = "2015-01-01", job: String = "J", establishment: String = "E",
        _ change: (inout EmployeeRow) -> Void = { _ in }
    ) {
        var row = EmployeeRow(id: id, hireDate: day(hired), job: job, establishment: establishment)
        row.birthDate = day("1980-01-01")
        change(&row)
        people.append(row)
    }

    /// From `date` on the job group in the establishment is planned at hundredths of FTE; nil is `*`.
    mutating func plan(
        _ jobGroup: String?, _ establishment: String?, _ date: String, _ centiFTE: Int, reference: String? = nil
    ) {
        var row = PlanRow(jobGroup: jobGroup, establishment: establishment, date: day(date), centiFTE: centiFTE)
        row.referenceDate = reference.map(day)
        plan.append(row)
    }
}

extension PreventionResult {
    /// The group of a job group and an establishment.
    func group(_ jobGroup: String, _ establishment: String) -> SelectionGroup? {
        groups.first { $0.jobGroup == jobGroup && $0.establishment == establishment }
    }
}

extension PreventionPolicy {
    /// The defaults without the draws of domain rules §6.
    static var deterministic: PreventionPolicy {
        var policy = PreventionPolicy()
        policy.draws = 0
        return policy
    }
}
