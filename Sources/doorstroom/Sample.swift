import ArgumentParser
import Daemon
import Foundation
import SampleEmployer
import Workforce

/// `doorstroom sample DIR`
struct Sample: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sample",
        abstract: "Writes a synthetic employer: monthly snapshot bundles with plan, closures, vacancies, internships.",
        discussion: """
            The same numbers and seed give the same bytes, everywhere. Nobody in it exists.

            With --hidden-truth the plans come true, slip or are called off in the course of the snapshots; what became \
            of everybody and of every plan stands in truth/truth.csv and truth/plans.csv, to judge forecasts by. In main \
            plans are right on average; in optimistic-plans they overstate the reduction by 30 %; in rising-attrition \
            twice as many begin to leave half-way; in discretionary-selection a quarter of the places go to somebody \
            else than the order says.

            Examples:
              doorstroom sample demo --employees 5000 --months 24 --seed 1 --until 2026-10-31
              doorstroom sample judged --employees 100000 --months 48 --every-months 3 --seed 1 --hidden-truth main
            """)

    @Argument(help: ArgumentHelp("The folder to write the bundles into.", valueName: "dir"))
    var directory: String

    @Option(help: "People in service at a time, 10 to 2,000,000.")
    var employees = 5_000

    @Option(help: "Monthly snapshots.")
    var months = 24

    @Option(help: "Any whole number; another seed is another employer.")
    var seed: UInt64 = 1

    @Option(help: "The date of the last snapshot; default: the end of last month.", transform: CalendarDate.argument)
    var until: CalendarDate?

    @Option(
        help: ArgumentHelp(
            "Plans that come true, slip or are called off, and what became of them beside the bundles.",
            valueName: "scenario"))
    var hiddenTruth: TruthScenario?

    @Option(help: "Months between two snapshots, 1 to 12; only with --hidden-truth.")
    var everyMonths = 1

    mutating func validate() throws {
        guard (10...2_000_000).contains(employees) else {
            throw ValidationError("--employees \(employees) is outside 10 to 2,000,000.")
        }
        guard (1...240).contains(months) else { throw ValidationError("--months \(months) is outside 1 to 240.") }
        guard HiddenTruthEmployer.intervalRange.contains(everyMonths) else {
            throw ValidationError("--every-months \(everyMonths) is outside 1 to 12.")
        }
        guard everyMonths == 1 || hiddenTruth != nil else {
            throw ValidationError("--every-months goes with --hidden-truth.")
        }
    }

    func run() throws {
        let last = until ?? LocalDay.today().startOfMonth.adding(days: -1)
        let count: Int
        do { count = try write(until: last) { Terminal.progress("\(Int($0 * 100)) % written") } } catch {
            throw DaemonError(error)
        }
        Terminal.endProgress()
        try Terminal.confirm(
            "wrote \(count) snapshots of about \(employees) people to \(directory), the last as of \(last)")
    }

    /// Returns the number of snapshots.
    private func write(until last: CalendarDate, progress: (Double) -> Void) throws(SampleError) -> Int {
        guard let hiddenTruth else {
            try SampleEmployer(employees: employees, months: months, seed: seed, until: last)
                .write(to: directory, progress: progress)
            return months
        }
        let employer = HiddenTruthEmployer(
            employees: employees, months: months, interval: everyMonths, seed: seed, until: last, scenario: hiddenTruth)
        try employer.write(to: directory, progress: progress)
        return employer.dates.count
    }
}

extension TruthScenario: ExpressibleByArgument {}

/// Today where this machine stands; verbs without a configuration know no other place.
enum LocalDay {
    static func today() -> CalendarDate {
        let parts = Calendar(identifier: .gregorian).dateComponents([.year, .month, .day], from: Date())
        return CalendarDate(year: parts.year ?? 1970, month: parts.month ?? 1, day: parts.day ?? 1)
            ?? CalendarDate(dayNumber: 0)
    }
}
