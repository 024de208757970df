package import Intake
import Workforce

/// How snapshots come in (configuration key `intake`).
package struct IntakeSettings: Equatable, Sendable {
    /// The folder that is watched for bundles, absolute; by default `inbox` beside the database.
    package var inbox: String
    /// The mapping's name or path as it was written.
    package var mappingName: String
    package var mapping: Mapping
    /// Whether a bundle is kept after it has been read.
    package var keepRawFiles: Bool
    /// Days after which a snapshot is stale: nothing new goes outward (domain rules §2).
    package var maxAgeDays: Int
}

extension IntakeSettings {
    init?(_ section: YamlSection, databasePath: String?, context: SettingsContext) {
        let written = section.text("inbox")
        let inbox = written.map(context.resolve) ?? databasePath.map { "\(SettingsContext.directory(of: $0))/inbox" }
        if let inbox, let status = context.files.status(inbox), !status.isDirectory {
            section.error(
                "invalid-path", "inbox", value: Shown.value(inbox), "this is a file",
                remedy: "write the path of a folder")
        }
        if let inbox, let databasePath, inbox == SettingsContext.directory(of: databasePath) {
            section.error(
                "contradiction", "inbox", "the database lies in this folder, whose files are taken for snapshots",
                remedy: "give the inbox a folder of its own")
        }
        let name = section.text("mapping") ?? "canonical"
        let mapping = MappingFile.load(named: name, key: "mapping", section: section, context: context)
        let keepRawFiles = section.flag("keepRawFiles") ?? false
        let maxAgeDays = section.integer("maxAgeDays", in: 1...3660, unit: " days") ?? 35
        section.finish()
        guard let inbox, let mapping else { return nil }
        self.init(
            inbox: inbox, mappingName: name, mapping: mapping, keepRawFiles: keepRawFiles, maxAgeDays: maxAgeDays)
    }
}
