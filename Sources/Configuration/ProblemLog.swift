import Workforce

/// What is wrong with one file, gathered while it is read, so that everything is told at once.
///
/// A class, because sections of one document are read by many small decoders that all report to the same place.
/// It never leaves the reading of its file.
final class ProblemLog {
    /// The file's name without folders.
    let file: String
    private(set) var problems: [Problem] = []

    init(file: String) { self.file = file }

    func error(_ code: String, line: Int?, path: String?, value: String? = nil, _ reason: String, remedy: String) {
        report(.error, code, line: line, path: path, value: value, reason, remedy: remedy)
    }

    func warning(_ code: String, line: Int?, path: String?, value: String? = nil, _ reason: String, remedy: String) {
        report(.warning, code, line: line, path: path, value: value, reason, remedy: remedy)
    }

    /// Takes the errors out that were reported since there were so many problems; warnings stay.
    func takeErrors(since count: Int) -> [Problem] {
        let found = problems[count...]
        problems.replaceSubrange(count..., with: found.filter { $0.severity == .warning })
        return found.filter { $0.severity == .error }
    }

    func absorb(_ others: some Sequence<Problem>) { problems.append(contentsOf: others) }

    /// The problems by file, in the order in which the files were read, and by line.
    var inOrder: [Problem] {
        var ranks: [String: Int] = [file: 0]
        for problem in problems where ranks[problem.file ?? ""] == nil { ranks[problem.file ?? ""] = ranks.count }
        let keys = problems.enumerated().map { (ranks[$1.file ?? ""] ?? 0, $1.line ?? 0, $0) }
        return keys.sorted(by: <).map { problems[$0.2] }
    }

    var hasErrors: Bool { problems.contains { $0.severity == .error } }

    private func report(
        _ severity: Problem.Severity, _ code: String, line: Int?, path: String?, value: String?, _ reason: String,
        remedy: String
    ) {
        problems.append(
            Problem(
                severity, code: code, file: file, line: line, column: path?.isEmpty == true ? nil : path, value: value,
                reason: reason, remedy: remedy))
    }
}
