import Workforce

/// `employees.csv` of one snapshot, line by line.
struct EmployeesFile {
    /// Codes as bytes, made once.
    struct Codes {
        var teams: [[UInt8]]
        var sites: [[UInt8]]
        /// By family: the junior job and the senior one (the same where there is one).
        var jobs: [(junior: [UInt8], senior: [UInt8])]
        var skills: [[[UInt8]]]

        init(_ layout: Layout) {
            teams = layout.teams.map { Array($0.code.utf8) }
            sites = layout.sites.map { Array($0.code.utf8) }
            jobs = JobFamily.all.map { (Array($0.jobs[0].code.utf8), Array($0.jobs[$0.jobs.count - 1].code.utf8)) }
            skills = JobFamily.all.map { $0.skills.map { Array($0.utf8) } }
        }
    }

    static let columns = [
        "employee_id", "name", "email", "birth_date", "gender", "hire_date", "service_since", "job", "job_since",
        "unit",
        "establishment", "contract", "contract_end", "contract_renewal", "fte", "monthly_salary", "redundant_since",
        "notice_date", "exit_date", "exit_reason", "indispensable", "training_hours_12m", "performance", "skills",
        "consent_introduction", "job_wish",
    ]

    private let file: ByteFile
    private let day: Int
    private let seed: UInt64
    private let codes: Codes
    private let dates: DateTexts
    private let contracts = ContractKind.allCases.map { Array($0.code.utf8) }
    private let reasons = ExitReason.allCases.map { Array($0.code.utf8) }
    /// What salaries are of those at the end of the sample, per mille: they rise by three per cent every January.
    private let salaryPerMille: Int
    private let firstHalfYear: Int

    init(folder: String, date: CalendarDate, until: CalendarDate, seed: UInt64, codes: Codes, dates: DateTexts)
        throws(SampleError)
    {
        file = try ByteFile(path: folder + "/employees.csv")
        day = Int(date.dayNumber)
        self.seed = seed
        self.codes = codes
        self.dates = dates
        var perMille = 1_000
        for _ in date.parts.year..<max(date.parts.year, until.parts.year) { perMille = perMille * 100 / 103 }
        salaryPerMille = perMille
        firstHalfYear = date.parts.year * 2 + (date.parts.month > 6 ? 1 : 0) - 2
        file.put(plain: Self.columns.joined(separator: ","))
        try file.endLine()
    }

    func finish() throws(SampleError) { try file.finish() }

    /// The line of a person who is listed on the snapshot's date; two lines where the position is split.
    func write(_ career: Career, group: Layout.Group, team: Int, otherTeam: Int) throws(SampleError) {
        if career.splitCentiFTE > 0, otherTeam != team {
            try line(career, group, team: team, centiFTE: career.centiFTE - career.splitCentiFTE)
            try line(career, group, team: otherTeam, centiFTE: career.splitCentiFTE)
        } else {
            try line(career, group, team: team, centiFTE: career.centiFTE)
        }
    }

    private func line(_ career: Career, _ group: Layout.Group, team: Int, centiFTE: Int) throws(SampleError) {
        person(career)
        file.put(day >= career.senior ? codes.jobs[group.family].senior : codes.jobs[group.family].junior)
        file.comma()
        let jobSince = day >= career.senior ? career.senior : career.jobSince
        if jobSince != career.hire { dates.put(jobSince, to: file) }
        file.comma()
        file.put(codes.teams[team])
        file.comma()
        file.put(codes.sites[group.site])
        file.comma()
        contract(career)
        if career.showsFTE(at: day) { file.putHundredths(centiFTE) }
        file.comma()
        let kind = career.contract(at: day)
        if !kind.isExternal { file.putHundredths(career.salary * salaryPerMille / 10 * centiFTE / 100) }
        file.comma()
        leaving(career)
        if career.isIndispensable { file.put("yes") }
        file.comma()
        training(career, kind)
        file.comma()
        file.comma()
        skills(career, codes.skills[group.family])
        file.comma()
        let isInTransition = career.consent <= day
        if isInTransition { dates.put(career.consent, to: file) }
        file.comma()
        if isInTransition {
            file.put(career.number % 2 == 0 ? "werk in de regio met minder reistijd" : "omscholen in de techniek")
        }
        try file.endLine()
    }

    private func person(_ career: Career) {
        file.put(byte: 0x45)
        file.put(career.number, width: 6)
        file.comma()
        let given = (career.gender == .female ? PersonNames.women : PersonNames.men)[career.given]
        let family = PersonNames.families[career.family]
        file.put(given.written)
        file.put(byte: 0x20)
        file.put(family.written)
        file.comma()
        file.put(given.address)
        file.put(byte: 0x2E)
        file.put(family.address)
        file.put(career.number)
        file.put("@example.org,")
        if career.hasBirth { dates.put(career.birth, to: file) }
        file.comma()
        switch career.gender {
        case .female: file.put(byte: 0x66)
        case .male: file.put(byte: 0x6D)
        case .other: file.put(byte: 0x78)
        case .absent: break
        }
        file.comma()
        dates.put(career.hire, to: file)
        file.comma()
        if career.service != career.hire { dates.put(career.service, to: file) }
        file.comma()
    }

    private func contract(_ career: Career) {
        file.put(contracts[Int(career.contract(at: day).rawValue)])
        file.comma()
        guard let term = career.term(at: day) else {
            file.comma()
            file.comma()
            return
        }
        let end = career.termEnds[term]
        dates.put(end, to: file)
        file.comma()
        // Decided about two months ahead; of some it is never written down.
        if end - day <= 60, end > day, career.number % 7 != 0 { file.put(career.exit == end ? "no" : "yes") }
        file.comma()
    }

    private func leaving(_ career: Career) {
        if career.redundant < Career.never, career.redundancyKnown <= day { dates.put(career.redundant, to: file) }
        file.comma()
        if career.notice <= day { dates.put(career.notice, to: file) }
        file.comma()
        let isKnown = career.exit < Career.never && min(career.exitKnown, career.exit) <= day
        if isKnown { dates.put(career.exit, to: file) }
        file.comma()
        // The reason of a notice is known before its end is.
        if isKnown {
            file.put(reasons[Int(career.reason.rawValue)])
        } else if career.notice <= day, career.redundant < Career.never {
            file.put(reasons[Int(ExitReason.redundancy.rawValue)])
        }
        file.comma()
    }

    /// Hours of the past twelve months: up to two courses a year, each on a day of its own.
    private func training(_ career: Career, _ kind: ContractKind) {
        guard !kind.isExternal, career.number % 37 != 0 else { return }
        var hours = 0
        for halfYear in firstHalfYear...firstHalfYear + 2 {
            var stream = SeededStream(seed: seed, .training, career.number, halfYear)
            let length = [0, 0, 0, 4, 8, 8, 16, 16, 24, 32][stream.below(10)]
            // Half-years are counted from the year 0; 1970 began 3,940 of them later.
            let held = (halfYear - 3_940) * 36_525 / 200 + stream.below(180)
            if held > day - 365, held <= day, held >= career.hire { hours += length }
        }
        file.put(hours)
    }

    private func skills(_ career: Career, _ names: [[UInt8]]) {
        var isFirst = true
        for (place, name) in names.enumerated() where career.skills >> UInt64(place) & 1 == 1 {
            if !isFirst { file.put(byte: 0x7C) }
            file.put(name)
            isFirst = false
        }
    }
}
