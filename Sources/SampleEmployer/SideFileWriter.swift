import Workforce

/// The files beside `employees.csv`, as they stood on the date of a snapshot.
struct SideFileWriter {
    let seed: UInt64
    let layout: Layout
    let decisions: Decisions
    let supply: SampleSupply

    func write(_ date: CalendarDate, to folder: String) throws(SampleError) {
        try LayoutFiles(seed: seed, layout: layout).write(date, to: folder)
        try writePlan(date, folder)
        try IndicatorFile(seed: seed, layout: layout, decisions: decisions).write(date, to: folder)
        try writeVacancies(date, folder)
        try InternshipFile(seed: seed, layout: layout, decisions: decisions).write(date, to: folder)
    }

    private func writePlan(_ date: CalendarDate, _ folder: String) throws(SampleError) {
        let file = try LayoutFiles.open(
            folder, "plan.csv",
            "job_group,establishment,date,planned_fte,reference_date,announced_on,embargo_until,note")
        for decision in decisions.all where decision.decidedOn <= date {
            let groups: [Int]
            let scope: (jobGroup: String, establishment: String)
            switch decision.scope {
            case .site(let site):
                groups = Array(layout.sites[site].groups)
                scope = ("*", layout.sites[site].code)
            case .group(let group):
                groups = [group]
                scope = (JobFamily.all[layout.groups[group].family].code, layout.sites[layout.groups[group].site].code)
            case .family(let family):
                groups = layout.groups.indices.filter { layout.groups[$0].family == family }
                scope = (JobFamily.all[family].code, "*")
            }
            let planned = supply.planned(decision, in: groups)
            file.put(plain: "\(scope.jobGroup),\(scope.establishment),\(decision.date),")
            file.putHundredths(planned)
            file.put(plain: ",,\(Self.text(decision.announcedOn)),\(Self.text(decision.embargoUntil)),")
            file.putCell(decision.note)
            try file.endLine()
        }
        try file.finish()
    }

    /// Vacancies stand open for two months; none where people are to leave.
    private func writeVacancies(_ date: CalendarDate, _ folder: String) throws(SampleError) {
        let file = try LayoutFiles.open(
            folder, "vacancies.csv", "vacancy,job,establishment,fte,open_from,open_until,skills")
        let quarter = date.parts.year * 4 + (date.parts.month - 1) / 3
        for (number, group) in layout.groups.enumerated() where decisions.hiresFromOutside(layout, group: number) {
            for opened in quarter - 1...quarter {
                var stream = SeededStream(seed: seed, .vacancy, number, opened)
                guard stream.chance(min(600, 150 + group.seats.count * 4)) else { continue }
                let first = CalendarDate(year: opened / 4, month: opened % 4 * 3 + 1, day: 1) ?? date
                let from = first.adding(days: stream.below(85))
                guard from <= date, date < from.adding(days: 60) else { continue }
                let family = JobFamily.all[group.family]
                let fte = stream.chance(600) ? 100 : 10 * stream.within(5...9)
                file.put(plain: "V\(opened)-\(number + 1),\(family.jobs[0].code),\(layout.sites[group.site].code),")
                file.putHundredths(fte)
                file.put(plain: ",\(from),\(from.adding(days: 60)),\(family.skills.prefix(4).joined(separator: "|"))")
                try file.endLine()
            }
        }
        try file.finish()
    }

    static func text(_ date: CalendarDate?) -> String { date.map(\.description) ?? "" }
}
