import Dispatch

/// Work over a range in chunks, on all cores.
///
/// The rules are pure and finish in a fraction of a second: they take the cores for that long, and no task is left
/// behind. Chunks are told apart by their number, so that results can be put together in order.
enum RowChunks {
    /// The bounds of at most `limit` chunks of `count`, each of at least `minimum` but the last.
    static func bounds(of count: Int, minimum: Int, limit: Int = 64) -> [Range<Int>] {
        let size = max(minimum, (count + limit - 1) / limit)
        return stride(from: 0, to: count, by: size).map { $0..<min(count, $0 + size) }
    }

    /// Calls `body` with every chunk, several at once.
    static func forEach(_ chunks: [Range<Int>], _ body: (_ number: Int, _ chunk: Range<Int>) -> Void) {
        withoutActuallyEscaping(body) { body in
            // Safe: no two calls get the same chunk, callers write to nothing but their chunk, and
            // `concurrentPerform` returns after the last of them.
            nonisolated(unsafe) let work = body
            DispatchQueue.concurrentPerform(iterations: chunks.count) { work($0, chunks[$0]) }
        }
    }
}
