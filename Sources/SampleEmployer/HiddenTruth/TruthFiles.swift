import Workforce

/// What became of everybody and of every plan: in a folder of its own beside the bundles, since no employer has it.
///
/// `truth.csv` has a line for everybody who stands in a snapshot, `plans.csv` one for every plan that does. A day is the
/// first on which the person no longer counts. Neither name is one that a bundle may hold.
struct TruthFiles {
    static let folder = "truth"

    private let people: ByteFile
    private let path: String
    private let dates: DateTexts

    init(in directory: String, dates: DateTexts) throws(SampleError) {
        path = "\(directory)/\(Self.folder)"
        self.dates = dates
        try ByteFile.makeFolder(path)
        people = try LayoutFiles.open(
            path, "truth.csv",
            "employee_id,job_group,establishment,plan,redundant_exit,voluntary_exit,other_exit,exit_reason")
    }

    /// Writes a person; `plan` is the number of the plan that concerns the group, counted from 1.
    func write(_ career: Career, jobGroup: [UInt8], establishment: [UInt8], plan: Int?) throws(SampleError) {
        people.put(byte: 0x45)
        people.put(career.number, width: 6)
        people.comma()
        people.put(jobGroup)
        people.comma()
        people.put(establishment)
        people.comma()
        if let plan { people.put(plain: "P\(plan)") }
        let isGone = career.exit < Career.never
        let isRedundant = isGone && career.reason == .redundancy
        let isVoluntary = isGone && career.reason.isVoluntaryOrNatural
        for holds in [isRedundant, isVoluntary, isGone && !isRedundant && !isVoluntary] {
            people.comma()
            if holds { dates.put(career.exit, to: people) }
        }
        people.comma()
        if isGone { people.put(plain: career.reason.code) }
        try people.endLine()
    }

    /// Ends the people's file and writes the plans'.
    func finish(_ plan: TruthPlanFile, demand: [Int], redundancies: [Int]) throws(SampleError) {
        try people.finish()
        let file = try LayoutFiles.open(
            path, "plans.csv",
            "plan,job_group,establishment,published,planned_date,planned_fte,supply_fte,slip_known,true_date,true_fte,"
                + "called_off,redundancies")
        let months = plan.months
        for (number, course) in plan.schedule.courses.enumerated() where course.published <= months.closing {
            let scope = plan.scope(course)
            file.put(plain: "P\(number + 1),\(scope.jobGroup),\(scope.establishment),")
            for month in [course.published, course.planned] {
                dates.put(months.firsts[month], to: file)
                file.comma()
            }
            file.putHundredths(plan.fte(number, month: course.published))
            file.comma()
            file.putHundredths(plan.publishedSupply[number])
            file.comma()
            if course.date != course.planned { dates.put(months.firsts[course.slipKnown], to: file) }
            file.comma()
            if course.calledOff == nil {
                dates.put(months.firsts[course.date], to: file)
                file.comma()
                file.putHundredths(demand[number])
                file.put(plain: ",,")
            } else {
                file.put(plain: ",,")
                dates.put(months.firsts[course.calledOff ?? 0], to: file)
                file.comma()
            }
            file.put(redundancies[number])
            try file.endLine()
        }
        try file.finish()
    }
}
