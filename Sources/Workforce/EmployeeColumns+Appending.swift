extension EmployeeColumns {
    /// Adds the rows of other columns after one's own, a column at a time; their codes get numbers of these tables.
    package mutating func append(contentsOf other: EmployeeColumns) {
        if other.count == 0 { return }
        id.append(contentsOf: other.id)
        name.append(contentsOf: other.name)
        email.append(contentsOf: other.email)
        jobWish.append(contentsOf: other.jobWish)
        birthDate.days += other.birthDate.days
        hireDate.days += other.hireDate.days
        serviceSince.days += other.serviceSince.days
        jobSince.days += other.jobSince.days
        contractEnd.days += other.contractEnd.days
        redundantSince.days += other.redundantSince.days
        noticeDate.days += other.noticeDate.days
        exitDate.days += other.exitDate.days
        consentIntroduction.days += other.consentIntroduction.days
        contract += other.contract
        gender += other.gender
        renewal += other.renewal
        exitReason += other.exitReason
        indispensable += other.indispensable
        centiFTE += other.centiFTE
        monthlySalary.values += other.monthlySalary.values
        trainingHours.values += other.trainingHours.values
        performance.values += other.performance.values
        jobs.append(other.job, of: other.jobs, to: &job)
        establishments.append(other.establishment, of: other.establishments, to: &establishment)
        units.append(other.unit, of: other.units, to: &unit)
        let start = UInt32(skills.count)
        skillTable.append(other.skills, of: other.skillTable, to: &skills)
        skillEnds += other.skillEnds.map { start + $0 }
    }
}

extension CodeTable {
    /// Appends codes of another table to a column of this one's, absent ones as they are.
    fileprivate mutating func append(_ codes: [UInt32], of other: CodeTable, to column: inout [UInt32]) {
        var numbers = [UInt32](repeating: CodeTable.absent, count: other.count)
        column.reserveCapacity(column.count + codes.count)
        for code in codes {
            if code != CodeTable.absent, numbers[Int(code)] == CodeTable.absent {
                numbers[Int(code)] = other.texts.withBytes(Int(code)) { intern($0) }
            }
            column.append(code == CodeTable.absent ? code : numbers[Int(code)])
        }
    }
}
