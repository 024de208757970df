package import Workforce

/// Writes an employer whose future is known: the usual bundles, and beside them what became of everybody.
///
/// Forecasts are held against it. Therefore it knows nothing of how they are made: it shares no code with the rules, and
/// where a forecast takes a normal distribution, constant hazards and independent groups for granted, this world has heavy
/// tails, log-logistic service, common shocks, dates that slip and plans that are called off
/// (``PlanSchedule``, ``Attrition``, ``Climate``). The same numbers give the same bytes on every machine.
package struct HiddenTruthEmployer: Sendable {
    /// Snapshots may lie so many months apart.
    package static let intervalRange = 1...12

    private let sample: SampleEmployer
    private let interval: Int
    private let scenario: TruthScenario

    /// What to make; out-of-range numbers are refused by `write`.
    ///
    /// - Parameters:
    ///   - employees: people in service when the history begins; healthy groups keep their size.
    ///   - months: how many months the snapshots cover.
    ///   - interval: months between two snapshots, the last on `until`.
    package init(
        employees: Int, months: Int, interval: Int = 1, seed: UInt64, until: CalendarDate, scenario: TruthScenario
    ) {
        sample = SampleEmployer(employees: employees, months: months, seed: seed, until: until)
        self.interval = interval
        self.scenario = scenario
    }

    /// The dates of the snapshots, oldest first.
    package var dates: [CalendarDate] {
        let all = sample.dates
        return all.indices.filter { (all.count - 1 - $0) % max(1, interval) == 0 }.map { all[$0] }
    }

    /// Writes one folder per snapshot into `directory`, and the folder `truth`.
    ///
    /// `progress` hears how much is done, from 0 to 1. Throws where a number is out of range, a snapshot of the same date
    /// is there already, or the disk does not take it; what was written by then stays.
    package func write(to directory: String, progress: (Double) -> Void = { _ in }) throws(SampleError) {
        try sample.checkRanges()
        if !Self.intervalRange.contains(interval) {
            throw SampleError(
                "sample-interval", "snapshots cannot lie \(interval) months apart",
                remedy: "ask for \(Self.intervalRange.lowerBound) to \(Self.intervalRange.upperBound)")
        }
        let layout = Layout(employees: sample.employees, seed: sample.seed)
        let frame = sample.frame(seats: layout.seats)
        let months = TruthMonths(
            start: CalendarDate(dayNumber: Int32(frame.start)), first: dates.first ?? sample.until, until: sample.until)
        let climate = Climate(seed: sample.seed)
        let schedule = PlanSchedule(layout, months, climate, scenario)
        let attrition = Attrition(seed: sample.seed, months: months, climate: climate, scenario: scenario)
        let folders = try SampleEmployer.makeFolders(dates, in: directory)
        let texts = DateTexts(
            from: sample.until.adding(months: -12 * 160), to: sample.until.adding(months: 12 * 60))
        let truth = try TruthFiles(in: directory, dates: texts)
        let files = try EmployeeFiles(folders, sample, layout, texts)

        var supply = Array(repeating: 0, count: schedule.courses.count)
        var (demand, redundancies) = (supply, supply)
        for group in layout.groups.indices {
            var history = GroupHistory(
                frame: frame, layout: layout, months: months, attrition: attrition, schedule: schedule,
                interval: interval, group: group)
            history.run()
            let plan = schedule.ofGroup[group]
            if let plan {
                supply[plan] += history.publishedSupply
                demand[plan] += history.trueDemand
                redundancies[plan] += history.redundancies
            }
            try files.write(history.careers, group: group, layout, truth, plan.map { $0 + 1 })
            progress(Double(group + 1) / Double(layout.groups.count + 1))
        }
        try files.finish()
        let plans = TruthPlanFile(layout: layout, months: months, schedule: schedule, publishedSupply: supply)
        let places = LayoutFiles(seed: sample.seed, layout: layout)
        for (date, folder) in folders {
            try places.write(date, to: folder)
            try plans.write(date, to: folder)
        }
        try truth.finish(plans, demand: demand, redundancies: redundancies)
        progress(1)
    }

    /// `employees.csv` of all snapshots, written side by side so that nobody need be remembered.
    private struct EmployeeFiles {
        private var files: [(day: Int, file: EmployeesFile)] = []
        private let codes: EmployeesFile.Codes

        init(
            _ folders: [(date: CalendarDate, path: String)], _ sample: SampleEmployer, _ layout: Layout,
            _ texts: DateTexts
        ) throws(SampleError) {
            codes = EmployeesFile.Codes(layout)
            for (date, folder) in folders {
                let file = try EmployeesFile(
                    folder: folder, date: date, until: sample.until, seed: sample.seed, codes: codes, dates: texts)
                files.append((Int(date.dayNumber), file))
            }
        }

        func write(_ careers: [Career], group: Int, _ layout: Layout, _ truth: TruthFiles, _ plan: Int?)
            throws(SampleError)
        {
            let place = layout.groups[group]
            let jobGroup = Array(JobFamily.all[place.family].code.utf8)
            for career in careers {
                let team = place.teams.first { layout.teams[$0].seats.contains(career.seat) } ?? place.teams.lowerBound
                var isListed = false
                for (day, file) in files where career.isListed(at: day) {
                    try file.write(career, group: place, team: team, otherTeam: team)
                    isListed = true
                }
                if isListed {
                    try truth.write(career, jobGroup: jobGroup, establishment: codes.sites[place.site], plan: plan)
                }
            }
        }

        func finish() throws(SampleError) {
            for (_, file) in files { try file.finish() }
        }
    }
}
