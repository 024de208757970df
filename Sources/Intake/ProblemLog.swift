package import Workforce

/// Collects problems, at most so many of each code: a broken column of a million rows is one problem, told often enough.
package struct ProblemLog: Sendable {
    /// What was kept, in the order in which it came.
    package private(set) var problems: [Problem] = []
    /// Problems that were left out.
    package private(set) var suppressed = 0
    private var counts: [String: Int] = [:]
    private let limit: Int

    /// A log that keeps so many problems of each code.
    package init(limitPerCode: Int = 10_000) { limit = limitPerCode }

    /// Keeps the problem, or counts it where its code has enough.
    package mutating func append(_ problem: Problem) { append(code: problem.code, problem) }

    /// Makes the problem only if it is kept.
    mutating func append(code: String, _ problem: @autoclosure () -> Problem) {
        let count = counts[code, default: 0]
        if count < limit {
            problems.append(problem())
        } else {
            suppressed += 1
        }
        counts[code] = count + 1
    }

    /// Adds what another log counted and left out.
    mutating func append(_ problems: [Problem], suppressed: Int) {
        for problem in problems { append(problem) }
        self.suppressed += suppressed
    }
}
