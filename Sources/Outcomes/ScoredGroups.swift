import Workforce

/// The people in service, ordered by job group, and the selection groups (job group, establishment) that they form.
///
/// Percentiles rank within job groups, and scores are shown by selection group: both walk over the same order.
struct ScoredGroups {
    /// Rows in service, by job group; within one in row order.
    private(set) var rows: [Int32] = []
    /// Where each job group ends in `rows`; it begins where the one before it ends.
    private(set) var jobGroupEnds: [Int] = []
    /// Number of each row's selection group; -1 for rows out of service.
    private(set) var groupOfRow: [Int32] = []
    /// Per selection group: the number of its job group and the code of its establishment.
    private(set) var groups: [(jobGroup: Int, establishment: UInt32)] = []
    private(set) var jobGroups = CodeTable()

    init(_ workforce: Workforce) {
        let employees = workforce.employees
        let jobGroupOfJob = Self.jobGroupOfJob(workforce, &jobGroups)
        jobGroupEnds = Array(repeating: 0, count: jobGroups.count)
        groupOfRow = Array(repeating: -1, count: employees.count)
        var inService = 0
        for row in 0..<employees.count where employees.isInService(row, at: workforce.asOf) {
            jobGroupEnds[Int(jobGroupOfJob[Int(employees.job[row])])] += 1
            inService += 1
        }
        var next = [Int](repeating: 0, count: jobGroups.count)
        var end = 0
        for jobGroup in jobGroupEnds.indices {
            next[jobGroup] = end
            end += jobGroupEnds[jobGroup]
            jobGroupEnds[jobGroup] = end
        }
        rows = Array(repeating: 0, count: inService)
        for row in 0..<employees.count where employees.isInService(row, at: workforce.asOf) {
            let jobGroup = Int(jobGroupOfJob[Int(employees.job[row])])
            rows[next[jobGroup]] = Int32(row)
            next[jobGroup] += 1
        }
        numberGroups(employees)
    }

    /// Lets go of `rows` once there are percentiles: of a million people they are four megabytes.
    mutating func dropRows() { rows = [] }

    /// The rows of one job group, as a range in `rows`.
    func range(ofJobGroup jobGroup: Int) -> Range<Int> {
        (jobGroup == 0 ? 0 : jobGroupEnds[jobGroup - 1])..<jobGroupEnds[jobGroup]
    }

    /// The job group of every job code: that of `jobs.csv`, or else the job itself (domain rules §2).
    private static func jobGroupOfJob(_ workforce: Workforce, _ jobGroups: inout CodeTable) -> [UInt32] {
        let codes = workforce.employees.jobs
        var named = [String?](repeating: nil, count: codes.count)
        for job in workforce.jobs {
            if let code = codes.find(job.job), let group = job.jobGroup, !group.isEmpty { named[Int(code)] = group }
        }
        return (0..<codes.count).map { jobGroups.intern(named[$0] ?? codes[UInt32($0)]) }
    }

    private mutating func numberGroups(_ employees: EmployeeColumns) {
        // A slot per establishment, good for the job group it is stamped with: no table of pairs is needed.
        var stamps = [Int](repeating: -1, count: employees.establishments.count)
        var slots = [Int32](repeating: 0, count: employees.establishments.count)
        for jobGroup in jobGroupEnds.indices {
            for place in range(ofJobGroup: jobGroup) {
                let row = Int(rows[place])
                let establishment = Int(employees.establishment[row])
                if stamps[establishment] != jobGroup {
                    stamps[establishment] = jobGroup
                    slots[establishment] = Int32(groups.count)
                    groups.append((jobGroup, UInt32(establishment)))
                }
                groupOfRow[row] = slots[establishment]
            }
        }
    }
}
