internal import Workforce

/// The job group of each job code (domain rules §2): that of `jobs.csv`, or else the code itself.
struct JobGroups {
    private var names: [String]

    init(_ workforce: Workforce) {
        let codes = workforce.employees.jobs
        names = (0..<UInt32(codes.count)).map { codes[$0] }
        for job in workforce.jobs {
            if let group = job.jobGroup, !group.isEmpty, let code = codes.find(job.job) { names[Int(code)] = group }
        }
    }

    func name(_ job: UInt32) -> String { names[Int(job)] }
}
