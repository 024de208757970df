import Workforce

/// The clocks of one person in phases 2 to 4, by the person's own row and what the run found of it (domain rules §8).
struct PersonClocks {
    let person: Person
    /// In cents, as delivered.
    let monthlyWage: Int?
    let phase: UInt8
    let rules: PhaseRules
    let redundancyDate: CalendarDate?
    let expectedExit: CalendarDate?
    let asOf: CalendarDate
    let jurisdiction: Jurisdiction
    let pack: StatutePack

    /// In the order of the ledger; nothing of externals, whom none of these rules is for.
    var all: [Clock] {
        guard (2...4).contains(phase), !person.contract.isExternal else { return [] }
        let planned = plannedNotice
        let clocks: [Clock?] = [
            noticeEnd, planned.map(noticeLatest), employeeNoticeEnd, nonRenewalNotice, chainRule,
            redeploymentEnd(planned), transitionPayment,
        ]
        return clocks.compactMap { $0 } + outplacement(planned) + [pensionDate].compactMap { $0 }
    }

    /// In service at the run.
    var isInService: Bool { phase == 2 || phase == 3 }

    /// Leaves for a reason that asks nothing of the employer.
    var isOwnDoing: Bool {
        person.exitReason.isVoluntaryOrNatural || person.exitReason == .cause || person.exitReason == .probation
    }

    private var pensionDate: Clock? {
        guard let birthDate = person.birthDate, let pension = pack.pensionDate(birthDate: birthDate),
            let entry = pension.entry
        else { return nil }
        let age = pack.pensionAges[entry]
        let (years, months) = age.ageMonths.quotientAndRemainder(dividingBy: 12)
        let projected = pension.isProjected
        return Clock(
            .pensionDate, .event, on: pension.date, pack: pack,
            origin: StatuteOrigin(source: age.source, certainty: age.certainty), isProjected: projected,
            inputs: [
                Evidence.Input("birth_date", birthDate), Evidence.Input("age_years", years),
                Evidence.Input("age_months", months),
            ],
            statement: Statement(
                english: "State pension begins on \(pension.date.inEnglish), at the age of \(years)"
                    + (months == 0 ? "" : " and \(months) \(months == 1 ? "month" : "months")")
                    + (projected ? ", if the last published age holds on." : "."),
                dutch: "Het wettelijk pensioen gaat in op \(pension.date.inDutch), bij een leeftijd van \(years) jaar"
                    + (months == 0 ? "" : " en \(months) \(months == 1 ? "maand" : "maanden")")
                    + (projected ? ", als de laatst vastgestelde leeftijd blijft gelden." : ".")))
    }
}
