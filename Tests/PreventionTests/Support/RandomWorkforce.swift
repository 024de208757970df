import Prevention
import Workforce

/// Small workforces full of corners, the same from the same seed: wildcards, split plan rows, zero FTE, equal service,
/// missing and leap-day birth dates, pension dates in the horizon, closings, people in phase 3, renewals, externals,
/// several countries, future hires and leavers.
struct RandomWorkforce {
    private var random: SeededGenerator
    private(set) var test = TestWorkforce()
    /// Every other workforce is one large group of much the same people, where bands, ties and the indispensable meet.
    private let isDense: Bool
    /// In some of those many people are in phase 3 already.
    private let phase3Rarity: Int

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
        isDense = seed % 2 == 1
        phase3Rarity = seed % 8 == 1 ? 3 : 30
        test.asOf = day(
            random.pick(["2026-06-30", "2026-06-15", "2024-02-29", "2027-12-31", "2026-01-31", "2028-02-28"]))
        if random.once(in: 4) { test.policy.leavesAtPensionAge = false }
        if random.once(in: 4) { test.policy.planIncludesExternals = false }
        if random.once(in: 3) { test.policy.horizonMonths = random.pick([6, 12, 24, 40]) }
        if random.once(in: 2) { test.policy.pensionAgeMonths = random.pick([780, 787, 804]) }
        if random.once(in: 5) { test.policy.decisionWeeks = 2 }
        if random.once(in: 5) { test.policy.aftercareMonths = 3 }
        if random.once(in: 5) { test.policy.contractEndMonths = 2 }
        test.country = random.pick(["NL", "NL", "NL", "US"])
        makeSideFiles()
        for number in 0..<random.pick(isDense ? [12, 25, 60] : [3, 8, 14, 25, 40]) {
            test.people.append(person(number))
        }
        makePlan()
    }

    private mutating func makeSideFiles() {
        test.jobs = [Job(job: "baker"), Job(job: "Zookeeper", jobGroup: "baker"), Job(job: "é", jobGroup: "ä")]
        if random.once(in: 2) { test.jobs.append(Job(job: "cook", jobGroup: random.pick(["cook", "chef"]))) }
        test.establishments = [
            Establishment(establishment: "E1", country: random.pick([nil, "NL", "NL", "BE"])),
            Establishment(establishment: "E2", country: random.pick(["NL", "NL", "US"])),
            Establishment(establishment: "unused", country: "BE"),
        ]
    }

    private mutating func date(near centre: CalendarDate, _ days: ClosedRange<Int>) -> CalendarDate {
        centre.adding(days: Int.random(in: days, using: &random))
    }

    private mutating func birthDate() -> CalendarDate? {
        switch Int.random(in: 0..<14, using: &random) {
        case 0: random.once(in: isDense ? 20 : 2) ? nil : day("1996-02-29")
        case 1, 2: date(near: test.asOf.anniversary(years: -67), -700...500)
        case 3: date(near: test.asOf.anniversary(years: -65), -100...600)
        case 4: day(random.pick(["1960-02-29", "1964-02-29", "1961-05-31", "1959-11-30"]))
        case 5: date(near: test.asOf.anniversary(years: random.pick([-15, -25, -35, -45, -55])), -2...2)
        default: date(near: test.asOf.anniversary(years: -40), -8_000...8_000)
        }
    }

    private mutating func person(_ number: Int) -> EmployeeRow {
        let asOf = test.asOf
        var hired = date(near: asOf, -6_000...(-100))
        if isDense || random.once(in: 2) {
            hired = asOf.anniversary(years: random.pick([-1, -1, -3, -5, -10, -11, -15]))
        }
        if random.once(in: 12) { hired = date(near: asOf, -2...60) }
        var row = EmployeeRow(
            id: "\(random.pick(["p", "P", "10", "9"]))\(number)", hireDate: hired,
            job: random.pick(["baker", "Zookeeper", "é", "cook", "ä"]),
            establishment: random.pick(["E1", "E1", "E2", "E3"]))
        if isDense { (row.job, row.establishment) = (random.once(in: 9) ? "cook" : "baker", "E1") }
        if random.once(in: 5) { row.serviceSince = min(hired, date(near: hired, -2_000...0)) }
        if random.once(in: 6) { row.jobSince = date(near: asOf.anniversary(years: -11), -1...1) }
        row.birthDate = birthDate()
        row.contract = random.pick([
            .permanent, .permanent, .permanent, .permanent, .fixedTerm, .fixedTerm, .onCall, .agency, .contractor,
            .apprentice,
        ])
        if isDense, !random.once(in: 8) { row.contract = .permanent }
        if random.once(in: row.contract == .permanent ? 15 : 2) {
            row.contractEnd = date(near: asOf, -60...400)
            if random.once(in: 4) { row.contractEnd = asOf.adding(months: random.pick([2, 6])) }
        }
        row.renewal = random.pick([.absent, .absent, .yes, .no])
        let rarity = isDense ? phase3Rarity : 10
        if random.once(in: rarity) { row.redundantSince = date(near: asOf, -200...90) }
        if random.once(in: rarity) { row.noticeDate = date(near: asOf, -150...60) }
        if random.once(in: rarity) { row.exitDate = max(hired, date(near: asOf, -400...300)) }
        if random.once(in: 25) { row.noticeDate = asOf }
        if random.once(in: 25) { row.redundantSince = asOf }
        if random.once(in: 25) {
            row.exitDate = max(hired, random.pick([asOf, asOf.adding(days: 1), asOf.adding(months: -12)]))
        }
        if row.exitDate != nil || row.noticeDate != nil || random.once(in: 20) {
            row.exitReason = random.pick(ExitReason.allCases)
        }
        row.indispensable = random.once(in: 7)
        row.centiFTE = random.pick([100, 100, 100, 80, 50, 33, 10, 5, 0])
        row.trainingHours = random.pick([nil, 0, 100])
        return row
    }

    private mutating func makePlan() {
        let asOf = test.asOf
        var days = (0..<4).map { _ in date(near: asOf, -300...800) }
        days += [asOf.endOfMonth, asOf, asOf.adding(days: 1), asOf.adding(months: test.policy.horizonMonths)]
        if random.once(in: 3) { days = Array(days.prefix(2)) }
        for _ in 0..<random.pick([0, 1, 2, 4, 8, 12]) {
            var jobGroup = random.pick(["baker", "ä", "cook", "chef", "nobody", nil, nil])
            var establishment = random.pick(["E1", "E2", "E3", "nowhere", nil, nil])
            if isDense {
                (jobGroup, establishment) = (random.pick(["baker", "baker", nil]), random.pick(["E1", nil]))
            }
            let date = random.pick(days)
            let isTaken = test.plan.contains {
                $0.jobGroup == jobGroup && $0.establishment == establishment && $0.date == date
            }
            if isTaken { continue }
            let supply = test.people.reduce(0) { $0 + $1.centiFTE }
            let some = [supply / 10, supply / 3, supply / 2, supply * 7 / 10, supply * 9 / 10]
            var row = PlanRow(
                jobGroup: jobGroup, establishment: establishment, date: date,
                centiFTE: isDense && !random.once(in: 4)
                    ? random.pick(some)
                    : random.pick([0, 0, 1, 7, 50, 100, 155, 240, 333, 500, 800, 1_500] + some))
            if random.once(in: 3) { row.referenceDate = self.date(near: asOf, -300...500) }
            test.plan.append(row)
        }
    }
}
