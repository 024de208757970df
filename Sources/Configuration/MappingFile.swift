package import Intake
package import Workforce

/// Reads a mapping file (`Config/mappings/*.yaml`; interface: "Mapping").
package enum MappingFile {
    /// The mapping of a file's bytes and what is doubtful about it.
    ///
    /// - Parameter file: the file's name without folders, for messages.
    /// - Throws: `ConfigurationError` with everything that is wrong.
    package static func decode(_ bytes: [UInt8], file: String) throws(ConfigurationError) -> (
        mapping: Mapping, warnings: [Problem]
    ) {
        let log = ProblemLog(file: file)
        let mapping = MappingReader.read(bytes, log: log)
        guard let mapping, !log.hasErrors else { throw ConfigurationError(problems: log.inOrder) }
        return (mapping, log.inOrder)
    }

    /// The mapping that `key` names: a path that ends in `.yaml`, or the name of a file in `mappings` beside the
    /// configuration. `canonical` needs no file.
    static func load(named name: String, key: String, section: YamlSection, context: SettingsContext) -> Mapping? {
        let isPath = name.hasSuffix(".yaml") || name.hasSuffix(".yml") || name.contains("/")
        let path = isPath ? name : "mappings/\(name).yaml"
        let bytes: [UInt8]
        if name == "canonical", context.files.status(context.resolve(path)) == nil {
            bytes = Defaults.canonicalMapping
        } else if !isPath, context.files.status(context.resolve(path)) == nil {
            let folder = context.resolve("mappings")
            // A folder that is not there offers no names.
            let names = ((try? context.files.list(folder)) ?? []).compactMap {
                $0.hasSuffix(".yaml") ? String($0.dropLast(5)) : nil
            }
            let nearest = Suggestion.nearest(to: name, among: names + ["canonical"])
            section.error(
                "unknown-mapping", key, value: Shown.value(name), "there is no mappings/\(Shown.value(name)).yaml",
                remedy: nearest.map { "write \($0)" }
                    ?? "write canonical, or draft one with `doorstroom import --suggest FILE`")
            return nil
        } else {
            guard let found = context.contents(of: path, named: key, in: section) else { return nil }
            bytes = found
        }
        let log = ProblemLog(file: SettingsContext.name(of: path))
        let mapping = MappingReader.readWhole(bytes, log: log)
        section.log.absorb(log.problems)
        return mapping
    }
}
