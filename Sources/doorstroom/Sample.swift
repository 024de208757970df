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

            Example:
              doorstroom sample demo --employees 5000 --months 24 --seed 1 --until 2026-10-31
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

    mutating func validate() throws {
        guard (10...2_000_000).contains(employees) else {
            throw ValidationError("--employees \(employees) is outside 10 to 2,000,000.")
        }
        guard (1...240).contains(months) else { throw ValidationError("--months \(months) is outside 1 to 240.") }
    }

    func run() throws {
        let last = until ?? LocalDay.today().startOfMonth.adding(days: -1)
        do {
            try SampleEmployer(employees: employees, months: months, seed: seed, until: last)
                .write(to: directory) { share in Terminal.progress("\(Int(share * 100)) % written") }
        } catch {
            throw DaemonError(error)
        }
        Terminal.endProgress()
        try Terminal.confirm(
            "wrote \(months) snapshots of about \(employees) people to \(directory), the last as of \(last)")
    }
}

/// Today where this machine stands; verbs without a configuration know no other place.
enum LocalDay {
    static func today() -> CalendarDate {
        let parts = Calendar(identifier: .gregorian).dateComponents([.year, .month, .day], from: Date())
        return CalendarDate(year: parts.year ?? 1970, month: parts.month ?? 1, day: parts.day ?? 1)
            ?? CalendarDate(dayNumber: 0)
    }
}
