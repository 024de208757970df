import Foundation

/// Where the tests find what is no code: beside them, and beside the project.
enum ProjectFolders {
    static let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().resolvingSymlinksInPath()
    static let broken = tests.appending(path: "Broken")
    static let project = tests.deletingLastPathComponent().deletingLastPathComponent()

    /// Real data, if it is there: `DOORSTROOM_DATA`, else `shared/data` beside the project.
    static var data: URL? {
        let named = ProcessInfo.processInfo.environment["DOORSTROOM_DATA"].map { URL(fileURLWithPath: $0) }
        let folder = named ?? project.deletingLastPathComponent().appending(path: "shared/data")
        return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
    }

    /// Ten year-end exports and the closures as a plan.
    static var retailer: URL? {
        let folder = data?.appending(path: "mfg10")
        return folder.flatMap { FileManager.default.fileExists(atPath: $0.path) ? $0 : nil }
    }
}

/// A folder of a test's own, removed with it.
final class ScratchFolder {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "/intake-tests-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            print("\(path) stays: \(error)")
        }
    }

    /// Writes a file, its folders included, and gives its path.
    @discardableResult
    func write(_ name: String, _ text: String) throws -> String {
        let url = URL(fileURLWithPath: path).appending(path: name)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: url, atomically: true, encoding: .utf8)
        return url.path
    }
}
