import Workforce

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

    static func fteOverFullTime(_ file: String, line: Int, column: String, centiFTE: Int) -> Problem {
        let hundredths = String(centiFTE % 100)
        return Problem(
            .warning, code: "fte-over-full-time", file: file, line: line, column: column,
            value: "\(centiFTE / 100)." + String(repeating: "0", count: 2 - hundredths.count) + hundredths,
            reason: "This person works more than 1.20 FTE in all.",
            remedy: "Check whether a position is listed twice, or has ended.")
    }
}
