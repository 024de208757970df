import Foundation
import Outreach
import Testing
import Workforce

@testable import DoorstroomConfiguration

@Suite("Adding a partner")
struct PartnerAdditionTests {
    private let folder: String
    private var configuration: String { folder + "/doorstroom.yaml" }

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "doorstroom-add-\(UUID().uuidString)").path
        _ = try InitialConfiguration().write(to: folder)
    }

    private func remove() { _ = try? FileManager.default.removeItem(atPath: folder) }

    private func file(_ id: String = "roc", change: (inout PartnerFile) -> Void = { _ in }) -> PartnerFile {
        var file = PartnerFile(
            id: id, name: "ROC", kind: "school", regions: ["*"], events: ["internships"],
            url: "https://roc.example/hook")
        change(&file)
        return file
    }

    private func add(_ file: PartnerFile, _ kinds: SignatureKind...) throws -> PartnerAddition {
        let loaded = try Settings.load(path: configuration, environment: [:])
        let addition = try PartnerAddition(file, signedBy: kinds, to: loaded, environment: [:], now: Date())
        try addition.write(owner: nil)
        return addition
    }

    /// Everything in the folder.
    private func contents() -> Set<String> {
        Set(FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? [])
    }

    @Test("The partner is as it was said, and its secrets are fresh, its owner's alone, and named by its file")
    func adds() throws {
        defer { remove() }
        let addition = try add(
            file {
                $0.name = "ROC \"Oost\": #1\nkind: uwv"
                ($0.reference, $0.validUntil, $0.review) = ("A: 1", "2027-12-31", true)
                ($0.allowAddresses, $0.allowPorts, $0.ratePerSecond) = (["10.20.0.0/16"], [8443], 2.5)
            }, .v1, .v1a)
        let partner = try #require(
            try Settings.load(path: configuration, environment: [:]).settings.partners.first { $0.id == "roc" })
        #expect(partner.name == "ROC \"Oost\": #1\nkind: uwv")
        #expect(partner.kind == .school)
        #expect(partner.agreement.reference == "A: 1")
        #expect(partner.agreement.validUntil?.description == "2027-12-31")
        #expect(partner.agreement.release == .review)
        #expect(partner.endpoint.allowAddresses == ["10.20.0.0/16"])
        #expect(partner.endpoint.allowPorts == [8443])
        #expect(partner.endpoint.ratePerSecond == 2.5)
        #expect(partner.endpoint.signatureKinds == [.v1, .v1a])
        #expect(addition.secrets.map(\.kind) == [.v1, .v1a])
        for secret in addition.secrets {
            #expect(partner.endpoint.secret(secret.kind) == secret.text)
            #expect(partner.endpoint.secretFile(secret.kind) == secret.path)
            #expect(ConfigurationFiles.disk.status(secret.path)?.permissions == 0o600)
        }
        #expect(ConfigurationFiles.disk.status(addition.path)?.permissions == 0o600)
    }

    @Test(
        "What is wrong with it is said, and nothing is written",
        arguments: [
            ("id", "invalid-id"), ("kind", "unknown-value"), ("events", "unknown-value"), ("url", "invalid-url"),
            ("address", "invalid-address"), ("secret", "missing-file"),
        ])
    func refuses(what: String, code: String) throws {
        defer { remove() }
        let before = contents()
        let wrong = file(what == "id" ? "../roc" : "roc") {
            switch what {
            case "kind": $0.kind = "skool"
            case "events": $0.events = ["internship"]
            case "url": $0.url = "http://roc.example"
            case "address": $0.allowAddresses = ["10.20.0.1/16"]
            case "secret": $0.secretFile = "/nowhere"
            default: break
            }
        }
        let error = #expect(throws: ConfigurationError.self) { try add(wrong, .v1) }
        #expect(error?.problems.map(\.code) == [code])
        #expect(contents() == before)
    }

    @Test("A partner is added once, and a file that is there is never overwritten")
    func twice() throws {
        defer { remove() }
        _ = try add(file(), .v1)
        let before = contents()
        let again = #expect(throws: ConfigurationError.self) { try add(file(), .v1) }
        #expect(again?.problems.map(\.code) == ["file-exists", "file-exists"])
        // The same id in another file.
        try FileManager.default.moveItem(atPath: folder + "/partners.d/roc.yaml", toPath: folder + "/partners.d/b.yaml")
        try FileManager.default.moveItem(atPath: folder + "/secrets/roc.secret", toPath: folder + "/secrets/b.secret")
        let text = try String(contentsOfFile: folder + "/partners.d/b.yaml", encoding: .utf8)
        try text.replacing("roc.secret", with: "b.secret")
            .write(toFile: folder + "/partners.d/b.yaml", atomically: true, encoding: .utf8)
        let other = #expect(throws: ConfigurationError.self) { try add(file(), .v1) }
        #expect(other?.problems.map(\.code) == ["duplicate-partner"])
        #expect(contents().count == before.count)
    }

    @Test("A file that cannot be written takes those before it away again")
    func cutOff() throws {
        defer { remove() }
        let loaded = try Settings.load(path: configuration, environment: [:])
        let addition = try PartnerAddition(file(), signedBy: [.v1, .v1a], to: loaded, environment: [:], now: Date())
        // Somebody else was faster.
        try "mine".write(toFile: addition.path, atomically: false, encoding: .utf8)
        let error = #expect(throws: ConfigurationError.self) { try addition.write(owner: nil) }
        #expect(error?.problems.map(\.code) == ["file-exists"])
        #expect(addition.secrets.allSatisfy { ConfigurationFiles.disk.status($0.path) == nil })
        #expect(try String(contentsOfFile: addition.path, encoding: .utf8) == "mine")
    }

    @Test("A staged secret takes the place of the former one with its mode, or leaves it as it was")
    func replaces() throws {
        defer { remove() }
        let path = folder + "/secrets/sandbox.secret"
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
        let former = try String(contentsOfFile: path, encoding: .utf8)
        try PrivateFile.stage("next\n", for: path, at: path + ".new")
        #expect(try String(contentsOfFile: path, encoding: .utf8) == former)
        try PrivateFile.replace(path, by: path + ".new")
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "next\n")
        #expect(ConfigurationFiles.disk.status(path)?.permissions == 0o640)
        #expect(ConfigurationFiles.disk.status(path + ".new") == nil)
    }
}
