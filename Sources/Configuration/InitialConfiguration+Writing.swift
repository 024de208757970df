import Foundation
import Workforce

extension InitialConfiguration {
    /// Writes the files into a folder, which is made when it is not there; nothing that exists is overwritten.
    ///
    /// - Returns: the paths written.
    /// - Throws: `ConfigurationError` naming every file that is in the way, before anything is written, or the file that
    ///   could not be.
    package func write(to directory: String) throws(ConfigurationError) -> [String] {
        let taken = files.filter { ConfigurationFiles.disk.status("\(directory)/\($0.path)") != nil }
        guard taken.isEmpty else {
            throw ConfigurationError(
                problems: taken.map {
                    Problem(
                        code: "file-exists", file: $0.path, reason: "this file exists already, and is not overwritten",
                        remedy: "name another folder, or move the file away")
                })
        }
        for file in files {
            do {
                try write(file, to: directory)
            } catch {
                throw ConfigurationError(problems: [
                    Problem(
                        code: "unwritable", file: file.path, reason: "the file cannot be written",
                        remedy: "name a folder in which you may write, with space left")
                ])
            }
        }
        return files.map { "\(directory)/\($0.path)" }
    }

    private func write(_ file: File, to directory: String) throws {
        let path = "\(directory)/\(file.path)"
        try FileManager.default.createDirectory(
            atPath: SettingsContext.directory(of: path), withIntermediateDirectories: true,
            attributes: [.posixPermissions: file.isPrivate ? 0o700 : 0o755])
        if file.isPrivate {
            try PrivateFile.write(String(decoding: file.contents, as: UTF8.self), to: path)
        } else {
            try Data(file.contents).write(to: URL(filePath: path), options: .withoutOverwriting)
        }
    }
}
