import Foundation

/// Hands the pieces of a file out to whichever core is free, and lets what was read of them be added in the order of the
/// file.
///
/// No core waits for another while there is something to do: adding comes before reading on, so that chunks get free, and
/// one core adds at a time. Unchecked, since the compiler cannot see that everything is touched under `condition` only.
final class PieceQueue: @unchecked Sendable {
    /// What a core is to do next.
    enum Step {
        case read(piece: Int, chunk: Int)
        case add(piece: Int, chunk: Int)
    }

    private let condition = NSCondition()
    private let pieces: Int
    private var free: [Int]
    private var nextToRead = 0
    private var nextToAdd = 0
    /// The chunk that holds a piece which waits to be added.
    private var read: [Int: Int] = [:]
    private var isAdding = false
    private var isStopped = false

    init(pieces: Int, chunks: Int) {
        self.pieces = pieces
        free = Array((0..<chunks).reversed())
    }

    /// Waits for something to do; nil when nothing is left that another core does not do.
    ///
    /// - Parameter chunk: the one that the core read with last, whose tables its cache holds: taken if it is free.
    func next(after chunk: Int?) -> Step? {
        condition.lock()
        defer { condition.unlock() }
        while !isStopped {
            if !isAdding, let chunk = read.removeValue(forKey: nextToAdd) {
                isAdding = true
                return .add(piece: nextToAdd, chunk: chunk)
            }
            // Whoever reads the last pieces adds them.
            if nextToRead == pieces { return nil }
            if !free.isEmpty {
                let chunk = free.remove(at: free.lastIndex { $0 == chunk } ?? free.count - 1)
                nextToRead += 1
                return .read(piece: nextToRead - 1, chunk: chunk)
            }
            condition.wait()
        }
        return nil
    }

    func didRead(_ piece: Int, in chunk: Int) {
        condition.lock()
        read[piece] = chunk
        condition.broadcast()
        condition.unlock()
    }

    /// - Parameter stops: nothing more is to be read.
    func didAdd(_ chunk: Int, stops: Bool) {
        condition.lock()
        isAdding = false
        nextToAdd += 1
        free.append(chunk)
        isStopped = isStopped || stops
        condition.broadcast()
        condition.unlock()
    }
}
