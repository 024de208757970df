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

    func run(_ placement: Placement, _ employees: EmployeeColumns, isNewest: Bool) throws {
        let people = placement.rowOf.count
        let blocks = (people + IdentityBlocks.people - 1) / IdentityBlocks.people
        let first = isNewest ? 0 : placement.known / IdentityBlocks.people
        let batch = max(8, ProcessInfo.processInfo.activeProcessorCount * 4)
        let store = IdentityBlocks(db: db, key: key)
        for start in stride(from: first, to: blocks, by: batch) {
            let end = min(blocks, start + batch)
            let former = try (start..<end).map { block in
                block * IdentityBlocks.people < placement.known ? try store.sealedTexts(block: block) : nil
            }
            let sealed = Mutex(
                [Result<(ids: Data, texts: Data)?, any Error>](repeating: .success(nil), count: end - start))
            let key = key
            DispatchQueue.concurrentPerform(iterations: end - start) { index in
                let result = Result {
                    let old = try former[index]?.open(key) ?? IdentityTexts()
                    return try Self.seal(
                        block: start + index, placement, employees, old: old, isNewest: isNewest, key: key)
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
        block: Int, _ placement: Placement, _ employees: EmployeeColumns, old: IdentityTexts, isNewest: Bool,
        key: IdentityKey
    ) throws -> (ids: Data, texts: Data)? {
        let range = people(ofBlock: block, of: placement.rowOf.count)
        let isChanged = range.upperBound > placement.known
        // Mostly the block is a stretch of the snapshot in its own order: then nothing is put together to compare.
        if !isChanged, let rows = placement.stretch(range), old.name.isSame(as: employees.name, rows),
            old.email.isSame(as: employees.email, rows), old.jobWish.isSame(as: employees.jobWish, rows)
        {
            return nil
        }
        let texts = IdentityTexts(
            name: merged(range, placement, old.name, employees.name, isNewest),
            email: merged(range, placement, old.email, employees.email, isNewest),
            jobWish: merged(range, placement, old.jobWish, employees.jobWish, isNewest))
        if !isChanged, texts == old { return nil }
        return try IdentityBlocks.seal(
            block: block, ids: placement.ids.picking(range), texts: texts, key: key)
    }

    /// Of each person the new text, where it counts, else the old one.
    private static func merged(
        _ people: Range<Int>, _ placement: Placement, _ old: ByteStringColumn, _ new: ByteStringColumn, _ isNewest: Bool
    ) -> ByteStringColumn {
        let areAllNew = isNewest || people.lowerBound >= placement.known
        if areAllNew, let rows = placement.stretch(people) { return new.picking(rows) }
        var merged = ByteStringColumn()
        merged.reserve(rows: people.count)
        old.withTexts { old in
            new.withTexts { new in
                for (index, person) in people.enumerated() {
                    let row = placement.rowOf[person]
                    let isNew = row != ChunkSource.missing && (isNewest || person >= placement.known)
                    merged.append(isNew ? new[Int(row)] : old[index])
                }
            }
        }
        return merged
    }
}
