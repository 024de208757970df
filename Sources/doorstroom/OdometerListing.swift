import Daemon
import Prevention
import Workforce

/// The readings of an odometer, a row for each unit and rule.
struct OdometerListing {
    private let odometer: Odometer

    init(_ odometer: Odometer) { self.odometer = odometer }

    func write(_ format: OutputFormat) throws(DaemonError) {
        let writer = ListingWriter(
            format: format,
            columns: [
                "country", "unit_kind", "unit", "rule", "window", "count", "threshold", "committed", "forecast",
                "next_drop_out", "count_then", "largest", "largest_on", "crosses_on", "crosses_with", "crosses_anyway",
                "more", "more_from", "more_before", "workers", "estimated", "version", "certainty",
            ])
        for reading in odometer.readings { try writer.row(row(reading)) }
        try writer.finish(empty: "No statute of a country where people work has a rule of collective redundancy.")
    }

    private func row(_ reading: OdometerReading) -> [ListingValue] {
        let crossing = reading.crossing
        let shortfall = reading.shortfall
        return [
            .text(reading.unit.country), .text(reading.unit.kind.rawValue), .optional(reading.unit.code),
            .text(reading.rule), .text(reading.window.text), .integer(reading.current), .optional(reading.threshold),
            .integer(reading.committed), .integer(reading.forecast),
            .optional(reading.nextDropOut?.day.description), .optional(reading.nextDropOut?.count.total),
            .integer(reading.largest.count.total), .text(reading.largest.day.description),
            .optional(crossing?.day.description), .optional(crossing?.count.total),
            crossing.map { .flag($0.isKnown) } ?? .absent, .optional(shortfall?.more),
            .optional(shortfall?.from.description), .optional(shortfall?.before?.description),
            .decimal(Double(reading.size.centiWorkers) / 100, places: 2), .flag(reading.isEstimated),
            .text(reading.version), .text(reading.certainty.rawValue),
        ]
    }
}

/// Who is counted in which unit; a place in a group of which no order says who is meant has no employee.
struct OdometerCaseListing {
    private let odometer: Odometer
    private let result: PreventionResult
    private let workforce: Workforce

    init(_ odometer: Odometer, _ result: PreventionResult, _ workforce: Workforce) {
        self.odometer = odometer
        self.result = result
        self.workforce = workforce
    }

    func write(_ format: OutputFormat) throws(DaemonError) {
        let writer = ListingWriter(
            format: format,
            columns: [
                "country", "unit_kind", "unit", "employee_id", "date", "basis", "standing", "job_group",
                "establishment",
            ])
        for counted in odometer.units {
            let unit = counted.unit
            for redundancy in odometer.cases[counted.places] {
                let group = result.groups[redundancy.group]
                try writer.row([
                    .text(unit.country), .text(unit.kind.rawValue), .optional(unit.code),
                    .optional(redundancy.row.map { workforce.employees.id[$0] }), .text(redundancy.date.description),
                    .text(redundancy.basis.rawValue), .text(redundancy.standing.rawValue), .text(group.jobGroup),
                    .text(group.establishment),
                ])
            }
        }
        try writer.finish(empty: "Nobody is counted.")
    }
}

extension CollectiveRedundancy.Window {
    /// As a listing has it: `3 months`, `60 days`.
    var text: String {
        switch self {
        case .months(let months): "\(months) \(months == 1 ? "month" : "months")"
        case .days(let days): "\(days) \(days == 1 ? "day" : "days")"
        }
    }
}
