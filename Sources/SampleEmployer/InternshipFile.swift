import Workforce

/// `internships.csv`: places offered by teams with trainers, also in groups where none should go out any more; keeping
/// those back is the reader's task.
struct InternshipFile {
    let seed: UInt64
    let layout: Layout
    let decisions: Decisions

    func write(_ date: CalendarDate, to folder: String) throws(SampleError) {
        let file = try LayoutFiles.open(
            folder, "internships.csv",
            "internship,unit,job,title,field,level,track,qualification,accreditation,starts,ends,hours_per_week,places,"
                + "audience,trainer,description")
        let starts = Self.nextStart(date)
        let term = starts.parts.year * 2 + (starts.parts.month > 6 ? 1 : 0)
        var isOffered: Set<Int> = []
        for (number, team) in layout.teams.enumerated() where team.trainers > 0 {
            var stream = SeededStream(seed: seed, .internship, number, term)
            // In every shrinking group and closing establishment at least one team had planned for trainees.
            let isThreatened = !decisions.hiresFromOutside(layout, group: team.group)
            let isFirst = isThreatened && isOffered.insert(team.group).inserted
            guard stream.chance(280) || isFirst else { continue }
            try write(file, number, team, starts, &stream)
        }
        try file.finish()
    }

    private func write(
        _ file: ByteFile, _ number: Int, _ team: Layout.Team, _ starts: CalendarDate, _ stream: inout SeededStream
    ) throws(SampleError) {
        let family = JobFamily.all[layout.groups[team.group].family]
        let audience = [Internship.Audience.student, .student, .pupil, .inTransition][stream.below(4)]
        let isWorkLearning = audience == .student && stream.chance(400)
        let months = audience == .pupil ? 2 : isWorkLearning ? 10 : 5
        let title = family.jobs[0].title
        let cells = [
            "I\(starts.parts.year)\(starts.parts.month > 6 ? "B" : "A")-\(number + 1)", team.code, family.jobs[0].code,
            audience == .inTransition ? "Werkervaringsplaats \(title.lowercased())" : "Stage \(title.lowercased())",
            family.sector, family.level, isWorkLearning ? "bbl" : audience == .student ? "bol" : "", title,
            "SBB-\(100_000 + number)", starts.description, starts.adding(months: months).adding(days: -1).description,
            isWorkLearning ? "32.00" : audience == .pupil ? "16.00" : "36.00",
            "\(1 + stream.below(min(3, team.trainers + 1)))", audience.rawValue, trainer(team),
            "Meewerken in het team, onder begeleiding; je leert \(family.skills.prefix(2).joined(separator: " en ")).",
        ]
        for (place, cell) in cells.enumerated() {
            if place > 0 { file.comma() }
            file.putCell(cell)
        }
        try file.endLine()
    }

    /// Personnel number of the first who held the team's first seat: long enough there to teach.
    private func trainer(_ team: Layout.Team) -> String {
        let digits = String(1 + team.seats.lowerBound)
        return "E" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    }

    /// The next 1 September or 1 February after a date.
    private static func nextStart(_ date: CalendarDate) -> CalendarDate {
        let year = date.parts.year
        let days = [(year, 2), (year, 9), (year + 1, 2)].compactMap { CalendarDate(year: $0, month: $1, day: 1) }
        return days.first { $0 > date } ?? date
    }
}
