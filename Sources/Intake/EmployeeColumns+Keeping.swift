import Workforce

extension EmployeeColumns {
    /// Leaves out the rows that are not kept; the others keep their order, codes their numbers.
    mutating func keep(_ isKept: [Bool]) {
        Self.keep(isKept, &id)
        Self.keep(isKept, &name)
        Self.keep(isKept, &email)
        Self.keep(isKept, &jobWish)
        for column in [
            \EmployeeColumns.birthDate, \.hireDate, \.serviceSince, \.jobSince, \.contractEnd, \.redundantSince,
            \.noticeDate, \.exitDate, \.consentIntroduction,
        ] { Self.keep(isKept, &self[keyPath: column].days) }
        for column in [\EmployeeColumns.job, \.establishment, \.unit] { Self.keep(isKept, &self[keyPath: column]) }
        for column in [\EmployeeColumns.monthlySalary, \.trainingHours, \.performance] {
            Self.keep(isKept, &self[keyPath: column].values)
        }
        Self.keep(isKept, &centiFTE)
        Self.keep(isKept, &contract)
        Self.keep(isKept, &gender)
        Self.keep(isKept, &renewal)
        Self.keep(isKept, &exitReason)
        Self.keep(isKept, &indispensable)
        Self.keep(isKept, &skills, ends: &skillEnds)
    }

    private static func keep<Value>(_ isKept: [Bool], _ column: inout [Value]) {
        var next = 0
        for row in column.indices where isKept[row] {
            column[next] = column[row]
            next += 1
        }
        column.removeLast(column.count - next)
    }

    private static func keep(_ isKept: [Bool], _ column: inout ByteStringColumn) {
        var kept = ByteStringColumn()
        kept.reserve(rows: column.count, bytes: column.bytes.count)
        for row in isKept.indices where isKept[row] { column.withBytes(row) { kept.append($0) } }
        column = kept
    }

    /// Rows of varying length, one after the other.
    private static func keep<Value>(_ isKept: [Bool], _ values: inout [Value], ends: inout [UInt32]) {
        var start = 0
        var next = 0
        var length = 0
        for row in ends.indices {
            let end = Int(ends[row])
            if isKept[row] {
                for place in start..<end {
                    values[length] = values[place]
                    length += 1
                }
                ends[next] = UInt32(length)
                next += 1
            }
            start = end
        }
        ends.removeLast(ends.count - next)
        values.removeLast(values.count - length)
    }
}
