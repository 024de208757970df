internal import Dispatch
internal import Foundation
internal import GRDB
internal import Synchronization
internal import Workforce

/// Brings the encrypted blocks up to a snapshot: newcomers always, changed texts when it is the newest.
///
/// An older snapshot that is filled in tells nothing of how people are called today.
struct IdentityUpdate {
    let db: GRDB.Database
    let key: IdentityKey

    func run(_ placement: Placement, isNewest: Bool) throws {
        let people = placement.rowOf.count
        let blocks = (people + IdentityBlocks.people - 1) / IdentityBlocks.people
        let first = isNewest ? 0 : placement.known / IdentityBlocks.people
        let batch = max(8, ProcessInfo.processInfo.activeProcessorCount * 4)
        let store = IdentityBlocks(db: db, key: key)
        for start in stride(from: first, to: blocks, by: batch) {
            let end = min(blocks, start + batch)
            let old = try (start..<end).map { block in
                block * IdentityBlocks.people < placement.known ? try store.texts(block: block) : IdentityTexts()
            }
            let sealed = Mutex([Result<(ids: Data, texts: Data)?, any Error>](repeating: .success(nil), count: end - start))
            let key = key
            DispatchQueue.concurrentPerform(iterations: end - start) { index in
                let result = Result {
                    try Self.seal(block: start + index, placement, old: old[index], isNewest: isNewest, key: key)
                }
                sealed.withLock { $0[index] = result }
            }
            for (index, result) in sealed.withLock({ $0 }).enumerated() {
                guard let block = try result.get() else { continue }
                let range = Self.people(ofBlock: start + index, of: people)
                try store.store(block: start + index, people: range.count, sealed: block)
            }
        }
    }

    private static func people(ofBlock block: Int, of people: Int) -> Range<Int> {
        let start = block * IdentityBlocks.people
        return start..<min(people, start + IdentityBlocks.people)
    }

    /// The block as it should be, or nil when it is so already.
    private static func seal(
        block: Int, _ placement: Placement, old: IdentityTexts, isNewest: Bool, key: IdentityKey
    ) throws -> (ids: Data, texts: Data)? {
        let range = people(ofBlock: block, of: placement.rowOf.count)
        let employees = placement.snapshot.employees
        var texts = IdentityTexts()
        var ids = ByteStringColumn()
        for (index, person) in range.enumerated() {
            placement.ids.withBytes(person) { ids.append($0) }
            let row = placement.rowOf[person]
            if row != ChunkSource.missing, isNewest || person >= placement.known {
                employees.name.withBytes(Int(row)) { texts.name.append($0) }
                employees.email.withBytes(Int(row)) { texts.email.append($0) }
                employees.jobWish.withBytes(Int(row)) { texts.jobWish.append($0) }
            } else {
                old.name.withBytes(index) { texts.name.append($0) }
                old.email.withBytes(index) { texts.email.append($0) }
                old.jobWish.withBytes(index) { texts.jobWish.append($0) }
            }
        }
        if range.upperBound <= placement.known, texts == old { return nil }
        return try IdentityBlocks.seal(block: block, ids: ids, texts: texts, key: key)
    }
}
