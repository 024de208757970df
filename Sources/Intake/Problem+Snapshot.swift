import Workforce

/// Why a file or a snapshot is refused as a whole (interface: "Validation"), and what to do about it.
extension Problem {
    static func sideFileTooLarge(_ file: String, limit: Int) -> Problem {
        Problem(
            code: "side-file-too-large", file: file, reason: "The file is larger than \(limit / 1_048_576) MB.",
            remedy: "Check that its name is that of its contents: only the employees file may be this large.")
    }

    static func tooManyRejected(_ file: String, rejected: Int, rows: Int) -> Problem {
        // Rounded up, so that what was refused never reads as the limit itself.
        let tenths = (rejected * 1000 + rows - 1) / max(rows, 1)
        return Problem(
            code: "too-many-rejected", file: file, value: "\(rejected) of \(rows)",
            reason: "\(tenths / 10).\(tenths % 10) % of the rows are rejected; more than 2 % refuse the snapshot.",
            remedy: "Correct the rows that the report lists, or the mapping; or leave rows that are not meant out with "
                + "a filter.")
    }

    static func headcountMoved(from previous: PreviousSnapshot, to headcount: Int) -> Problem {
        let announced =
            previous.expectedDepartures == 0
            ? "" : ", of whom \(previous.expectedDepartures) had announced departures"
        return Problem(
            code: "headcount-moved", value: "\(previous.headcount) → \(headcount)",
            reason:
                "\(headcount) people are in service and \(previous.headcount) were on \(previous.asOf)\(announced): "
                + "that moved by more than 15 %.",
            remedy: "Check that the export is complete. If the change is real, import with `--accept-headcount-change`."
        )
    }

    static func olderThanNewest(_ asOf: CalendarDate, newest: CalendarDate) -> Problem {
        Problem(
            code: "older-than-newest", value: asOf.description,
            reason: "The snapshot is of \(asOf), and one of \(newest) is already there.",
            remedy: "Check its date. To add it to the history all the same, import with `--backfill`.")
    }

    static func dateAhead(_ asOf: CalendarDate, today: CalendarDate) -> Problem {
        Problem(
            .warning, code: "date-ahead", value: asOf.description,
            reason: "The snapshot is of \(asOf), and today is \(today): it is used from its date on, and until then "
                + "those of earlier dates are.",
            remedy: "If the date is right, nothing is to be done. Else correct it and import again; what stands under "
                + "\(asOf) is replaced by importing the people of that date, once it has come.")
    }

    static func healthColumn(_ file: String, column: String) -> Problem {
        Problem(
            code: "health-data", file: file, column: column,
            reason: "`\(column)` reads as health data, which may not enter (GDPR art. 9).",
            remedy: "Leave the column out of the export, or add `drop: [\(yamlScalar(column))]` to the file's mapping: "
                + "its bytes are then never read.")
    }

    static func healthIndicator(_ file: String, indicator: String) -> Problem {
        Problem(
            code: "health-data", file: file, column: "indicator", value: indicator,
            reason: "`\(indicator)` of a person reads as health data, which may not enter (GDPR art. 9).",
            remedy: "Give it as a rate of a unit, establishment or the organisation, or leave these rows out: "
                + "`filters: [{column: indicator, notIn: [\(yamlScalar(indicator))]}]`.")
    }

    static func identifierColumn(_ file: String, column: String) -> Problem {
        Problem(
            code: "national-identifier", file: file, column: column,
            reason: "`\(column)` reads as a national identifier, which may not enter.",
            remedy: "Leave the column out of the export, or add `drop: [\(yamlScalar(column))]` to the file's mapping: "
                + "its bytes are then never read.")
    }

    static func identifierValues(_ file: String, column: String, identifier: String) -> Problem {
        Problem(
            code: "national-identifier", file: file, column: column,
            reason: "The values of `\(column)` pass the checksum of the \(identifier), a national identifier.",
            remedy: "Leave the column out of the export, or add `drop: [\(yamlScalar(column))]` to the file's mapping. "
                + "If it is to be `employee_id`, export the employer's own number in its place.")
    }

    static func noPeople(_ file: String, filtered: Int) -> Problem {
        Problem(
            code: "no-people", file: file,
            reason: filtered == 0 ? "The file holds no rows." : "The filters of the mapping leave out every row.",
            remedy: filtered == 0
                ? "Export it again; a snapshot without people would make everybody a leaver."
                : "Check the columns and values under `filters`: they compare exactly.")
    }

    static func dateTwice(_ file: String, _ date: CalendarDate) -> Problem {
        Problem(
            code: "date-twice", file: file, value: date.description,
            reason: "Another file of the bundle holds people of the same date; each would replace the other.",
            remedy: "Join the two into one file, or leave one of them out.")
    }

    static func ratingsNotRead(_ file: String) -> Problem {
        Problem(
            .warning, code: "ratings-not-read", file: file, column: EmployeeField.performance.rawValue,
            reason: "Performance ratings are not read: they are profiling and need a lawful basis.",
            remedy: "Leave the column out, or name the lawful basis and the impact assessment in the policy.")
    }

    static func healthReasons(_ file: String, count: Int) -> Problem {
        Problem(
            .warning, code: "health-reasons", file: file, column: EmployeeField.exitReason.rawValue,
            value: String(count), reason: "Reasons of health for leaving were read as `other` and not kept.",
            remedy: "Map them to `other` at the source, so that they do not travel.")
    }

    /// A text as it can stand in a YAML list.
    static func yamlScalar(_ text: String) -> String {
        let isPlain =
            !text.isEmpty
            && text.unicodeScalars.allSatisfy {
                $0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "_"
            }
        let isWord = ["true", "false", "yes", "no", "null", "on", "off", "y", "n"].contains(text.lowercased())
        if isPlain, !isWord, text.first?.isNumber == false { return text }
        return "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}
