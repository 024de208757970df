/// Counts the listeners that are up, so that the daemon calls itself ready when all of them can be reached.
struct ListenerCount: Sendable {
    private let arrivals: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() { (arrivals, continuation) = AsyncStream.makeStream() }

    @Sendable func increase() { continuation.yield() }

    /// Returns once so many listeners are up, or when the task is cancelled. To be awaited once.
    func reaches(_ wanted: Int) async {
        var count = 0
        for await _ in arrivals {
            count += 1
            if count == wanted { return }
        }
    }
}
