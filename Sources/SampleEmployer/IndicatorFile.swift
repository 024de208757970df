import Workforce

/// `indicators.csv`: what the default scorecard asks for, by unit, establishment and organisation.
struct IndicatorFile {
    let seed: UInt64
    let layout: Layout
    let decisions: Decisions

    func write(_ date: CalendarDate, to folder: String) throws(SampleError) {
        let file = try LayoutFiles.open(folder, "indicators.csv", "scope,code,indicator,value,date,respondents")
        try writeTeams(file, date)
        try writeSites(file, date)
        try writeOrganisation(file, date)
        try file.finish()
    }

    /// Teams answer twice a year, in April and October; who says how they are is told from five answers on, and a file
    /// like this one holds smaller teams too: it is for the reader to withhold them.
    private func writeTeams(_ file: ByteFile, _ date: CalendarDate) throws(SampleError) {
        let survey = Self.lastSurvey(date)
        let round = survey.parts.year * 2 + (survey.parts.month > 6 ? 1 : 0)
        for (number, team) in layout.teams.enumerated() {
            var own = SeededStream(seed: seed, .survey, number)
            var now = SeededStream(seed: seed, .survey, number, round)
            let respondents = team.seats.count * now.within(40...92) / 100
            if respondents == 0 || now.chance(50) { continue }
            let mood = 0.35 * own.bell() + 0.12 * now.bell() - worry(layout.groups[team.group].site, survey)
            let values: [(StaticString, Double)] = [
                ("engagement", 3.75 + mood), ("vitality", 3.95 + 0.9 * mood + 0.2 * now.bell()),
                ("work-life-balance", 76 + 10 * mood + 5 * now.bell()),
            ]
            for (name, value) in values {
                let high = value > 6 ? 100.0 : 6.0
                file.put("unit,")
                file.put(plain: team.code)
                file.comma()
                try self.value(file, name, min(high, max(0, value)), survey, respondents: respondents)
            }
        }
    }

    /// A closure that has been announced is felt.
    private func worry(_ site: Int, _ date: CalendarDate) -> Double {
        for decision in decisions.all {
            if case .site(site) = decision.scope, let announced = decision.announcedOn, announced <= date { return 0.7 }
        }
        return 0
    }

    private func writeSites(_ file: ByteFile, _ date: CalendarDate) throws(SampleError) {
        let end = date.adding(months: -((date.parts.month - 1) % 3)).startOfMonth.adding(days: -1)
        let quarter = end.parts.year * 4 + (end.parts.month - 1) / 3
        for (number, site) in layout.sites.enumerated() {
            var own = SeededStream(seed: seed, .measurement, number)
            var now = SeededStream(seed: seed, .measurement, number, quarter)
            let values: [(StaticString, Double)] = [
                ("value-added-per-fte", 88 + 14 * own.bell() + 2 * now.bell()),
                ("first-pass-yield", min(99.9, 95 + 1.8 * own.bell() + 0.5 * now.bell())),
                ("on-time-delivery", min(100, 93 + 2.5 * own.bell() + now.bell())),
                ("injury-rate", max(0, 7 + 3 * own.bell() + now.bell())),
                ("integrity-training", min(100, 84 + 6 * own.bell() + 2 * now.bell())),
                ("community-engagement", min(100, max(0, 55 + 18 * own.bell()))),
            ]
            for (name, value) in values {
                file.put("establishment,")
                file.put(plain: site.code)
                file.comma()
                try self.value(file, name, value, end, respondents: nil)
            }
        }
    }

    private func writeOrganisation(_ file: ByteFile, _ date: CalendarDate) throws(SampleError) {
        let year = date.parts.year - 1
        guard let end = CalendarDate(year: year, month: 12, day: 31) else { return }
        var now = SeededStream(seed: seed, .measurement, -1, year)
        let values: [(StaticString, Double)] = [
            ("human-capital-roi", 1.3 + 0.06 * now.bell()),
            ("emission-reduction", min(80, max(0, Double(year - 2_018) * 4.2))),
            ("jobs-agreement", 1.2 + 0.1 * now.bell()), ("gender-pay-gap", 7 + now.bell()),
            ("net-promoter-score", 24 + 3 * now.bell()),
        ]
        for (name, value) in values {
            file.put("organisation,organisation,")
            try self.value(file, name, value, end, respondents: nil)
        }
    }

    private func value(_ file: ByteFile, _ name: StaticString, _ value: Double, _ date: CalendarDate, respondents: Int?)
        throws(SampleError)
    {
        file.put(name)
        file.comma()
        file.putHundredths(Int((value * 100).rounded()))
        file.put(plain: ",\(date),")
        if let respondents { file.put(respondents) }
        try file.endLine()
    }

    /// The last 15 April or 15 October on or before a date.
    private static func lastSurvey(_ date: CalendarDate) -> CalendarDate {
        let year = date.parts.year
        let days = [(year, 10), (year, 4), (year - 1, 10)].compactMap { CalendarDate(year: $0, month: $1, day: 15) }
        return days.first { $0 <= date } ?? date
    }
}
