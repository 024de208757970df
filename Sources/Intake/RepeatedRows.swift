import Dispatch
import Glibc
import Workforce

/// Finds the rows whose `employee_id` an earlier row has.
///
/// Rows are first dealt out by their hash into parts small enough for the processor's cache, and each part is then
/// searched by itself, on all cores: a tenth of the time of one large table.
enum RepeatedRows {
    /// Each later row with the first row of its id, in the order of the first rows, then of the later ones.
    /// - Parameter hashes: one for each row; equal ids have equal hashes.
    static func find(_ ids: ByteStringColumn, hashes: [UInt32], isParallel: Bool) -> [(first: Int, row: Int)] {
        // Most exports are sorted by personnel number: then a look at each neighbour is enough.
        if isAscending(ids) { return [] }
        let parts = dealt(hashes)
        var found = [[(first: Int, row: Int)]](repeating: [], count: parts.ends.count)
        parts.entries.withUnsafeBufferPointer { entries in
            found.withUnsafeMutableBufferPointer { found in
                // Safe: each part writes to a place of its own.
                nonisolated(unsafe) let (entries, found) = (entries, found)
                let search = { @Sendable (part: Int) in
                    let range = (part == 0 ? 0 : parts.ends[part - 1])..<parts.ends[part]
                    found[part] = repeats(among: UnsafeBufferPointer(rebasing: entries[range]), ids)
                }
                if isParallel {
                    DispatchQueue.concurrentPerform(iterations: parts.ends.count, execute: search)
                } else {
                    for part in parts.ends.indices { search(part) }
                }
            }
        }
        return found.joined().sorted { ($0.first, $0.row) < ($1.first, $1.row) }
    }

    /// Whether each id is shorter than the next, or as long and lower: then no two are the same.
    private static func isAscending(_ ids: ByteStringColumn) -> Bool {
        ids.bytes.withUnsafeBytes { bytes in
            ids.ends.withUnsafeBufferPointer { ends in
                guard var former = bytes.baseAddress, ends.count > 1 else { return true }
                var start = Int(ends[0])
                var length = start
                for index in 1..<ends.count {
                    let next = former + length
                    let count = Int(ends[index]) - start
                    if count < length || count == length && memcmp(former, next, count) >= 0 { return false }
                    (former, length, start) = (next, count, Int(ends[index]))
                }
                return true
            }
        }
    }

    /// Hash (upper half) and row of every row, ordered by the highest bits of the hash and then by row.
    private static func dealt(_ hashes: [UInt32]) -> (entries: [UInt64], ends: [Int]) {
        let bits = hashes.count < 16_384 ? 0 : 6
        func part(_ hash: UInt32) -> Int { Int(hash >> 16) >> (16 - bits) }
        var ends = [Int](repeating: 0, count: 1 << bits)
        for hash in hashes { ends[part(hash)] += 1 }
        var sum = 0
        for index in ends.indices {
            let count = ends[index]
            ends[index] = sum
            sum += count
        }
        // While rows are dealt out, `ends` moves from the start of each part to its end.
        let entries = [UInt64](unsafeUninitializedCapacity: hashes.count) { buffer, count in
            for (row, hash) in hashes.enumerated() {
                let part = part(hash)
                buffer[ends[part]] = UInt64(hash) << 32 | UInt64(row)
                ends[part] += 1
            }
            count = hashes.count
        }
        return (entries, ends)
    }

    private static func repeats(
        among entries: UnsafeBufferPointer<UInt64>, _ ids: ByteStringColumn
    ) -> [(first: Int, row: Int)] {
        var size = 16
        while size < entries.count * 2 { size *= 2 }
        // Entry + 1; 0 is free, which no entry of a row below 2^32 - 1 can be.
        var slots = [UInt64](repeating: 0, count: size)
        var found: [(first: Int, row: Int)] = []
        for entry in entries {
            var slot = Int(entry >> 32) & (size - 1)
            while slots[slot] != 0 {
                let other = slots[slot] - 1
                if other >> 32 == entry >> 32, isSame(Int(other & 0xFFFF_FFFF), Int(entry & 0xFFFF_FFFF), ids) {
                    found.append((Int(other & 0xFFFF_FFFF), Int(entry & 0xFFFF_FFFF)))
                    break
                }
                slot = (slot + 1) & (size - 1)
            }
            if slots[slot] == 0 { slots[slot] = entry + 1 }
        }
        return found
    }

    private static func isSame(_ left: Int, _ right: Int, _ ids: ByteStringColumn) -> Bool {
        let (left, right) = (ids.range(left), ids.range(right))
        return left.count == right.count && ids.bytes[left].elementsEqual(ids.bytes[right])
    }
}
