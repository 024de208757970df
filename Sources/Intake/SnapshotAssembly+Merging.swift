import Workforce

/// Several rows of one person become one (domain rules §2), in this order: rows that say the same thing, rows out of
/// service beside one in service, split positions.
extension SnapshotAssembly {
    /// Merges, and answers how many rows went up in others.
    func merge(file: String, plan: EmployeePlan, isParallel: Bool, log: inout ProblemLog) -> Int {
        let rows = employees.count
        let repeats = repeats(isParallel: isParallel)
        var isKept: [Bool] = []
        if !repeats.isEmpty {
            isKept = Array(repeating: true, count: rows)
            for group in Self.groups(repeats) {
                reportContradiction(group, file: file, plan: plan, &log)
                merge(group, &isKept, file: file, idColumn: plan.name(of: .id), &log)
            }
        }
        reportOverFullTime(isKept, file: file, column: plan.name(of: .fte), &log)
        if isKept.isEmpty { return 0 }
        employees.keep(isKept)
        lines = zip(lines, isKept).filter(\.1).map(\.0)
        return rows - employees.count
    }

    /// The rows of everybody who has several, in the order of the file.
    private static func groups(_ repeats: [(first: Int, row: Int)]) -> [[Int]] {
        var groups: [[Int]] = []
        for (first, row) in repeats {
            if groups.last?.first == first {
                groups[groups.count - 1].append(row)
            } else {
                groups.append([first, row])
            }
        }
        return groups
    }

    private func merge(
        _ group: [Int], _ isKept: inout [Bool], file: String, idColumn: String, _ log: inout ProblemLog
    ) {
        var distinct: [Int] = []
        for row in group {
            guard let place = distinct.firstIndex(where: { isSame($0, row) }) else {
                distinct.append(row)
                continue
            }
            let former = distinct[place]
            let exits = (employees.exitDate.days[former], employees.exitDate.days[row])
            let takesOver = exits.0 == DateColumn.absent && exits.1 != DateColumn.absent
            let dropped = takesOver ? former : row
            if takesOver { distinct[place] = row }
            isKept[dropped] = false
            let line = Int(lines[row])
            let earlier = Int(lines[former])
            if exits.0 == exits.1 {
                log.append(
                    code: "repeated-row", .repeatedRow(file, line: line, column: idColumn, earlier: earlier))
            } else {
                log.append(
                    code: "contradictory-rows",
                    .contradictoryRows(
                        file, line: line, column: idColumn, earlier: earlier, winner: Int(lines[distinct[place]])))
            }
        }
        if distinct.contains(where: { employees.isInService($0, at: asOf) }) {
            for row in distinct where !employees.isInService(row, at: asOf) { isKept[row] = false }
            distinct.removeAll { !isKept[$0] }
        }
        if distinct.count > 1 { addUp(distinct, &isKept) }
    }

    /// Equal in job, unit, establishment and hire date.
    private func isSame(_ left: Int, _ right: Int) -> Bool {
        employees.job[left] == employees.job[right] && employees.unit[left] == employees.unit[right]
            && employees.establishment[left] == employees.establishment[right]
            && employees.hireDate.days[left] == employees.hireDate.days[right]
    }

    /// Split positions: FTE and salary add up, the row with the largest FTE (ties: the first) gives the rest.
    private func addUp(_ rows: [Int], _ isKept: inout [Bool]) {
        let fte = rows.reduce(0) { $0 + Int(employees.centiFTE[$1]) }
        let salaries = rows.compactMap { employees.monthlySalary[$0] }
        var leading = rows.min() ?? 0
        for row in rows.sorted() where employees.centiFTE[row] > employees.centiFTE[leading] { leading = row }
        for row in rows where row != leading { isKept[row] = false }
        employees.centiFTE[leading] = Int32(clamping: fte)
        employees.monthlySalary[leading] = salaries.isEmpty ? nil : salaries.reduce(0, +)
    }

    /// Rows of one id that cannot be one person: a personnel number that was given out again, or a slip.
    ///
    /// Merging stays what it is (domain rules §2: one id is one person); the first contradiction of the group is told.
    private func reportContradiction(_ group: [Int], file: String, plan: EmployeePlan, _ log: inout ProblemLog) {
        var born: Int?
        var registered: Int?
        for row in group {
            if let date = employees.birthDate[row] {
                if let born, employees.birthDate[born] != date {
                    log.append(
                        code: "identity-contradiction",
                        .identityContradiction(
                            file, lines: (Int(lines[born]), Int(lines[row])), column: plan.name(of: .birthDate),
                            value: date.description, in: "birth date"))
                    return
                }
                born = born ?? row
            }
            let gender = employees.gender[row]
            if gender != .absent {
                if let registered, employees.gender[registered] != gender {
                    log.append(
                        code: "identity-contradiction",
                        .identityContradiction(
                            file, lines: (Int(lines[registered]), Int(lines[row])), column: plan.name(of: .gender),
                            value: gender.code, in: "gender"))
                    return
                }
                registered = registered ?? row
            }
        }
    }

    private func reportOverFullTime(_ isKept: [Bool], file: String, column: String, _ log: inout ProblemLog) {
        for row in 0..<employees.count where employees.centiFTE[row] > 120 && (isKept.isEmpty || isKept[row]) {
            log.append(
                code: "fte-over-full-time",
                .fteOverFullTime(file, line: Int(lines[row]), column: column, centiFTE: Int(employees.centiFTE[row])))
        }
    }
}
