import Daemon
import Prevention
import Workforce

/// The dated ledger in the order in which its days come: people's clocks first, then those of planned events.
struct ClockListing {
    /// Whom or what a clock is about: an employee id, or a job group and its establishment.
    struct Subject {
        var employee: String?
        var jobGroup: String?
        var establishment: String?
    }

    let asOf: CalendarDate
    let isDutch: Bool
    /// Only clocks dated in here; those without a date are in no range.
    let from: CalendarDate?
    let until: CalendarDate?
    private var people: [(subject: Subject, clock: Clock)] = []
    private var events: [(subject: Subject, clock: Clock)] = []

    init(asOf: CalendarDate, isDutch: Bool, from: CalendarDate?, until: CalendarDate?) {
        (self.asOf, self.isDutch, self.from, self.until) = (asOf, isDutch, from, until)
    }

    mutating func add(_ clocks: [Clock], of subject: Subject) {
        for clock in clocks where isAsked(clock) {
            if subject.employee == nil { events.append((subject, clock)) } else { people.append((subject, clock)) }
        }
    }

    private func isAsked(_ clock: Clock) -> Bool {
        guard let date = clock.date else { return from == nil && until == nil }
        return from.map { $0 <= date } ?? true && until.map { date <= $0 } ?? true
    }

    /// Each of the two by date, those without one last; on one day in the order of the ledger.
    private var inOrder: [(subject: Subject, clock: Clock)] {
        [people, events].flatMap { entries in
            entries.enumerated().sorted {
                ($0.element.clock.date?.dayNumber ?? .max, $0.offset)
                    < ($1.element.clock.date?.dayNumber ?? .max, $1.offset)
            }.map(\.element)
        }
    }

    /// CSV and JSON have the codes that programs know; a table says them in the planner's language and marks what has
    /// passed.
    func write(_ format: OutputFormat) throws(DaemonError) {
        let isTable = format == .table
        let writer = ListingWriter(format: format, columns: ClockListing.columns)
        for (subject, clock) in inOrder {
            let who: [ListingValue] = [
                .optional(subject.employee), .optional(subject.jobGroup), .optional(subject.establishment),
            ]
            try writer.row(who + (isTable ? tableValues(clock) : ClockListing.values(clock)))
        }
        try writer.finish(
            empty: isDutch
                ? "Er loopt geen termijn: niemand is in fase 2 tot en met 4, er is geen wettelijke regel, of geen datum valt "
                    + "binnen wat is gevraagd."
                : "No clock runs: nobody is in phases 2 to 4, no statute file is in force, or no date is in the range "
                    + "asked for.")
    }

    /// A sentence each.
    func show() throws(DaemonError) {
        for (subject, clock) in inOrder {
            let who =
                subject.employee ?? [subject.jobGroup, subject.establishment].compactMap { $0 }.joined(separator: ", ")
            let date = clock.date.map { "\($0)\(passed(clock).isEmpty ? "" : " (\(passed(clock)))")" } ?? "-"
            try Terminal.print("\(date)  \(who): \(isDutch ? clock.statement.dutch : clock.statement.english)")
        }
    }

    private static let columns = [
        "employee_id", "job_group", "establishment", "rule", "kind", "date", "amount", "country", "version", "source",
        "certainty", "projected", "inputs",
    ]

    private static func values(_ clock: Clock) -> [ListingValue] {
        [
            .text(clock.rule.rawValue), .text(clock.kind.rawValue), .optional(clock.date?.description),
            .cents(clock.amount), .text(clock.country), .text(clock.version), .text(clock.source),
            .text(clock.certainty.rawValue), .flag(clock.isProjected),
            .list(clock.inputs.map { "\($0.name)=\($0.value)" }),
        ]
    }

    private func tableValues(_ clock: Clock) -> [ListingValue] {
        var values = ClockListing.values(clock)
        if isDutch {
            values[0] = .text(clock.rule.name.dutch)
            values[1] = .text(clock.kind.dutch)
            values[7] = .text(clock.certainty == .verified ? "geverifieerd" : "niet geverifieerd")
            values[8] = .text(clock.isProjected ? "ja" : "nee")
        }
        if !passed(clock).isEmpty, let date = clock.date { values[2] = .text("\(date) \(passed(clock))") }
        return values
    }

    /// The mark of a day that came before the day of the run.
    private func passed(_ clock: Clock) -> String {
        clock.date.map { $0 < asOf } ?? false ? (isDutch ? "voorbij" : "passed") : ""
    }
}

extension Clock.Kind {
    fileprivate var dutch: String {
        switch self {
        case .deadline: "uiterste dag"
        case .periodEnd: "einde van een termijn"
        case .event: "gebeurt vanzelf"
        case .amount: "bedrag"
        }
    }
}
