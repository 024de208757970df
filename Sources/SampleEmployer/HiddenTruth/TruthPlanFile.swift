import Workforce

/// `plan.csv` of a date: every plan as it was believed to be then.
struct TruthPlanFile {
    let layout: Layout
    let months: TruthMonths
    let schedule: PlanSchedule
    /// By plan, the supply at its publication, in hundredths of FTE.
    let publishedSupply: [Int]

    func write(_ date: CalendarDate, to folder: String) throws(SampleError) {
        let file = try LayoutFiles.open(
            folder, "plan.csv",
            "job_group,establishment,date,planned_fte,reference_date,announced_on,embargo_until,note")
        let month = (months.firsts.lastIndex { $0 <= Int(date.dayNumber) } ?? 0)
        for (number, course) in schedule.courses.enumerated() where course.isListed(month) {
            let planned = course.believedDate(month)
            let day = CalendarDate(dayNumber: Int32(months.firsts[planned]))
            file.put(plain: "\(scope(course).jobGroup),\(scope(course).establishment),\(day),")
            file.putHundredths(fte(number, month: month))
            file.put(plain: ",,\(day.adding(months: -4)),,\(course.isClosure ? "Sluiting" : "Reorganisatie")")
            try file.endLine()
        }
        try file.finish()
    }

    /// What the plan leaves as it was believed in a month, to the tenth of an FTE.
    func fte(_ number: Int, month: Int) -> Int {
        let left = Double(publishedSupply[number]) * (1 - schedule.courses[number].believedShare(month))
        return Int(left / 10 + 0.5) * 10
    }

    func scope(_ course: PlanCourse) -> (jobGroup: String, establishment: String) {
        switch course.scope {
        case .site(let site): return ("*", layout.sites[site].code)
        case .group(let group):
            let place = layout.groups[group]
            return (JobFamily.all[place.family].code, layout.sites[place.site].code)
        }
    }
}
