import ArgumentParser
import Daemon
import Foundation
import Intake
import Workforce

/// How the program ends when something went wrong: the message on standard error, the code that scripts expect.
enum Failure {
    static func exit(with error: any Error) -> Never {
        if let error = error as? DaemonError {
            Terminal.error("doorstroom: \(error.message)")
            for problem in error.problems { Terminal.error("  " + line(problem)) }
            if !error.remedy.isEmpty { Terminal.error("  " + error.remedy) }
            Foundation.exit(error.exit.rawValue)
        }
        let code = Doorstroom.exitCode(for: error)
        if error is ExitCode { Doorstroom.exit(withError: error) }
        if code == .success {
            // Help, the version, completions: what was asked for, so it goes where results go.
            do { try Terminal.print(Doorstroom.fullMessage(for: error)) } catch { exit(with: error) }
            Foundation.exit(DaemonError.Exit.done.rawValue)
        }
        // The parser's own usage code is 64; here every usage error is 2.
        Terminal.error(Doorstroom.fullMessage(for: error))
        Foundation.exit(code == .validationFailure ? DaemonError.Exit.usage.rawValue : DaemonError.Exit.failed.rawValue)
    }

    /// A problem on one line: where, what, and what to do.
    static func line(_ problem: Problem) -> String {
        var place = problem.file ?? ""
        if let line = problem.line { place += ":\(line)" }
        let column = problem.column.map { " \($0)" } ?? ""
        let value = problem.value.map { " '\($0)'" } ?? ""
        let head = (place + column + value).trimmingCharacters(in: .whitespaces)
        let reason = problem.reason + (problem.reason.hasSuffix(".") ? " " : "; ")
        let kind = problem.severity == .warning ? "warning: " : ""
        return ShownName.plain(head.isEmpty ? "" : head + ": ") + kind + reason + problem.remedy
    }
}

extension DaemonError {
    /// With what the reports refuse, where the error does not say it itself.
    func listing(_ reports: [SnapshotReport]) -> DaemonError {
        var error = self
        if error.problems.isEmpty { error.problems = reports.flatMap(\.refusals) }
        return error
    }
}
