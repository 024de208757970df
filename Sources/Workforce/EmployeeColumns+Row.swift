/// One person as a value: for tests, for leavers carried between snapshots, and for showing one row.
/// The columns are the form in which a workforce is held; nothing that runs over everybody uses rows.
package struct EmployeeRow: Equatable, Sendable {
    package var id: String
    package var name = ""
    package var email = ""
    package var jobWish = ""
    package var birthDate: CalendarDate?
    package var hireDate: CalendarDate
    package var serviceSince: CalendarDate
    package var jobSince: CalendarDate?
    package var contractEnd: CalendarDate?
    package var redundantSince: CalendarDate?
    package var noticeDate: CalendarDate?
    package var exitDate: CalendarDate?
    package var consentIntroduction: CalendarDate?
    package var job: String
    package var establishment: String
    package var unit: String?
    package var contract = ContractKind.permanent
    package var gender = Gender.absent
    package var renewal = Renewal.absent
    package var exitReason = ExitReason.absent
    package var indispensable = false
    package var centiFTE = 100
    /// Cents.
    package var monthlySalary: Int?
    /// Hundredths of hours.
    package var trainingHours: Int?
    package var performance: Int?
    package var skills: [String] = []

    package init(
        id: String, hireDate: CalendarDate, job: String, establishment: String, serviceSince: CalendarDate? = nil
    ) {
        self.id = id
        self.hireDate = hireDate
        self.serviceSince = serviceSince ?? hireDate
        self.job = job
        self.establishment = establishment
    }
}

extension EmployeeColumns {
    package init(rows: some Sequence<EmployeeRow>) {
        self.init()
        for row in rows { append(row) }
    }

    package mutating func append(_ row: EmployeeRow) {
        id.append(row.id)
        name.append(row.name)
        email.append(row.email)
        jobWish.append(row.jobWish)
        birthDate.append(row.birthDate)
        hireDate.append(row.hireDate)
        serviceSince.append(row.serviceSince)
        jobSince.append(row.jobSince)
        contractEnd.append(row.contractEnd)
        redundantSince.append(row.redundantSince)
        noticeDate.append(row.noticeDate)
        exitDate.append(row.exitDate)
        consentIntroduction.append(row.consentIntroduction)
        job.append(jobs.intern(row.job))
        establishment.append(establishments.intern(row.establishment))
        unit.append(row.unit.map { units.intern($0) } ?? CodeTable.absent)
        contract.append(row.contract)
        gender.append(row.gender)
        renewal.append(row.renewal)
        exitReason.append(row.exitReason)
        indispensable.append(row.indispensable)
        centiFTE.append(Int32(row.centiFTE))
        monthlySalary.append(row.monthlySalary)
        trainingHours.append(row.trainingHours)
        performance.append(row.performance)
        for skill in row.skills { skills.append(skillTable.intern(skill)) }
        skillEnds.append(UInt32(skills.count))
    }

    package func row(_ index: Int) -> EmployeeRow {
        var row = EmployeeRow(
            id: id[index], hireDate: CalendarDate(dayNumber: hireDate.days[index]), job: jobs[job[index]],
            establishment: establishments[establishment[index]], serviceSince: serviceSince[index])
        row.name = name[index]
        row.email = email[index]
        row.jobWish = jobWish[index]
        row.birthDate = birthDate[index]
        row.jobSince = jobSince[index]
        row.contractEnd = contractEnd[index]
        row.redundantSince = redundantSince[index]
        row.noticeDate = noticeDate[index]
        row.exitDate = exitDate[index]
        row.consentIntroduction = consentIntroduction[index]
        row.unit = unit[index] == CodeTable.absent ? nil : units[unit[index]]
        row.contract = contract[index]
        row.gender = gender[index]
        row.renewal = renewal[index]
        row.exitReason = exitReason[index]
        row.indispensable = indispensable[index]
        row.centiFTE = Int(centiFTE[index])
        row.monthlySalary = monthlySalary[index]
        row.trainingHours = trainingHours[index]
        row.performance = performance[index]
        row.skills = skills[skillRange(index)].map { skillTable[$0] }
        return row
    }
}
