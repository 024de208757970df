import DoorstroomConfiguration
import Foundation

/// A file system in memory: paths to texts. Folders are where files are.
struct MemoryFiles {
    var contents: [String: [UInt8]] = [:]
    var permissions: [String: Int] = [:]

    static let secret = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
    static let identityKey = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="

    /// `/c/doorstroom.yaml` beside a key, two secrets and what else a test adds.
    init(_ configuration: String, _ others: [String: String] = [:]) {
        self.init(bytes: Array(configuration.utf8), others)
    }

    init(bytes configuration: [UInt8], _ others: [String: String] = [:]) {
        let key = Array(MemoryFiles.identityKey.utf8)
        contents = ["/c/identity.key": key, "/c/partner.secret": Array((MemoryFiles.secret + "\n").utf8)]
        for (path, text) in others { contents[path] = Array(text.utf8) }
        contents["/c/doorstroom.yaml"] = configuration
    }

    var port: ConfigurationFiles {
        let (contents, permissions) = (contents, permissions)
        return ConfigurationFiles(
            status: { path in
                if contents[path] != nil {
                    return .init(isDirectory: false, permissions: permissions[path] ?? 0o600)
                }
                let isFolder = contents.keys.contains { $0.hasPrefix(path + "/") }
                return isFolder ? .init(isDirectory: true, permissions: 0o755) : nil
            },
            read: { path, limit in
                guard let bytes = contents[path] else { throw CocoaError(.fileReadNoSuchFile) }
                return Array(bytes.prefix(limit))
            },
            list: { path in
                contents.keys.filter { $0.hasPrefix(path + "/") }.map { String($0.dropFirst(path.count + 1)) }.sorted()
            })
    }

    func load(
        environment: [String: String] = [:], now: String = "2026-11-23T12:00:00Z", sparingOthers: Bool = false
    ) throws(ConfigurationError) -> LoadedSettings {
        try Settings.load(
            path: "/c/doorstroom.yaml", environment: environment, files: port, now: moment(now),
            sparingOthers: sparingOthers)
    }

    /// The problems of a configuration, whether it loads or not.
    func problems(environment: [String: String] = [:]) -> [String] {
        do throws(ConfigurationError) {
            return try load(environment: environment).warnings.map(\.configurationText)
        } catch {
            return error.problems.map(\.configurationText)
        }
    }
}

/// A moment in ISO 8601, with its offset.
func moment(_ text: String) -> Date {
    guard let date = try? Date(text, strategy: .iso8601) else { preconditionFailure("no moment: \(text)") }
    return date
}
