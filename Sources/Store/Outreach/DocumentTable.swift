internal import Dispatch
internal import Foundation
internal import GRDB
internal import Outreach
internal import Synchronization

/// Documents of one kind, by key; the people in them apart, as distances.
struct DocumentTable<Document: StoredDocument> {
    let db: GRDB.Database

    /// All of the kind, in order of key.
    func all() throws -> [Document] {
        let decoder = JSONDecoder()
        return try Row.fetchAll(
            db, sql: "SELECT document, people FROM outreach_document WHERE kind = ? ORDER BY key",
            arguments: [Document.documentKind]
        ).map { row in
            var document = try decoder.decode(Document.self, from: Data((row[0] as String).utf8))
            if let people: Data = row[1] { document.storedPeople = try ChunkStore.decode(people) }
            return document
        }
    }

    /// Writes what is new or differs; what is not given stays.
    func put(_ documents: [Document], at now: Date) throws {
        let texts = try Self.encoded(documents)
        let put = try db.cachedStatement(
            sql: """
                INSERT INTO outreach_document (kind, key, changed, document, people) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (kind, key) DO UPDATE
                SET changed = excluded.changed, document = excluded.document, people = excluded.people
                WHERE document <> excluded.document OR people IS NOT excluded.people
                """)
        for (document, text) in zip(documents, texts) {
            let people = document.storedPeople.isEmpty ? nil : ChunkStore.encode(document.storedPeople)
            try put.execute(arguments: [
                Document.documentKind, document.storedKey, now.timeIntervalSince1970, text, people,
            ])
        }
    }

    /// The documents as JSON without their people, several at once: a large employer has thousands a night.
    private static func encoded(_ documents: [Document]) throws -> [String] {
        let share = 256
        let shares = (documents.count + share - 1) / share
        let encoded = Mutex([Result<[String], any Error>](repeating: .success([]), count: shares))
        DispatchQueue.concurrentPerform(iterations: shares) { index in
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            let result = Result {
                try documents[(index * share)..<min(documents.count, (index + 1) * share)].map { document in
                    var bare = document
                    bare.storedPeople = []
                    return String(decoding: try encoder.encode(bare), as: UTF8.self)
                }
            }
            encoded.withLock { $0[index] = result }
        }
        return try encoded.withLock { $0 }.flatMap { try $0.get() }
    }

    /// Makes `documents` the whole set.
    func replace(with documents: [Document], at now: Date) throws {
        let kept = Set(documents.map(\.storedKey))
        for key in try String.fetchAll(
            db, sql: "SELECT key FROM outreach_document WHERE kind = ?", arguments: [Document.documentKind])
        where !kept.contains(key) {
            try db.execute(
                sql: "DELETE FROM outreach_document WHERE kind = ? AND key = ?",
                arguments: [Document.documentKind, key])
        }
        try put(documents, at: now)
    }
}
