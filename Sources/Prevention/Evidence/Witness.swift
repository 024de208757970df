import Workforce

/// Says of one person what each rule read and found, structured and in words.
struct Witness {
    let person: Person
    let asOf: CalendarDate
    let policy: PreventionPolicy
    let jurisdiction: Jurisdiction

    /// One matching rule with its inputs.
    func rule(_ rule: PhaseRules, group: SelectionGroup, row: Int, result: PreventionResult) -> Evidence.Rule {
        let level = Evidence.Level(phase: rule.phase) ?? .primary
        var inputs: [Evidence.Input] = []
        func read(_ name: String, _ date: CalendarDate?) {
            if let date { inputs.append(Evidence.Input(name: name, value: date.description)) }
        }
        func read(_ name: String, _ code: String) {
            if !code.isEmpty { inputs.append(Evidence.Input(name: name, value: code)) }
        }
        var statute: Evidence.Statute?
        switch rule {
        case .ended:
            read("exit_date", person.exitDate)
            read("exit_reason", person.exitReason.code)
        case .notice:
            read("notice_date", person.noticeDate)
            read("exit_date", person.exitDate)
            read("exit_reason", person.exitReason.code)
            if person.exitDate == nil, let given = person.noticeDate {
                (inputs, statute) = (inputs + noticeInputs(givenOn: given), noticeStatute(givenOn: given))
            }
        case .agreedExit:
            read("exit_date", person.exitDate)
            read("exit_reason", person.exitReason.code)
        case .declared:
            read("redundant_since", person.redundantSince)
            if let since = person.redundantSince {
                (inputs, statute) = (inputs + noticeInputs(givenOn: since), noticeStatute(givenOn: since))
            }
        case .announced:
            read("notice_date", person.noticeDate)
            read("redundant_since", person.redundantSince)
            read("exit_reason", person.exitReason.code)
        case .indicated, .closing:
            read("job_group", group.jobGroup)
            read("establishment", group.establishment)
            read("group_redundancy_date", group.redundancyDate)
            read("decisive_date", group.decisiveDate)
            read("reference_date", group.referenceDate)
            read("redundancy_date", result.redundancyDate[row])
        case .likely:
            read("probability", Statement.fte(Int(result.probability[row]), "."))
            read("basis", result.basis(of: row).code)
            read("likely_threshold", "\(policy.likelyThreshold)")
            read("job_group", group.jobGroup)
            read("establishment", group.establishment)
        case .fixedTermEnd, .assignmentEnd:
            read("contract", person.contract.code)
            read("contract_end", person.contractEnd)
            read("contract_renewal", person.renewal.code)
        default:
            read("hire_date", person.hireDate)
        }
        return Evidence.Rule(
            identifier: rule.identifiers.first ?? "", level: level, inputs: inputs, statute: statute,
            statement: statement(of: rule, group: group, row: row, result: result))
    }

    /// The known leave dates, each with its source (domain rules §3).
    var leave: [Evidence.Leave] {
        let end = CalendarDate(dayNumber: Int32.max)
        let dates = LeaveDates(of: person, asOf: asOf, policy: policy, jurisdiction: jurisdiction, limit: end)
        var leave: [Evidence.Leave] = []
        if let date = dates.exit { leave.append(Evidence.Leave(basis: "exit", date: date, statute: nil)) }
        if let date = dates.noticeEnd, let given = person.noticeDate {
            // Of a notice long over the date is the rules' own: no law says tomorrow.
            let end = noticePeriod(givenOn: given)?.end
            let isOver = end.map { $0 <= asOf } ?? false
            leave.append(
                Evidence.Leave(
                    basis: "notice-end", date: date, statute: isOver ? nil : noticeStatute(givenOn: given),
                    passed: isOver ? end : nil))
        }
        if let date = dates.contractEnd {
            leave.append(Evidence.Leave(basis: "contract-end", date: date, statute: nil))
        }
        if let date = dates.pension {
            leave.append(Evidence.Leave(basis: "pension", date: date, statute: pensionStatute))
        }
        return leave
    }

    /// Says that the expected exit is tomorrow only because its own day has passed and nothing came after it.
    var overdue: Statement? {
        guard person.exitDate == nil else { return nil }
        let given = person.noticeDate.flatMap { $0 <= asOf ? $0 : nil }
        guard let day = given ?? person.redundantSince, day <= asOf, let period = noticePeriod(givenOn: day),
            period.end <= asOf
        else { return nil }
        return Statement(
            english:
                "The notice ended on \(period.end.inEnglish), and the export still has the person in service without an "
                + "exit date: the expected exit is therefore tomorrow, every night anew.",
            dutch:
                "De opzegtermijn eindigde op \(period.end.inDutch), en in de export is de persoon nog in dienst zonder "
                + "vertrekdatum: het verwachte vertrek is daarom morgen, elke nacht opnieuw.")
    }

    /// The vital signs with their values (domain rules §5), raised or not; nothing is said of what is missing.
    func vitalSigns(raised: VitalSigns, lowest: DemandStep?, supply: Int) -> [Evidence.VitalSign] {
        let years = person.yearsInJob(at: asOf)
        var signs = [
            Evidence.VitalSign(
                identifier: "inertia", isRaised: raised.contains(.inertia),
                inputs: [Evidence.Input(name: "years_in_job", value: String(years))],
                statement: Statement(
                    english: "\(years) years in the same job.", dutch: "\(years) jaar in dezelfde functie."))
        ]
        if let hours = person.trainingHours {
            signs.append(
                Evidence.VitalSign(
                    identifier: "untrained", isRaised: raised.contains(.untrained),
                    inputs: [Evidence.Input(name: "training_hours_12m", value: Statement.fte(hours, "."))],
                    statement: Statement(
                        english: "\(Statement.fte(hours, ".")) hours of training in the past twelve months.",
                        dutch: "\(Statement.fte(hours, ",")) uur scholing in de afgelopen twaalf maanden.")))
        }
        if let lowest {
            signs.append(
                Evidence.VitalSign(
                    identifier: "declining-job", isRaised: raised.contains(.decliningJob),
                    inputs: [
                        Evidence.Input(name: "supply_fte", value: Statement.fte(supply, ".")),
                        Evidence.Input(name: "lowest_planned_fte", value: Statement.fte(lowest.centiFTE, ".")),
                        Evidence.Input(name: "lowest_planned_from", value: lowest.from.description),
                    ],
                    statement: Statement(
                        english: "The plan goes from \(Statement.fte(supply, ".")) FTE now to "
                            + "\(Statement.fte(lowest.centiFTE, ".")) FTE from \(lowest.from.inEnglish).",
                        dutch: "Het plan gaat van \(Statement.fte(supply, ",")) fte nu naar "
                            + "\(Statement.fte(lowest.centiFTE, ",")) fte vanaf \(lowest.from.inDutch).")))
        }
        return signs
    }

    // MARK: Statutes

    private func noticeInputs(givenOn day: CalendarDate) -> [Evidence.Input] {
        guard let period = noticePeriod(givenOn: day) else { return [] }
        return [
            Evidence.Input(name: "service_since", value: person.serviceSince.description),
            Evidence.Input(name: "service_years", value: String(period.serviceYears)),
        ] + period.inputs
    }

    /// The statutory notice that a day starts: of a resignation by the employee, else by the employer.
    func noticePeriod(givenOn day: CalendarDate) -> NoticePeriod? {
        let byEmployee = day == person.noticeDate && person.exitReason.isVoluntaryOrNatural
        return jurisdiction.noticePeriod(of: person, givenOn: day, byEmployee: byEmployee)
    }

    private func noticeStatute(givenOn day: CalendarDate) -> Evidence.Statute? {
        guard let pack = jurisdiction.pack, let period = noticePeriod(givenOn: day) else { return nil }
        let origin = pack.origin(of: period)
        return Evidence.Statute(
            country: pack.country, version: pack.version, rule: "notice", source: origin.source,
            isVerified: origin.certainty == .verified, isProjected: false)
    }

    /// The pension age behind the person's pension date; nil where it is configured.
    var pensionStatute: Evidence.Statute? {
        guard let pack = jurisdiction.pack, let pension = jurisdiction.pensionDate(of: person),
            let entry = pension.entry
        else { return nil }
        return Evidence.Statute(
            country: pack.country, version: pack.version, rule: "pension-age", source: pack.pensionAges[entry].source,
            isVerified: pack.pensionAges[entry].certainty == .verified, isProjected: pension.isProjected)
    }
}
