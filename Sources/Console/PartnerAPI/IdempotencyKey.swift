import Synchronization

/// The header `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header): a string in quotes, or without them.
enum IdempotencyKey {
    static let longest = 255

    /// The key; nil for a header that holds none.
    static func read(_ header: String) -> String? {
        var text = Substring(header)
        while text.first == " " { text = text.dropFirst() }
        while text.last == " " { text = text.dropLast() }
        guard text.first == "\"" else {
            let isPlain = text.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || "-_.:".utf8.contains(byte)
            }
            return isPlain && (1...longest).contains(text.utf8.count) ? String(text) : nil
        }
        var key: [UInt8] = []
        var isEscaped = false
        var isClosed = false
        for byte in text.utf8.dropFirst() {
            guard !isClosed, (0x20..<0x7F).contains(byte) else { return nil }
            if isEscaped {
                guard byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { return nil }
                key.append(byte)
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                isClosed = true
            } else {
                key.append(byte)
            }
        }
        return isClosed && (1...longest).contains(key.count) ? String(decoding: key, as: UTF8.self) : nil
    }
}

/// Requests that are being worked on, so that the same one does not begin twice.
final class RequestsInFlight: Sendable {
    private let names = Mutex<Set<String>>([])

    /// Runs `body` unless the same request is being worked on; nil then.
    func run<Value: Sendable>(_ name: String?, _ body: () async throws -> Value) async throws -> Value? {
        guard let name else { return try await body() }
        guard names.withLock({ $0.insert(name).inserted }) else { return nil }
        defer { _ = names.withLock { $0.remove(name) } }
        return try await body()
    }
}
