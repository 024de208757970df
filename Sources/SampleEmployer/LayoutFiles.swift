import Workforce

/// The files that say when a snapshot was taken and where people work: the same at every date.
struct LayoutFiles {
    let seed: UInt64
    let layout: Layout

    func write(_ date: CalendarDate, to folder: String) throws(SampleError) {
        try writeDescription(date, folder)
        try writeJobs(folder)
        try writeEstablishments(folder)
        try writeUnits(folder)
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

    private func row(_ file: ByteFile, _ cells: [String]) throws(SampleError) {
        for (place, cell) in cells.enumerated() {
            if place > 0 { file.comma() }
            file.putCell(cell)
        }
        try file.endLine()
    }
}
