import Dispatch

/// One thread of its own on which operations run one after the other: they block, and must not hold the cooperative pool.
package struct OperationThread: Sendable {
    private let queue = DispatchQueue(label: "doorstroom.operations", qos: .userInitiated)

    package init() {}

    package func run<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: body()) }
        }
    }

    /// The same of what can fail.
    package func attempt<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await run { Result { try body() } }.get()
    }
}
