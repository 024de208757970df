import Foundation
import GRDB
import Outreach
import Testing

@testable import Store

@Suite("Rotation of secrets")
struct SecretStoreTests {
    let start = Date(timeIntervalSince1970: 1_800_000_000)
    let name = SecretStore.Name(partner: "twente", kind: .v1)
    let note = AuditNote(systemUser: "op", verb: "partners rotate-secret twente")

    /// What signs at a moment, newest first.
    private func signing(_ store: SecretStore, configured: String, at now: Date) async throws -> [String] {
        try await store.known().plan(for: name, configured: configured, now: now).signing.map(\.text)
    }

    @Test("Both sign until the overlap is over, and the rotation is in the audit log")
    func rotates() async throws {
        let database = try Scratch().open()
        let store = database.secrets
        _ = try await store.adopt([name: "whsec_A"], now: start)
        let rotation = try await store.rotate(
            name, configured: "whsec_A", to: "whsec_B", overlap: 60, audit: note, now: start)
        #expect(rotation == SecretStore.Rotation(formerEnds: start + 60, isRepeat: false))
        #expect(try await signing(store, configured: "whsec_A", at: start + 59) == ["whsec_B", "whsec_A"])
        #expect(try await signing(store, configured: "whsec_A", at: start + 60) == ["whsec_B"])
        #expect(try database.auditLog().map(\.verb) == [note.verb])
        // A second one leaves the first one's end as it was.
        _ = try await store.rotate(
            name, configured: "whsec_B", to: "whsec_C", overlap: 600, audit: note, now: start + 30)
        #expect(
            try await signing(store, configured: "whsec_B", at: start + 59) == ["whsec_C", "whsec_B", "whsec_A"])
        #expect(try await signing(store, configured: "whsec_B", at: start + 60) == ["whsec_C", "whsec_B"])
    }

    @Test("A rotation that was cut off is taken up again, once")
    func repeats() async throws {
        let store = try Scratch().open().secrets
        _ = try await store.rotate(name, configured: "whsec_A", to: "whsec_B", overlap: 60, audit: note, now: start)
        let again = try await store.rotate(
            name, configured: "whsec_A", to: "whsec_B", overlap: 60, audit: note, now: start + 50)
        #expect(again == SecretStore.Rotation(formerEnds: start + 60, isRepeat: true))
        #expect(try await store.known().histories[name]?.entries.count == 2)
        await #expect(throws: StoreError.self) {
            try await store.rotate(
                name, configured: "whsec_B", to: "whsec_A", overlap: 60, audit: note, now: start + 50)
        }
    }

    @Test("A secret that has ended or leaked stays known as that under another identity key")
    func outlivesTheKey() async throws {
        let database = try Scratch().open()
        let store = database.secrets
        _ = try await store.rotate(name, configured: "whsec_A", to: "whsec_B", overlap: nil, audit: note, now: start)
        for byte in [UInt8(21), 22] {
            try database.rotateIdentityKey(to: try IdentityKey(bytes: Data(repeating: byte, count: 32)))
            let plan = try await store.known().plan(for: name, configured: "whsec_A", now: start + 5)
            #expect(plan.signing.map(\.text) == ["whsec_B"])
            #expect(plan.isConfigurationStale)
            #expect(try await signing(store, configured: "whsec_B", at: start + 5) == ["whsec_B"])
        }
    }

    @Test("A leaked secret ends at once, is wiped, and can be given no more time")
    func leaks() async throws {
        let database = try Scratch().open()
        let store = database.secrets
        let rotation = try await store.rotate(
            name, configured: "whsec_A", to: "whsec_B", overlap: nil, audit: note, now: start)
        #expect(rotation.formerEnds == nil)
        #expect(try await signing(store, configured: "whsec_A", at: start) == ["whsec_B"])
        #expect(
            try await database.reading {
                try Int.fetchOne($0, sql: "SELECT count(*) FROM signing_secret WHERE sealed IS NOT NULL")
            } == 1)
        await #expect(throws: StoreError.self) {
            try await store.extend(name, until: start + 60, audit: note, now: start)
        }
    }

    @Test("A partner who is late is given more time, for a week after the end and no longer")
    func extends() async throws {
        let store = try Scratch().open().secrets
        _ = try await store.rotate(name, configured: "whsec_A", to: "whsec_B", overlap: 60, audit: note, now: start)
        let late = start + 3 * 86_400
        #expect(try await signing(store, configured: "whsec_B", at: late) == ["whsec_B"])
        #expect(try await store.extend(name, until: late + 60, audit: note, now: late) == late + 60)
        #expect(try await signing(store, configured: "whsec_B", at: late) == ["whsec_B", "whsec_A"])
        // Never shorter than it was.
        #expect(try await store.extend(name, until: late + 1, audit: note, now: late) == late + 60)
        let tooLate = late + 61 + SecretStore.grace
        _ = try await store.adopt([name: "whsec_B"], now: tooLate)
        await #expect(throws: StoreError.self) {
            try await store.extend(name, until: tooLate + 60, audit: note, now: tooLate)
        }
        #expect(try await store.known().histories[name]?.entries.map(\.text) == ["whsec_B", nil])
    }

    @Test("The former one can be ended early, once")
    func finishes() async throws {
        let store = try Scratch().open().secrets
        _ = try await store.rotate(name, configured: "whsec_A", to: "whsec_B", overlap: 60, audit: note, now: start)
        try await store.finish(name, audit: note, now: start + 1)
        #expect(try await signing(store, configured: "whsec_B", at: start + 1) == ["whsec_B"])
        await #expect(throws: StoreError.self) { try await store.finish(name, audit: note, now: start + 2) }
    }

    @Test("Kinds and partners have nothing to do with each other, and what is known already writes nothing")
    func separate() async throws {
        let database = try Scratch().open()
        let store = database.secrets
        let others = [
            name: "whsec_A", .init(partner: "twente", kind: .v1a): "whsk_A",
            .init(partner: "oost", kind: .v1): "whsec_A",
        ]
        let first = try await store.adopt(others, now: start)
        #expect(first.histories.mapValues { $0.entries.map(\.text) } == others.mapValues { [$0] })
        #expect(Set(first.histories.values.flatMap { $0.entries.map(\.fingerprint) }).count == 3)
        let before = try await database.reading { try Int.fetchOne($0, sql: "PRAGMA data_version") }
        #expect(try await store.adopt(others, now: start + 1) == first)
        #expect(try await database.reading { try Int.fetchOne($0, sql: "PRAGMA data_version") } == before)
        // Whoever signs needs nothing more of the database.
        try database.close()
        #expect(first.plan(for: name, configured: "whsec_A", now: start + 2).adopts == false)
    }

    @Test("Neither the file nor its log holds a secret, and it is bound to whom it is for")
    func sealed() async throws {
        let scratch = try Scratch()
        let database = try scratch.open()
        let secret = "whsec_" + Data(repeating: 0x51, count: 32).base64EncodedString()
        _ = try await database.secrets.adopt([name: secret], now: start)
        for suffix in ["", "-wal"] {
            let bytes = try Data(contentsOf: URL(filePath: scratch.path + suffix))
            #expect(bytes.range(of: Data(secret.utf8)) == nil)
            #expect(bytes.range(of: Data(repeating: 0x51, count: 32)) == nil)
        }
        try await database.writing { try $0.execute(sql: "UPDATE signing_secret SET partner = 'oost'") }
        #expect(try await database.secrets.known().histories.values.flatMap { $0.entries.map(\.text) } == [nil])
    }
}
