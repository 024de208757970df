package import Outcomes
package import Workforce

/// Reads a scorecard file (`Config/scorecards/*.yaml`; domain rules §7).
package enum ScorecardFile {
    /// The scorecard of a file's bytes and what is doubtful about it.
    ///
    /// - Parameters:
    ///   - policy: what the employer has justified; a scorecard that needs more is refused.
    ///   - file: the file's name without folders, for messages.
    /// - Throws: `ConfigurationError` with everything that is wrong.
    package static func decode(_ bytes: [UInt8], policy: OutcomesPolicy, file: String) throws(ConfigurationError) -> (
        scorecard: Scorecard, warnings: [Problem]
    ) {
        let log = ProblemLog(file: file)
        let scorecard = ScorecardReader.read(bytes, policy: policy, log: log)
        guard let scorecard, !log.hasErrors else { throw ConfigurationError(problems: log.inOrder) }
        return (scorecard, log.inOrder)
    }
}
