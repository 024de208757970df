internal import Foundation
internal import GRDB
internal import Outreach

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
    func put(_ documents: [Document], at now: Date) throws { try put(EncodedDocuments(documents), at: now) }

    private func put(_ documents: EncodedDocuments<Document>, at now: Date) throws {
        let put = try db.cachedStatement(
            sql: """
                INSERT INTO outreach_document (kind, key, changed, document, people) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (kind, key) DO UPDATE
                SET changed = excluded.changed, document = excluded.document, people = excluded.people
                WHERE document <> excluded.document OR people IS NOT excluded.people
                """)
        for row in documents.rows {
            try put.execute(arguments: [
                Document.documentKind, row.key, now.timeIntervalSince1970, row.text, row.people,
            ])
        }
    }

    /// Makes `documents` the whole set.
    func replace(with documents: [Document], at now: Date) throws {
        try replace(with: EncodedDocuments(documents), at: now)
    }

    func replace(with documents: EncodedDocuments<Document>, at now: Date) throws {
        for key in try String.fetchAll(
            db, sql: "SELECT key FROM outreach_document WHERE kind = ?", arguments: [Document.documentKind])
        where !documents.keys.contains(key) {
            try db.execute(
                sql: "DELETE FROM outreach_document WHERE kind = ? AND key = ?",
                arguments: [Document.documentKind, key])
        }
        try put(documents, at: now)
    }
}
