import Crypto
import Foundation
import GRDB
import Testing

@testable import Store

/// A folder of its own for one test, removed with it, and a database in it.
final class Scratch {
    let folder: String
    let key: IdentityKey

    init() throws {
        folder = NSTemporaryDirectory() + "doorstroom-store-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        key = try IdentityKey(bytes: Data(repeating: 7, count: 32))
    }

    deinit {
        // What is left of a test's folder harms nobody.
        _ = try? FileManager.default.removeItem(atPath: folder)
    }

    var path: String { folder + "/employer.sqlite" }

    func open() throws -> Store.Database { try .openForWriting(path, identityKey: key) }
}
