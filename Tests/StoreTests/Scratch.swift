import Crypto
import Foundation
import GRDB
import Testing

@testable import Store

/// A folder of its own for one test, and a database in it.
///
/// All of them lie in one folder, which goes when the tests end: a database opens further connections by its path for as long
/// as it lives.
final class Scratch: Sendable {
    private static let root: String = {
        let root = NSTemporaryDirectory() + "doorstroom-store-tests-\(ProcessInfo.processInfo.processIdentifier)"
        atexit { Scratch.removeAll() }
        return root
    }()

    private static func removeAll() {
        // What cannot be removed stays in the system's folder for temporary files.
        _ = try? FileManager.default.removeItem(atPath: root)
    }

    let folder: String
    let key: IdentityKey

    init() throws {
        folder = Scratch.root + "/" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        key = try IdentityKey(bytes: Data(repeating: 7, count: 32))
    }

    var path: String { folder + "/employer.sqlite" }

    func open() throws -> Store.Database { try .openForWriting(path, identityKey: key) }
}
