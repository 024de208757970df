package import Intake
package import Workforce

extension Settings {
    /// A mapping by name (`mappings/NAME.yaml` beside the configuration) or path, for `import --mapping`.
    ///
    /// - Throws: `ConfigurationError` when there is none or it is wrong.
    package static func mapping(
        named name: String, configurationPath: String, files: ConfigurationFiles = .disk
    ) throws(ConfigurationError) -> (mapping: Mapping, warnings: [Problem]) {
        let log = ProblemLog(file: SettingsContext.name(of: configurationPath))
        let section = YamlSection(entries: [], path: "", line: 1, log: log)
        let context = SettingsContext(
            directory: SettingsContext.directory(of: configurationPath), environment: [:], files: files,
            today: CalendarDate(dayNumber: 0))
        let mapping = MappingFile.load(named: name, key: "mapping", section: section, context: context)
        guard let mapping, !log.hasErrors else { throw ConfigurationError(problems: log.inOrder) }
        return (mapping, log.inOrder)
    }
}
