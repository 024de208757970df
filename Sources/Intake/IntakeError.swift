package import Workforce

/// Why an input could not be read at all: every problem found, each with its remedy.
///
/// Rows that are left out and warnings are no errors; they stand in the `SnapshotReport`. Never holds personal data.
package struct IntakeError: Error, Equatable, Sendable, CustomStringConvertible {
    /// At least one.
    package var problems: [Problem]

    package init(_ problems: [Problem]) { self.problems = problems }

    package init(code: String, file: String? = nil, value: String? = nil, reason: String, remedy: String) {
        problems = [Problem(code: code, file: file, value: value, reason: reason, remedy: remedy)]
    }

    package var description: String {
        problems.map { problem in
            let places = [problem.file, problem.line.map { "line \($0)" }, problem.column].compactMap { $0 }
            let place = places.isEmpty ? "" : places.joined(separator: ", ") + ": "
            // A reason that quotes the value already need not say it twice.
            let value =
                problem.value.flatMap { $0.isEmpty || problem.reason.contains($0) ? nil : " Found: \($0)" } ?? ""
            return "\(place)\(problem.reason)\(value)\n  \(problem.remedy)"
        }.joined(separator: "\n")
    }
}
