package import Workforce

extension StatuteFile {
    /// The statute file of these bytes and what is doubtful about it.
    ///
    /// - Parameter file: the file's name without folders, for messages.
    /// - Throws: `ConfigurationError` with everything that is wrong.
    package static func decode(_ bytes: [UInt8], file: String) throws(ConfigurationError) -> (
        statutes: StatuteFile, warnings: [Problem]
    ) {
        let log = ProblemLog(file: file)
        let statutes = StatuteReader.read(bytes, log: log)
        guard let statutes, !log.hasErrors else { throw ConfigurationError(problems: log.inOrder) }
        return (statutes, log.inOrder)
    }
}
