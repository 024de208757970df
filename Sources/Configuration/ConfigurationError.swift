package import Workforce

/// Why a configuration cannot be used: everything that is wrong with it and with the files that it names, at once.
///
/// At least one of the problems is an error; warnings found on the way are there too.
package struct ConfigurationError: Error, Equatable, Sendable {
    package var problems: [Problem]

    package init(problems: [Problem]) { self.problems = problems }
}

extension ConfigurationError: CustomStringConvertible {
    /// One line a problem, errors first.
    package var description: String {
        let errors = problems.filter { $0.severity == .error }
        let warnings = problems.filter { $0.severity == .warning }
        return (errors + warnings).map(\.configurationText).joined(separator: "\n")
    }
}
