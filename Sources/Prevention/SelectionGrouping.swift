import Workforce

/// The selection groups of a workforce, (job group, establishment) in code order, and who is in which.
///
/// Every row of the employees has a group, leavers and future hires too. Rows are brought together by two stable
/// counting sorts, by establishment and then by job group, which leaves the groups in code order.
struct SelectionGrouping {
    /// Rows of the employees, group after group; in each group in the order of the input.
    private(set) var rows: [Int32] = []
    /// Where each group begins in `rows`, and at the end their number.
    private(set) var starts: [Int32] = [0]
    /// The group of each row.
    private(set) var groupOfRow: [Int32]
    /// For each group the place of its job group in byte order.
    private(set) var jobGroup: [UInt32] = []
    /// For each group the place of its establishment in byte order.
    private(set) var establishment: [UInt32] = []
    /// Job groups in byte order.
    let jobGroups: CodesInOrder
    /// Establishments in byte order.
    let establishments: CodesInOrder

    var count: Int { jobGroup.count }

    /// The establishment of a group as the employees' code table numbers it.
    func establishmentCode(of group: Int) -> UInt32 { establishments.code(at: establishment[group]) }

    func rows(of group: Int) -> ArraySlice<Int32> { rows[Int(starts[group])..<Int(starts[group + 1])] }

    init(_ employees: EmployeeColumns, jobs: [Job]) {
        // Byte order is told apart by bytes: equal texts in another Unicode form are other codes.
        var listed = CodeTable()
        var groupOfListed: [String] = []
        for job in jobs where Int(listed.intern(job.job)) == groupOfListed.count {
            groupOfListed.append(job.jobGroup.flatMap { $0.isEmpty ? nil : $0 } ?? job.job)
        }
        var groupTable = CodeTable()
        let groupOfJob = (0..<UInt32(employees.jobs.count)).map { code in
            let place = employees.jobs.texts.withBytes(Int(code)) { listed.find($0) }
            return groupTable.intern(place.map { groupOfListed[Int($0)] } ?? employees.jobs[code])
        }
        let jobGroups = CodesInOrder(groupTable)
        let establishments = CodesInOrder(employees.establishments)
        self.jobGroups = jobGroups
        self.establishments = establishments
        let jobPlace = groupOfJob.map { jobGroups.place[Int($0)] }

        groupOfRow = Array(repeating: 0, count: employees.count)
        let byEstablishment = SelectionGrouping.sorted(
            places: establishments.place.count, count: employees.count,
            row: { Int32($0) }, place: { establishments.place[Int(employees.establishment[Int($0)])] })
        rows = SelectionGrouping.sorted(
            places: jobGroups.place.count, count: employees.count,
            row: { byEstablishment[$0] }, place: { jobPlace[Int(employees.job[Int($0)])] })
        for (position, row) in rows.enumerated() {
            let job = jobPlace[Int(employees.job[Int(row)])]
            let establishment = establishments.place[Int(employees.establishment[Int(row)])]
            if self.jobGroup.last != job || self.establishment.last != establishment {
                if position > 0 { starts.append(Int32(position)) }
                self.jobGroup.append(job)
                self.establishment.append(establishment)
            }
            groupOfRow[Int(row)] = Int32(self.jobGroup.count - 1)
        }
        if !rows.isEmpty { starts.append(Int32(rows.count)) }
    }

    /// The group of a job group and an establishment by their places, or nil when nobody is in it.
    func find(jobGroup job: UInt32, establishment place: UInt32) -> Int? {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if (jobGroup[middle], establishment[middle]) < (job, place) { low = middle + 1 } else { high = middle }
        }
        return low < count && jobGroup[low] == job && establishment[low] == place ? low : nil
    }

    /// A stable counting sort of `count` rows by their place.
    @inline(__always)
    private static func sorted(
        places: Int, count: Int, row: (Int) -> Int32, place: (Int32) -> UInt32
    ) -> [Int32] {
        var next = [Int32](repeating: 0, count: places + 1)
        for index in 0..<count { next[Int(place(row(index))) + 1] += 1 }
        for index in 1..<max(1, places) { next[index] += next[index - 1] }
        return [Int32](unsafeUninitializedCapacity: count) { sorted, initialised in
            for index in 0..<count {
                let row = row(index)
                let place = Int(place(row))
                sorted[Int(next[place])] = row
                next[place] += 1
            }
            initialised = count
        }
    }
}
