import Foundation

/// Where the configuration file is looked for.
package enum ConfigurationLocation {
    /// Tried in order when neither the command line nor the environment names a file.
    package static let defaults = ["Config/doorstroom.yaml", "/etc/doorstroom/doorstroom.yaml"]

    /// The file to read: `--config`, then `DOORSTROOM_CONFIG`, then the first default that exists.
    ///
    /// What somebody named is taken even when it does not exist, so that the message is about that file.
    package static func find(
        option: String?, environment: [String: String] = ProcessInfo.processInfo.environment,
        files: ConfigurationFiles = .disk
    ) -> String {
        if let option, !option.isEmpty { return option }
        if let named = environment["DOORSTROOM_CONFIG"], !named.isEmpty { return named }
        return defaults.first { files.status($0) != nil } ?? defaults[0]
    }
}
