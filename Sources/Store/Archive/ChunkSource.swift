internal import Workforce

/// The rows of a snapshot that belong to one chunk, as numbers of the archive.
struct ChunkSource: Sendable {
    let columns: EmployeeColumns
    let codes: CodeNumbers
    /// For each person of the chunk the row in `columns`, or `ChunkSource.missing`.
    let rowOf: ArraySlice<UInt32>

    /// The rows, when they stand one after the other.
    private let stretch: Range<Int>?

    static let missing = UInt32.max

    init(columns: EmployeeColumns, codes: CodeNumbers, rowOf: ArraySlice<UInt32>) {
        self.columns = columns
        self.codes = codes
        self.rowOf = rowOf
        stretch = Placement.stretch(rowOf)
    }

    /// Overwrites the values of the people who are listed; the others keep theirs.
    func fill(_ column: ArchiveColumn, into target: inout [Int32]) {
        switch column {
        case .presence:
            for (index, row) in rowOf.enumerated() { target[index] = row == ChunkSource.missing ? 0 : 1 }
        case .birthDate: copy(columns.birthDate.days, &target)
        case .hireDate: copy(columns.hireDate.days, &target)
        case .serviceSince: copy(columns.serviceSince.days, &target)
        case .jobSince: copy(columns.jobSince.days, &target)
        case .contractEnd: copy(columns.contractEnd.days, &target)
        case .redundantSince: copy(columns.redundantSince.days, &target)
        case .noticeDate: copy(columns.noticeDate.days, &target)
        case .exitDate: copy(columns.exitDate.days, &target)
        case .consentIntroduction: copy(columns.consentIntroduction.days, &target)
        case .job: fill(columns.job, &target) { codes.jobs[Int($0)] }
        case .establishment: fill(columns.establishment, &target) { codes.establishments[Int($0)] }
        case .unit: fill(columns.unit, &target) { $0 == CodeTable.absent ? ColumnCodec.absent : codes.units[Int($0)] }
        case .contract: fill(columns.contract, &target) { Int32($0.rawValue) }
        case .gender: fill(columns.gender, &target) { Int32($0.rawValue) }
        case .renewal: fill(columns.renewal, &target) { Int32($0.rawValue) }
        case .exitReason: fill(columns.exitReason, &target) { Int32($0.rawValue) }
        case .indispensable: fill(columns.indispensable, &target) { $0 ? 1 : 0 }
        case .centiFTE: copy(columns.centiFTE, &target)
        case .monthlySalary: copy(columns.monthlySalary.values, &target)
        case .trainingHours: copy(columns.trainingHours.values, &target)
        case .performance: copy(columns.performance.values, &target)
        case .skills: break
        }
    }

    /// The lists of the people who are listed, and of the others those in `kept`.
    func lists(rows: Int, keeping kept: ListColumn?) -> ListColumn {
        var lists = ListColumn()
        lists.ends.reserveCapacity(rows)
        if let stretch { return stretchedLists(stretch) }
        columns.skills.withUnsafeBufferPointer { skills in
            for (index, row) in rowOf.enumerated() {
                if row != ChunkSource.missing {
                    for code in columns.skillRange(Int(row)) { lists.codes.append(codes.skills[Int(skills[code])]) }
                    lists.ends.append(Int32(lists.codes.count))
                } else if let kept, index < kept.rows {
                    lists.append(kept.codes[kept.range(index)])
                } else {
                    lists.append([])
                }
            }
        }
        return lists
    }

    private func stretchedLists(_ rows: Range<Int>) -> ListColumn {
        let first = columns.skillRange(rows.lowerBound).lowerBound
        let last = columns.skillRange(rows.upperBound - 1).upperBound
        var lists = ListColumn()
        lists.codes = columns.skills[first..<last].map { codes.skills[Int($0)] }
        lists.ends = columns.skillEnds[rows].map { Int32(Int($0) - first) }
        return lists
    }

    private func copy(_ values: [Int32], _ target: inout [Int32]) { fill(values, &target) { $0 } }

    @inline(__always)
    private func fill<Value>(_ values: [Value], _ target: inout [Int32], _ number: (Value) -> Int32) {
        values.withUnsafeBufferPointer { values in
            target.withUnsafeMutableBufferPointer { target in
                if let stretch {
                    let part = UnsafeBufferPointer(rebasing: values[stretch])
                    for index in part.indices { target[index] = number(part[index]) }
                    return
                }
                rowOf.withUnsafeBufferPointer { rowOf in
                    for index in rowOf.indices where rowOf[index] != ChunkSource.missing {
                        target[index] = number(values[Int(rowOf[index])])
                    }
                }
            }
        }
    }
}
