package import Workforce

/// What merging of rows has to tell (domain rules §2). Lines say which rows; ids are not named.
extension Problem {
    static func repeatedRow(_ file: String, line: Int, column: String, earlier: Int) -> Problem {
        Problem(
            .warning, code: "repeated-row", file: file, line: line, column: column,
            reason: "The same person in the same position as on line \(earlier); the first row counts.",
            remedy: "Export each position once.")
    }

    static func contradictoryRows(_ file: String, line: Int, column: String, earlier: Int, winner: Int) -> Problem {
        Problem(
            .warning, code: "contradictory-rows", file: file, line: line, column: column,
            reason: "The same position as on line \(earlier) with another exit date; the row on line \(winner) counts.",
            remedy: "Correct at the source whether and when this person left.")
    }

    /// - Parameters:
    ///   - lines: the row that says something first, and the one that says something else.
    ///   - value: what the second row says; only its shape is told.
    static func identityContradiction(
        _ file: String, lines: (first: Int, second: Int), column: String, value: String, in what: String
    ) -> Problem {
        Problem(
            .warning, code: "identity-contradiction", file: file, line: lines.second, column: column,
            value: MaskedValue.shape(of: value),
            reason: "The row has another \(what) than the row of the same employee id on line \(lines.first); both "
                + "are read as one person.",
            remedy: "If the number was given out again, export each person under a number of their own, or leave out "
                + "the row of whoever left; else correct the row that is wrong.")
    }

    /// People whom the history knows with another birth date under the same id.
    ///
    /// - Parameter lines: where they stand in the file; the first ten are named.
    package static func numbersReused(_ file: String?, lines: [Int]) -> Problem {
        let shown = lines.prefix(10).map(String.init).joined(separator: ", ") + (lines.count > 10 ? ", …" : "")
        return Problem(
            .warning, code: "number-reused", file: file, line: lines.first, column: EmployeeField.birthDate.rawValue,
            value: String(lines.count),
            reason: "Known ids come with another birth date (\(lines.count == 1 ? "line" : "lines") \(shown)): these "
                + "numbers may have been given out again, and the history of both persons is read as one.",
            remedy: "If dates were corrected, nothing is to be done. Else export the newcomers under numbers of their "
                + "own, and import the snapshot again.")
    }

    static func fteOverFullTime(_ file: String, line: Int, column: String, centiFTE: Int) -> Problem {
        let hundredths = String(centiFTE % 100)
        return Problem(
            .warning, code: "fte-over-full-time", file: file, line: line, column: column,
            value: "\(centiFTE / 100)." + String(repeating: "0", count: 2 - hundredths.count) + hundredths,
            reason: "This person works more than 1.20 FTE in all.",
            remedy: "Check whether a position is listed twice, or has ended.")
    }
}
