import Foundation
import Workforce

/// Where and when a configuration is read: what relative paths, references to secrets and dates are held against.
struct SettingsContext {
    /// The configuration file's folder.
    var directory: String
    var environment: [String: String]
    var files: ConfigurationFiles
    /// The day that dates are held against.
    var today: CalendarDate
    /// The moment that certificates are held against, in seconds since 1970.
    var now: Int64
    /// What is wrong with the files of one partner is that partner's matter, and refuses nothing else.
    var sparesOthers = false

    /// A path of the configuration file, made absolute: relative ones count from its folder.
    func resolve(_ path: String) -> String {
        if path.hasPrefix("/") { return path }
        let trimmed = path.hasPrefix("./") ? String(path.dropFirst(2)) : path
        return directory == "/" ? "/\(trimmed)" : "\(directory)/\(trimmed)"
    }

    /// The bytes of a YAML file, or nil after reporting why they cannot be had; `line` and `path` are those of the key
    /// that names the file.
    func contents(of file: String, named key: String, in section: YamlSection) -> [UInt8]? {
        let resolved = resolve(file)
        guard let status = files.status(resolved), !status.isDirectory else {
            section.error(
                "missing-file", key, value: Shown.value(file), "there is no file \(Shown.value(file))",
                remedy:
                    "write a path that is relative to the configuration file, or absolute; `doorstroom init` writes a whole set"
            )
            return nil
        }
        do {
            return try files.read(resolved, YamlText.maximumBytes + 1)
        } catch {
            section.error(
                "unreadable-file", key, value: Shown.value(file), "the file \(Shown.value(file)) cannot be read",
                remedy: "let the user that runs Doorstroom read it")
            return nil
        }
    }

    static func name(of path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

    static func directory(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
