import DoorstroomConfiguration
import Foundation
import Store
import Testing

@testable import Daemon

@Suite("The file of the identity key, when it is rotated")
struct KeyRotationTests {
    private func file(_ employer: Employer) throws -> String {
        try #require(employer.instance.settings.storage.identityKeyFile)
    }

    private func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

    private func files(_ employer: Employer) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: employer.folder).filter { $0.hasPrefix("identity.key") }
            .sorted()
    }

    @Test("The file holds the new key, the former is kept under its id, and everything opens with what the file says")
    func rotated() async throws {
        let employer = try Employer()
        try await employer.take(Bundle("2026-10-31"))
        let former = try text(try file(employer))
        let id = try #require(employer.database.identityKeyID)
        let mode = try FileManager.default.attributesOfItem(atPath: file(employer))[.posixPermissions] as? NSNumber
        #expect(await employer.perform(.rotateKey).error == nil)
        #expect(try text(try file(employer)) != former)
        #expect(try text(try file(employer) + "." + id) == former)
        #expect(try files(employer) == ["identity.key", "identity.key.\(id)"])
        #expect(
            try FileManager.default.attributesOfItem(atPath: file(employer))[.posixPermissions] as? NSNumber == mode)
        #expect(try employer.database.person("P1001") != nil)
        try employer.database.close()
    }

    @Test(
        "A full disk is told as that; whatever else keeps the folder from being written is told as the folder's",
        arguments: [
            ("disk-full", "disk-full", DaemonError.Exit.temporary),
            ("file-not-written", "identity-key-folder", .failed),
        ])
    func unwritten(cause: String, code: String, exit: DaemonError.Exit) {
        let error = DaemonError(
            KeyRotation.unwritten("/k/identity.key", because: StoreError(code: cause, message: "m", remedy: "r")))
        #expect(error.code == code && error.exit == exit)
    }

    /// The moments between which a process may be ended, and which key counts then.
    @Test(
        "Ended at any moment, a reader and an owner open the database, and the owner leaves one key in force",
        arguments: [
            ("before anything", false), ("the former is kept", false), ("the new one lies there", false),
            ("the new one was not written whole", false), ("committed", true),
        ])
    func interrupted(moment: String, isNew: Bool) async throws {
        let employer = try Employer()
        try await employer.take(Bundle("2026-10-31"))
        let file = try file(employer)
        let former = try text(file)
        let id = try #require(employer.database.identityKeyID)
        let bytes = [UInt8](repeating: 77, count: 32)
        if moment != "before anything" { try Data(former.utf8).write(to: URL(filePath: file + "." + id)) }
        if moment.hasPrefix("the new one") || isNew {
            let whole = IdentityKeyFile.encode(bytes)
            try Data((moment.contains("not") ? String(whole.prefix(9)) : whole).utf8)
                .write(to: URL(filePath: file + ".new"))
        }
        if isNew { try employer.database.rotateIdentityKey(to: IdentityKey(bytes: bytes)) }
        try employer.database.close()
        let settings = employer.instance.settings
        #expect(try Instance.openForReading(settings).person("P1001") != nil, "\(moment)")
        // The lock goes with the process; here it is held by the same one.
        let copy = employer.folder + "/copy.sqlite"
        try FileManager.default.copyItem(atPath: settings.storage.path, toPath: copy)
        try employer.configure(
            try text(employer.folder + "/doorstroom.yaml").replacingOccurrences(
                of: "data/doorstroom.sqlite", with: "copy.sqlite"))
        let again = try employer.openAgain()
        #expect(try again.database.person("P1001") != nil, "\(moment)")
        try again.database.close()
        #expect(
            try files(employer) == (isNew ? ["identity.key", "identity.key.\(id)"] : ["identity.key"]), "\(moment)")
        #expect(try text(file) == (isNew ? IdentityKeyFile.encode(bytes) : former), "\(moment)")
    }
}
