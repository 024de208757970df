/// Files in canonical form from which a test puts a snapshot together, where `Bundle` says too little.
enum CanonicalFiles {
    static let employeesHeader = "employee_id,birth_date,hire_date,job,establishment,unit\n"

    /// `count` people numbered from `first` in one job and establishment, as lines of `employees.csv`.
    static func people(_ count: Int, from first: Int, job: String, establishment: String = "S1") -> String {
        (first..<(first + count)).map {
            "E\($0),1980-0\($0 % 9 + 1)-01,\(2000 + $0 % 20)-03-01,\(job),\(establishment),team\n"
        }.joined()
    }

    /// By name, all but the employees and the plan.
    static let sideFiles = [
        "jobs.csv": "job,title,isco08\nsales,Shop assistant,5223\nstock,Stock clerk,4321\ncook,Cook,5120\n",
        "establishments.csv":
            "establishment,name,country,region,statutory_area\nS1,Enschede,NL,Twente,Oost\nS2,Hengelo,NL,Twente,Oost\n",
        "units.csv": "unit,name,establishment\nteam,Team,S1\n",
    ]

    static func plan(_ rows: String...) -> String {
        "job_group,establishment,date,planned_fte,announced_on,embargo_until\n" + rows.map { $0 + "\n" }.joined()
    }
}
