import Workforce

/// The files beside `employees.csv`, as they stood on the date of a snapshot.
struct SideFileWriter {
    let seed: UInt64
    let layout: Layout
    let decisions: Decisions
    let supply: SampleSupply

    func write(_ date: CalendarDate, to folder: String) throws(SampleError) {
        try writeDescription(date, folder)
        try writeJobs(folder)
        try writeEstablishments(folder)
        try writeUnits(folder)
        try writePlan(date, folder)
        try IndicatorFile(seed: seed, layout: layout, decisions: decisions).write(date, to: folder)
        try writeVacancies(date, folder)
        try InternshipFile(seed: seed, layout: layout, decisions: decisions).write(date, to: folder)
    }

    /// Opens a file and writes its header.
    static func open(_ folder: String, _ name: String, _ columns: String) throws(SampleError) -> ByteFile {
        let file = try ByteFile(path: "\(folder)/\(name)")
        file.put(plain: columns)
        try file.endLine()
        return file
    }

    private func writeDescription(_ date: CalendarDate, _ folder: String) throws(SampleError) {
        let file = try Self.open(folder, "snapshot.yaml", "asOf: \(date)")
        file.put(plain: "source: doorstroom sample, seed \(seed)")
        try file.endLine()
        try file.finish()
    }

    private func writeJobs(_ folder: String) throws(SampleError) {
        let file = try Self.open(folder, "jobs.csv", "job,title,job_group,isco08,esco,level,sector")
        for family in JobFamily.all {
            for job in family.jobs {
                try row(file, [job.code, job.title, family.code, family.isco ?? "", "", family.level, family.sector])
            }
        }
        try file.finish()
    }

    private func writeEstablishments(_ folder: String) throws(SampleError) {
        let file = try Self.open(
            folder, "establishments.csv", "establishment,name,country,region,statutory_area,technical_unit,postcode")
        for (number, site) in layout.sites.enumerated() {
            let kinds = ["Fabriek", "Distributiecentrum", "Kantoor", "Servicecentrum"]
            let postcode = "\(site.place.postcode)\(10 + number % 80) \(["AB", "KL", "RT", "XZ"][number % 4])"
            try row(
                file,
                [
                    site.code, "\(kinds[site.kind.rawValue]) \(site.place.name)", "NL",
                    site.hasRegion ? site.place.region : "", site.place.area, "TE-\(site.kind.rawValue + 1)", postcode,
                ])
        }
        try file.finish()
    }

    private func writeUnits(_ folder: String) throws(SampleError) {
        let file = try Self.open(folder, "units.csv", "unit,name,parent,establishment,trainers")
        for site in layout.sites {
            try row(file, [site.code, site.place.name, "", site.code, ""])
            for group in site.groups {
                for team in layout.groups[group].teams {
                    let title = JobFamily.all[layout.groups[group].family].jobs[0].title
                    let number = team - layout.groups[group].teams.lowerBound + 1
                    let unit = layout.teams[team]
                    try row(file, [unit.code, "\(title), team \(number)", site.code, site.code, "\(unit.trainers)"])
                }
            }
        }
        try file.finish()
    }

    private func writePlan(_ date: CalendarDate, _ folder: String) throws(SampleError) {
        let file = try Self.open(
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
        let file = try Self.open(folder, "vacancies.csv", "vacancy,job,establishment,fte,open_from,open_until,skills")
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

    private func row(_ file: ByteFile, _ cells: [String]) throws(SampleError) {
        for (place, cell) in cells.enumerated() {
            if place > 0 { file.comma() }
            file.putCell(cell)
        }
        try file.endLine()
    }

    static func text(_ date: CalendarDate?) -> String { date.map(\.description) ?? "" }
}
