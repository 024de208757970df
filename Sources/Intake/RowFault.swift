import Workforce

/// What can be wrong with one row (interface: "Validation"), with the words in which a person is told.
enum RowFault: Equatable {
    case missingValue
    case unreadableDate
    case unreadableNumber
    case undecodable(TextForm)
    /// A code that the column does not know, and the one that may be meant.
    case unknownCode(allowed: [String], suggestion: String?)
    case hiredTooYoung
    case exitBeforeHire
    /// With what the mapping says full time is, if it says so.
    case fteOutOfRange(of: FullTime?)
    /// A value that reads as a share already, in a column that the mapping says holds percentages or hours.
    case slightFTE(of: FullTime)
    case absentFTE
    case implausibleDate
    case roundedNumber

    var code: String {
        switch self {
        case .missingValue: "missing-value"
        case .unreadableDate: "unreadable-date"
        case .unreadableNumber: "unreadable-number"
        case .undecodable: "undecodable-text"
        case .unknownCode: "unknown-code"
        case .hiredTooYoung: "hired-too-young"
        case .exitBeforeHire: "exit-before-hire"
        case .fteOutOfRange: "fte-out-of-range"
        case .slightFTE: "slight-fte"
        case .absentFTE: "absent-fte"
        case .implausibleDate: "implausible-date"
        case .roundedNumber: "rounded-number"
        }
    }

    func problem(
        _ severity: Problem.Severity, file: String, line: Int, column: String, value: String?
    ) -> Problem {
        Problem(
            severity, code: code, file: file, line: line, column: column, value: value,
            reason: reason(column) + (severity == .warning && isAboutValue ? " It counts as absent." : ""),
            remedy: remedy)
    }

    private var isAboutValue: Bool {
        switch self {
        case .unreadableDate, .unreadableNumber, .undecodable: true
        default: false
        }
    }

    private func reason(_ column: String) -> String {
        switch self {
        case .missingValue: "`\(column)` is required and empty."
        case .unreadableDate: "`\(column)` is no date in the form that the mapping expects."
        case .unreadableNumber: "`\(column)` is no number in the form that the mapping expects, or out of range."
        case .undecodable(let form): "`\(column)` holds bytes that are no \(form.encoding.rawValue)."
        case .unknownCode: "`\(column)` holds a code that is not known."
        case .hiredTooYoung: "`\(column)` lies before the 13th birthday."
        case .exitBeforeHire: "`\(column)` lies before the hire date."
        case .fteOutOfRange(nil): "`\(column)` lies outside 0 to 1.50."
        case .fteOutOfRange(let fullTime?): "`\(column)` lies outside 0 to 1.50 times a full time of \(fullTime.text)."
        case .slightFTE(let fullTime):
            "`\(column)` is 1.50 or less, next to nothing of a full time of \(fullTime.text)."
        case .absentFTE: "No FTE for a person on call: it counts as 0."
        case .implausibleDate: "`\(column)` lies before 1900, or more than five years ahead."
        case .roundedNumber: "`\(column)` is a number that a spreadsheet has rounded: its last digits are lost."
        }
    }

    private var remedy: String {
        switch self {
        case .missingValue: "Fill it in at the source; or leave such rows out with a filter in the mapping."
        case .unreadableDate: "Add its form to `dates`, or what stands for no date to the null tokens, in the mapping."
        case .unreadableNumber: "Correct the value, or the decimal and thousands marks in the mapping."
        case .undecodable: "Write the file's real encoding as `encoding` in the mapping, or export it as UTF-8."
        case .unknownCode(let allowed, let suggestion):
            (suggestion.map { "Did you mean `\($0)`? " } ?? "") + "Map it to one of \(allowed.joined(separator: ", "))."
        case .hiredTooYoung: "Correct the birth date or the hire date; check the order of day and month in the mapping."
        case .exitBeforeHire: "Correct the date of exit or of hire; check the order of day and month in the mapping."
        case .fteOutOfRange(nil):
            "Give the FTE as a share of full time, such as 0.80. If these are percentages, write `fullTime: 100` beside "
                + "the column in the mapping; if hours, the hours of full time."
        case .fteOutOfRange: "Correct the value at the source, or `fullTime` in the mapping."
        case .slightFTE:
            "If the column holds shares, such as 0.80, take `fullTime` out of the mapping; else nothing is to be done."
        case .roundedNumber:
            "Export again and do not save the file from a spreadsheet; or give the column there the form Text first."
        case .implausibleDate: "Correct the year at the source; or write the text that means no date as a null token."
        case .absentFTE: "Give the FTE that the person works on average, if it is to count in the supply."
        }
    }
}
