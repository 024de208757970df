import Synchronization

/// How many requests were answered, by status: technical figures, of nobody and of no partner.
package final class RequestTally: Sendable {
    private let counts = Mutex<[Int: Int]>([:])

    init() {}

    func count(_ status: Int) { counts.withLock { $0[status, default: 0] += 1 } }

    /// By status, ascending.
    package var all: [(status: Int, count: Int)] {
        counts.withLock { $0 }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}
