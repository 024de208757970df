import DoorstroomConfiguration
import Foundation
import Outreach
import Prevention
import Testing
import Workforce

@Suite("What init writes")
struct InitialConfigurationTests {
    private func inFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder.path)
    }

    @Test("It works at once, without a warning")
    func works() throws {
        try inFolder { folder in
            let written = try InitialConfiguration().write(to: folder)
            #expect(written.contains("\(folder)/doorstroom.yaml"))
            let loaded = try Settings.load(path: "\(folder)/doorstroom.yaml", environment: [:])
            #expect(loaded.warnings == [])
            #expect(loaded.settings.partners.map(\.id) == ["sandbox"])
            #expect(loaded.settings.partners.first?.endpoint.url == "http://127.0.0.1:8480/hooks/sandbox")
            #expect(loaded.settings.storage.path == "\(folder)/data/doorstroom.sqlite")
            #expect(loaded.settings.statutes.map(\.country) == ["NL", "BE"])
            guard case .given(let key) = loaded.settings.storage.identityKey else {
                Issue.record("init writes a key")
                return
            }
            #expect(key.count == 32)
        }
    }

    @Test("Secrets are for the owner alone, and fresh every time")
    func secrets() throws {
        try inFolder { folder in
            _ = try InitialConfiguration().write(to: folder)
            for path in ["identity.key", "secrets/sandbox.secret"] {
                #expect(ConfigurationFiles.disk.status("\(folder)/\(path)")?.permissions == 0o600)
            }
            let first = InitialConfiguration().files.filter(\.isPrivate)
            let second = InitialConfiguration().files.filter(\.isPrivate)
            #expect(first.count == 2)
            for (one, other) in zip(first, second) { #expect(one.contents != other.contents) }
        }
    }

    @Test("Nothing that exists is overwritten, and nothing is written beside it")
    func neverOverwrites() throws {
        try inFolder { folder in
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try Data("mine".utf8).write(to: URL(filePath: "\(folder)/identity.key"))
            let error = #expect(throws: ConfigurationError.self) { try InitialConfiguration().write(to: folder) }
            #expect(error?.problems.map(\.file) == ["identity.key"])
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["identity.key"])
        }
    }

    @Test(
        "The files of Config are those that the binary carries",
        arguments: [
            "doorstroom.yaml", "statutes/nl.yaml", "statutes/be.yaml", "scorecards/default.yaml",
            "mappings/canonical.yaml",
        ])
    func carried(path: String) throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        #expect(try Data(contentsOf: folder.appending(path: "Config/\(path)")) == Data(embedded(path).utf8))
    }
}
