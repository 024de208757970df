package import Foundation
import Outreach
package import Workforce

/// A configuration as it was loaded.
package struct LoadedSettings: Equatable, Sendable {
    package var settings: Settings
    /// What is doubtful but usable: to be shown at every start.
    package var warnings: [Problem]
    /// The configuration file, absolute.
    package var path: String

    /// Why nothing is sent to some partners, or no signature of theirs verified: files that cannot be used.
    package var partnerTroubles: [Problem] { settings.partners.flatMap { $0.endpoint.troubles + $0.api.troubles } }
}

extension Settings {
    /// Reads a configuration and every file that it names.
    ///
    /// - Parameters:
    ///   - path: the configuration file; a relative path counts from the current folder.
    ///   - environment: where references to secrets are looked up.
    ///   - files: the file system.
    ///   - now: the moment that agreements are held against.
    ///   - sparingOthers: what is wrong with the files of one partner (secrets, certificates) does not refuse the
    ///     configuration: it keeps that partner's events waiting, or its signatures from being verified, and stands in the
    ///     `troubles` of its endpoint, or of its access to the partner API.
    /// - Throws: `ConfigurationError` with everything that is wrong, in all files together.
    package static func load(
        path: String, environment: [String: String] = ProcessInfo.processInfo.environment,
        files: ConfigurationFiles = .disk, now: Date = Date(), sparingOthers: Bool = false
    ) throws(ConfigurationError) -> LoadedSettings {
        let absolute = path.hasPrefix("/") ? path : "\(FileManager.default.currentDirectoryPath)/\(path)"
        let log = ProblemLog(file: SettingsContext.name(of: path))
        let context = SettingsContext(
            directory: SettingsContext.directory(of: absolute), environment: environment, files: files,
            today: WallClock(zone: .gmt).day(now), now: Int64(now.timeIntervalSince1970),
            sparesOthers: sparingOthers)
        guard let settings = read(absolute, context: context, log: log) else {
            throw ConfigurationError(problems: log.inOrder)
        }
        return LoadedSettings(settings: settings, warnings: log.inOrder, path: absolute)
    }

    /// The settings after a request to reload: those of the file when all of it is valid, else the current ones, with
    /// everything that is wrong. Files of one partner are that partner's matter.
    package static func reload(
        current: LoadedSettings, path: String? = nil,
        environment: [String: String] = ProcessInfo.processInfo.environment, files: ConfigurationFiles = .disk,
        now: Date = Date()
    ) -> (settings: LoadedSettings, refusal: ConfigurationError?) {
        do throws(ConfigurationError) {
            let next = try load(
                path: path ?? current.path, environment: environment, files: files, now: now, sparingOthers: true)
            return (next, nil)
        } catch {
            return (current, error)
        }
    }

    private static func read(_ path: String, context: SettingsContext, log: ProblemLog) -> Settings? {
        guard let status = context.files.status(path), !status.isDirectory else {
            log.error(
                "no-configuration", line: nil, path: nil, "there is no such configuration file",
                remedy: "write one with `doorstroom init DIR`, or name yours with `--config FILE`")
            return nil
        }
        let bytes: [UInt8]
        do {
            bytes = try context.files.read(path, YamlText.maximumBytes + 1)
        } catch {
            log.error(
                "unreadable-file", line: nil, path: nil, "the file cannot be read",
                remedy: "let the user that runs Doorstroom read it")
            return nil
        }
        return SettingsReader(context: context, log: log).read(bytes)
    }
}
