internal import Dispatch
internal import Foundation
internal import Synchronization

/// Documents of one kind as they are stored: as JSON without their people, and those apart.
///
/// Several are encoded at once: a large employer has thousands a night.
struct EncodedDocuments<Document: StoredDocument>: Sendable {
    struct Row: Sendable {
        var key: String
        var text: String
        var people: Data?
    }

    let rows: [Row]
    /// Of all of them, also of those that stand as they are.
    let keys: Set<String>

    /// - Parameter standing: the keys of those that are stored as they are already: they are not encoded once more.
    init(_ documents: [Document], standing: Set<String> = []) throws {
        keys = Set(documents.map(\.storedKey))
        let documents = standing.isEmpty ? documents : documents.filter { !standing.contains($0.storedKey) }
        let share = 256
        let shares = (documents.count + share - 1) / share
        let encoded = Mutex([Result<[Row], any Error>](repeating: .success([]), count: shares))
        DispatchQueue.concurrentPerform(iterations: shares) { index in
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            let result = Result {
                try documents[(index * share)..<min(documents.count, (index + 1) * share)].map { document in
                    var bare = document
                    bare.storedPeople = []
                    let people = document.storedPeople
                    return Row(
                        key: document.storedKey, text: String(decoding: try encoder.encode(bare), as: UTF8.self),
                        people: people.isEmpty ? nil : ChunkStore.encode(people))
                }
            }
            encoded.withLock { $0[index] = result }
        }
        rows = try encoded.withLock { $0 }.flatMap { try $0.get() }
    }
}
