import Foundation
import Glibc
import Synchronization

/// A partner on loopback: plain sockets, one thread per connection, and every way to misbehave.
final class LoopbackServer: Sendable {
    struct Request: Sendable {
        var method: String
        var path: String
        /// By lower-case name.
        var headers: [String: String]
        var body: [UInt8]
        /// Which connection it came on, from 1.
        var connection: Int
        /// Webhook id, empty without one.
        var id: String { headers["webhook-id"] ?? "" }
    }

    enum Answer: Sendable {
        case status(Int, headers: [String: String] = [:], body: String = "")
        /// Exactly these bytes, then the connection is closed.
        case bytes(String)
        /// These bytes, then silence until the other side goes.
        case bytesThenHang(String)
        /// These bytes, then one more every few milliseconds.
        case bytesThenDrip(String)
        /// A whole head, then as much body as the other side takes, up to this many bytes.
        case flood(Int)
        case reset
        case hang
        /// Waits until the gate opens, then 200.
        case gate(Gate)
    }

    /// Holds answers back until it is opened.
    final class Gate: Sendable {
        private let semaphore = Mutex(false)
        func open() { semaphore.withLock { $0 = true } }
        var isOpen: Bool { semaphore.withLock { $0 } }
    }

    private struct State {
        var requests: [Request] = []
        var connections = 0
        var sentBytes = 0
        var stopped = false
        var waiters: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }

    let port: Int
    private let listener: Int32
    private let answer: @Sendable (Request) -> Answer
    private let state = Mutex(State())

    init(_ answer: @escaping @Sendable (Request) -> Answer = { _ in .status(200) }) throws {
        self.answer = answer
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        self.listener = listener
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(listener, pointer, length) == 0 && listen(listener, 128) == 0
                    && getsockname(listener, pointer, &length) == 0
            }
        }
        guard bound else { throw POSIXError(.EADDRINUSE) }
        port = Int(UInt16(bigEndian: address.sin_port))
        Thread { [self] in acceptAll() }.start()
    }

    deinit { stop() }

    func stop() {
        let first = state.withLock { state in
            defer { state.stopped = true }
            return !state.stopped
        }
        guard first else { return }
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    var requests: [Request] { state.withLock { $0.requests } }
    var connections: Int { state.withLock { $0.connections } }
    /// Bytes of flooding bodies that the other side has taken.
    var sentBytes: Int { state.withLock { $0.sentBytes } }

    /// Returns once so many requests have come in whole.
    func received(_ count: Int) async {
        await withCheckedContinuation { continuation in
            let there = state.withLock { state in
                guard state.requests.count < count else { return true }
                state.waiters.append((count, continuation))
                return false
            }
            if there { continuation.resume() }
        }
    }

    private func acceptAll() {
        while true {
            let client = accept(listener, nil, nil)
            guard client >= 0 else { return }
            var one: Int32 = 1
            setsockopt(client, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
            let number = state.withLock { state in
                state.connections += 1
                return state.connections
            }
            Thread { [self] in serve(client, number: number) }.start()
        }
    }

    private func serve(_ client: Int32, number: Int) {
        defer { close(client) }
        var buffer: [UInt8] = []
        while let request = read(client, &buffer, number: number) {
            let ready = state.withLock { state in
                state.requests.append(request)
                let ready = state.waiters.filter { $0.count <= state.requests.count }
                state.waiters.removeAll { $0.count <= state.requests.count }
                return ready
            }
            for waiter in ready { waiter.continuation.resume() }
            guard send(answer(request), to: client) else { return }
        }
    }

    /// - Returns: false when the connection is not used any further.
    private func send(_ answer: Answer, to client: Int32) -> Bool {
        switch answer {
        case .status(let status, let headers, let body):
            let lines = headers.map { "\($0.key): \($0.value)\r\n" }.sorted().joined()
            return write(
                "HTTP/1.1 \(status) X\r\n\(lines)Content-Length: \(body.utf8.count)\r\n\r\n\(body)", to: client)
        case .bytes(let text):
            _ = write(text, to: client)
        case .bytesThenHang(let text):
            _ = write(text, to: client)
            waitForEnd(client)
        case .bytesThenDrip(let text):
            var open = write(text, to: client)
            while open { open = !hasEnded(client, within: 5) && write("x", to: client) }
        case .flood(let size):
            guard write("HTTP/1.1 200 X\r\nContent-Length: \(size)\r\n\r\n", to: client) else { return false }
            let block = String(repeating: "x", count: 65_536)
            var sent = 0
            while sent < size, write(block, to: client) {
                sent += 65_536
                state.withLock { $0.sentBytes = sent }
            }
        case .reset:
            var linger = Glibc.linger(l_onoff: 1, l_linger: 0)
            setsockopt(client, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<Glibc.linger>.size))
        case .hang:
            waitForEnd(client)
        case .gate(let gate):
            while !gate.isOpen { if hasEnded(client, within: 2) { return false } }
            return write("HTTP/1.1 200 X\r\nContent-Length: 0\r\n\r\n", to: client)
        }
        return false
    }

    private func waitForEnd(_ client: Int32) { while !hasEnded(client, within: 20) {} }

    /// Waits on the socket, not on the clock: true as soon as the other side has gone or the server stops.
    private func hasEnded(_ client: Int32, within milliseconds: Int32) -> Bool {
        var descriptor = pollfd(fd: client, events: Int16(POLLIN), revents: 0)
        let ready = poll(&descriptor, 1, milliseconds)
        return ready != 0 || state.withLock { $0.stopped }
    }

    private func write(_ text: String, to client: Int32) -> Bool {
        let bytes = Array(text.utf8)
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.send(client, $0.baseAddress! + sent, bytes.count - sent, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    private func read(_ client: Int32, _ buffer: inout [UInt8], number: Int) -> Request? {
        let mark = Array("\r\n\r\n".utf8)
        while true {
            if let head = buffer.firstRange(of: mark) {
                var lines = String(decoding: buffer[..<head.lowerBound], as: UTF8.self)
                    .components(separatedBy: "\r\n")
                let first = lines.removeFirst().split(separator: " ").map(String.init)
                var headers: [String: String] = [:]
                for line in lines {
                    let parts = line.split(separator: ":", maxSplits: 1)
                    headers[parts[0].lowercased()] =
                        parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : ""
                }
                let length = Int(headers["content-length"] ?? "0") ?? 0
                if buffer.count >= head.upperBound + length {
                    let body = Array(buffer[head.upperBound..<head.upperBound + length])
                    buffer.removeSubrange(..<(head.upperBound + length))
                    return Request(method: first[0], path: first[1], headers: headers, body: body, connection: number)
                }
            }
            var chunk = [UInt8](repeating: 0, count: 16_384)
            let count = recv(client, &chunk, chunk.count, 0)
            guard count > 0 else { return nil }
            buffer += chunk[..<count]
        }
    }
}
