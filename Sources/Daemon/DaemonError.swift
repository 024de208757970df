package import Workforce

/// What the command line and the daemon say when something cannot be done: what, why, and the remedy.
package struct DaemonError: Error, Sendable, Codable, CustomStringConvertible {
    /// Exit codes that scripts rely on (interface: "Command line").
    package enum Exit: Int32, Sendable, Codable {
        case done = 0
        case failed = 1
        case usage = 2
        case refused = 3
        case owned = 4
        case temporary = 75
    }

    package var exit: Exit
    /// Stable, kebab case.
    package var code: String
    package var message: String
    package var remedy: String
    /// Details, one line each.
    package var problems: [Problem]

    package init(_ exit: Exit, code: String, message: String, remedy: String, problems: [Problem] = []) {
        self.exit = exit
        self.code = code
        self.message = message
        self.remedy = remedy
        self.problems = problems
    }

    /// A database in which the integrity check found faults.
    package static func damaged(_ faults: [String]) -> DaemonError {
        DaemonError(
            .failed, code: "database-damaged",
            message: "The database is damaged: \(faults.prefix(5).joined(separator: "; ")).",
            remedy: "Stop the daemon and restore the newest backup: doorstroom restore FILE --force.")
    }

    package var description: String { remedy.isEmpty ? message : "\(message)\n  \(remedy)" }
}
