package import Workforce

/// Writes a believable Dutch employer that does not exist: monthly snapshot bundles in canonical form.
///
/// The same numbers give the same bytes on every machine and on every day: no clock and no system randomness is asked.
/// People are made one by one and written at once, so that memory grows with the establishments and not with the people.
package struct SampleEmployer: Sendable {
    /// What can be asked for.
    package static let employeesRange = 1...10_000_000
    /// How many snapshots can be asked for.
    package static let monthsRange = 1...240

    /// People in service on the date of the last snapshot, exactly.
    package let employees: Int
    /// Number of snapshots.
    package let months: Int
    /// Another seed is another employer.
    package let seed: UInt64
    /// Date of the last snapshot; the others are on the same day of the months before (month ends stay month ends).
    package let until: CalendarDate

    /// What to make; out-of-range numbers are refused by `write`.
    package init(employees: Int, months: Int, seed: UInt64, until: CalendarDate) {
        self.employees = employees
        self.months = months
        self.seed = seed
        self.until = until
    }

    /// The dates of the snapshots, oldest first.
    package var dates: [CalendarDate] {
        let isMonthEnd = until == until.endOfMonth
        return (0..<max(0, months)).reversed().map { back in
            let date = until.adding(months: -back)
            return isMonthEnd ? date.endOfMonth : date
        }
    }

    /// Writes one folder per snapshot, named for its date, into `directory`, which is made if it is missing.
    ///
    /// `progress` hears how much is done, from 0 to 1, about a hundred times. Throws where a number is out of range, a
    /// snapshot of the same date is there already, or the disk does not take it; what was written by then stays.
    package func write(to directory: String, progress: (Double) -> Void = { _ in }) throws(SampleError) {
        try checkRanges()
        var layout = Layout(employees: employees, seed: seed)
        let decisions = Decisions(layout, until: until)
        if let reorganisation = decisions.reorganisation {
            layout.addSeats(reorganisation.emptySeats, toGroup: reorganisation.group)
        }
        let folders = try Self.makeFolders(dates, in: directory)
        let frame = frame(seats: layout.seats)
        let history = SeatHistory(frame: frame, layout: layout, decisions: decisions)
        let texts = DateTexts(from: until.adding(months: -12 * 160), to: until.adding(months: 60))
        let supply = try writeEmployees(history, folders, texts, progress)
        let side = SideFileWriter(seed: seed, layout: layout, decisions: decisions, supply: supply)
        for (date, folder) in folders { try side.write(date, to: folder) }
        progress(1)
    }

    func checkRanges() throws(SampleError) {
        if !Self.employeesRange.contains(employees) {
            throw SampleError(
                "sample-employees", "\(employees) employees cannot be made",
                remedy: "ask for \(Self.employeesRange.lowerBound) to \(Self.employeesRange.upperBound)")
        }
        if !Self.monthsRange.contains(months) {
            throw SampleError(
                "sample-months", "\(months) months cannot be made",
                remedy: "ask for \(Self.monthsRange.lowerBound) to \(Self.monthsRange.upperBound)")
        }
        if !(1990...2100).contains(until.parts.year) {
            throw SampleError(
                "sample-until", "a sample cannot end on \(until)", remedy: "choose a date between 1990 and 2100")
        }
    }

    static func makeFolders(_ dates: [CalendarDate], in directory: String) throws(SampleError)
        -> [(date: CalendarDate, path: String)]
    {
        let folders = dates.map { (date: $0, path: "\(directory)/\($0)") }
        if let taken = folders.first(where: { ByteFile.exists($0.path) }) {
            throw SampleError(
                "sample-exists", "there is a snapshot of \(taken.date) in this folder already",
                remedy: "choose an empty folder, so that two employers do not mix")
        }
        for folder in folders { try ByteFile.makeFolder(folder.path) }
        return folders
    }

    /// The history begins three months before the first snapshot, and knows of exits after the last.
    func frame(seats: Int) -> SeatHistory.Frame {
        let start = (dates.first ?? until).adding(months: -3)
        var months: [(first: Int, season: Int)] = []
        // Leavers by month: after the bonus and the holidays more, in the autumn fewer.
        let seasons = [1_500, 900, 900, 1_100, 1_200, 900, 1_100, 1_300, 1_200, 900, 800, 700]
        var month = start.startOfMonth.adding(months: 1)
        while month <= until.adding(months: 4) {
            months.append((Int(month.dayNumber), seasons[month.parts.month - 1]))
            month = month.adding(months: 1)
        }
        return SeatHistory.Frame(
            seed: seed, seats: seats, start: Int(start.dayNumber), until: Int(until.dayNumber), months: months)
    }

    /// Writes everybody to every snapshot; returns who works in each group at the end.
    private func writeEmployees(
        _ history: SeatHistory, _ folders: [(date: CalendarDate, path: String)], _ texts: DateTexts,
        _ progress: (Double) -> Void
    ) throws(SampleError) -> SampleSupply {
        let layout = history.layout
        let codes = EmployeesFile.Codes(layout)
        var files: [(day: Int, file: EmployeesFile)] = []
        for (date, folder) in folders {
            let file = try EmployeesFile(
                folder: folder, date: date, until: until, seed: seed, codes: codes, dates: texts)
            files.append((Int(date.dayNumber), file))
        }
        var supply = SampleSupply(groups: layout.groups.count)
        var career = Career()
        let step = max(1, layout.seats / 100)
        for (team, place) in layout.teams.enumerated() {
            let group = layout.groups[place.group]
            let siteTeams = layout.sites[group.site].groups
            let otherTeam = layout.groups[siteTeams.lowerBound].teams.lowerBound
            for seat in place.seats {
                let isRedundant = history.isRedundant(seat, group: place.group)
                try history.visit(seat, group: place.group, &career) { (career) throws(SampleError) in
                    for (day, file) in files where career.isListed(at: day) {
                        try file.write(career, group: group, team: team, otherTeam: otherTeam)
                    }
                    if !isRedundant { supply.add(career, at: history.frame.until, toGroup: place.group) }
                }
                if seat % step == 0 { progress(Double(seat) / Double(layout.seats)) }
            }
        }
        for (_, file) in files { try file.finish() }
        return supply
    }
}
