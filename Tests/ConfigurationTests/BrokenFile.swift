import Foundation
import Testing

/// A file of the corpus, named for its defect, and beside it, as text, exactly what is said about it.
///
/// `DOORSTROOM_RECORD=1` writes the texts anew; read the difference before you keep them.
struct BrokenFile: CustomTestStringConvertible, Sendable {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Broken")

    let url: URL
    var testDescription: String { url.deletingPathExtension().lastPathComponent }

    /// The YAML files of one folder of the corpus, by name.
    static func all(_ name: String = "") -> [BrokenFile] {
        let folder = name.isEmpty ? folder : folder.appending(path: name)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".yaml") }.sorted().map { BrokenFile(url: folder.appending(path: $0)) }
    }

    var bytes: [UInt8] { get throws { Array(try Data(contentsOf: url)) } }

    /// What is expected to be said, after recording it if that was asked for.
    func expected(recording actual: String) throws -> String {
        let text = url.deletingPathExtension().appendingPathExtension("txt")
        if ProcessInfo.processInfo.environment["DOORSTROOM_RECORD"] == "1" {
            try Data((actual + "\n").utf8).write(to: text)
        }
        return String(decoding: try Data(contentsOf: text), as: UTF8.self).trimmingCharacters(in: .newlines)
    }
}
