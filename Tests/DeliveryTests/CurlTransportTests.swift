import Foundation
import Outreach
import Synchronization
import Testing

@testable import Delivery

@Suite("Transport")
struct CurlTransportTests {
    /// A transport whose results can be awaited one after the other.
    private final class Line: Sendable {
        let transport: CurlTransport
        private let results: AsyncStream<TransferResult>

        init(options: CurlTransport.Options = CurlTransport.Options(version: "9.9.9")) throws {
            let (stream, continuation) = AsyncStream.makeStream(of: TransferResult.self)
            results = stream
            transport = try CurlTransport(options: options) { batch in
                for result in batch { continuation.yield(result) }
            }
        }

        func next() async -> TransferResult? {
            var iterator = results.makeAsyncIterator()
            return await iterator.next()
        }
    }

    /// Sends one event to a server that answers so, and hands back what the transport made of it.
    private func send(
        _ answer: LoopbackServer.Answer, change: @escaping (inout Partner) -> Void = { _ in }
    ) async throws -> (TransferResult, LoopbackServer) {
        let server = try LoopbackServer { _ in answer }
        let line = try Line()
        let endpoint = try Endpoint(DeliveryFixture.partner(port: server.port, change: change))
        line.transport.port.start([Transfer(key: 1, endpoint: endpoint, headers: [], body: [1, 2, 3])])
        let result = try #require(await line.next())
        await line.transport.stop()
        return (result, server)
    }

    @Test("The request is what the rules say: POST, the body's bytes, our headers and no others that tell")
    func request() async throws {
        let server = try LoopbackServer()
        let line = try Line()
        let endpoint = try Endpoint(DeliveryFixture.partner(port: server.port, path: "/hook?part=1"))
        let body = Array(UInt8.min...UInt8.max)
        line.transport.port.start([
            Transfer(key: 5, endpoint: endpoint, headers: ["Content-Type: text/x", "webhook-id: e1"], body: body)
        ])
        let result = try #require(await line.next())
        #expect(result.key == 5)
        #expect(result.outcome == .answered(AttemptOutcome.Answer(status: 200)))
        let request = try #require(server.requests.first)
        #expect(request.method == "POST")
        #expect(request.path == "/hook?part=1")
        #expect(request.body == body)
        #expect(
            request.headers == [
                "host": "127.0.0.1:\(server.port)", "user-agent": "Doorstroom/9.9.9", "content-type": "text/x",
                "webhook-id": "e1", "content-length": "256",
            ])
        await line.transport.stop()
    }

    @Test("Answers are taken by their status", arguments: [200, 202, 204, 299, 400, 410, 429, 500, 503])
    func statuses(status: Int) async throws {
        let (result, _) = try await send(.status(status, headers: ["Retry-After": "  77 ", "Location": "http://x/"]))
        #expect(result.outcome == .answered(AttemptOutcome.Answer(status: status, retryAfter: "77 ")))
        #expect(result.refusal == nil)
    }

    @Test("A redirect is not followed; where it points is kept without its query")
    func redirect() async throws {
        let (result, server) = try await send(.status(302, headers: ["Location": "https://other.example/a?token=1#b"]))
        #expect(
            result.outcome
                == .answered(AttemptOutcome.Answer(status: 302, location: "https://other.example/a")))
        #expect(server.requests.count == 1)
    }

    @Test("An answer of 100 MB is read to the cap and counts")
    func flood() async throws {
        let (result, server) = try await send(.flood(100_000_000))
        #expect(result.outcome == .answered(AttemptOutcome.Answer(status: 200)))
        #expect(server.sentBytes < 20_000_000)
    }

    @Test("A body that drips is cut at the deadline, and the answer counts")
    func drip() async throws {
        let (result, _) = try await send(.bytesThenDrip("HTTP/1.1 202 X\r\nContent-Length: 100000\r\n\r\n")) {
            $0.endpoint.timeoutSeconds = 1
        }
        #expect(result.outcome == .answered(AttemptOutcome.Answer(status: 202)))
        #expect(result.milliseconds >= 990)
    }

    @Test(
        "Headers that drip are no answer: one deadline covers them too",
        arguments: [
            "", "HTTP/1.1 200 X\r\n", "HTTP/1.1 200 X\r\nX-Slow: ",
            "HTTP/1.1 103 Early\r\n\r\nHTTP/1.1 200 X\r\n",
        ])
    func dripHeaders(begin: String) async throws {
        let (result, _) = try await send(.bytesThenHang(begin)) { $0.endpoint.timeoutSeconds = 1 }
        #expect(result.outcome == .failed(.timeout, sent: true))
    }

    @Test("Headers without end are cut at the cap")
    func endlessHeaders() async throws {
        let line = "X-Long: \(String(repeating: "y", count: 1_000))\r\n"
        let (result, _) = try await send(.bytes("HTTP/1.1 200 X\r\n" + String(repeating: line, count: 40)))
        #expect(result.outcome == .failed(.garbage, sent: true))
    }

    @Test("A provisional answer is not the answer")
    func provisional() async throws {
        let (result, _) = try await send(
            .bytes("HTTP/1.1 103 Early\r\n\r\nHTTP/1.1 500 X\r\nContent-Length: 0\r\n\r\n"))
        #expect(result.outcome == .answered(AttemptOutcome.Answer(status: 500)))
        let (alone, _) = try await send(.bytes("HTTP/1.1 103 Early\r\n\r\n"))
        guard case .failed(_, sent: true) = alone.outcome else {
            Issue.record("a provisional answer counted: \(alone.outcome)")
            return
        }
    }

    @Test(
        "What is no answer is a fault",
        arguments: [
            (LoopbackServer.Answer.reset, AttemptFault.connectionLost), (.bytes(""), .connectionLost),
            (.bytes("SSH-2.0-OpenSSH_9.2\r\n"), .garbage), (.bytes("\u{0}\u{1}\u{2}rubbish\r\n\r\n"), .garbage),
        ])
    func faults(answer: LoopbackServer.Answer, fault: AttemptFault) async throws {
        let (result, _) = try await send(answer)
        #expect(result.outcome == .failed(fault, sent: true))
    }

    @Test("Nobody listening, a name that does not exist, and no TLS where TLS is due: nothing was sent")
    func beforeSending() async throws {
        let server = try LoopbackServer { _ in .bytes("rubbish") }
        let port = server.port
        let secure = try Endpoint(
            DeliveryFixture.partner(port: port) {
                $0.endpoint.url = "https://127.0.0.1:\(port)/"
                $0.endpoint.timeoutSeconds = 2
            })
        let line = try Line()
        line.transport.port.start([Transfer(key: 1, endpoint: secure, headers: [], body: [])])
        let noTLS = try #require(await line.next())
        guard case .failed(let fault, sent: false) = noTLS.outcome, [.tls, .timeout].contains(fault) else {
            Issue.record("\(noTLS.outcome)")
            return
        }
        server.stop()
        let closed = try Endpoint(DeliveryFixture.partner(port: port))
        line.transport.port.start([Transfer(key: 2, endpoint: closed, headers: [], body: [])])
        #expect(await line.next()?.outcome == .failed(.connect, sent: false))
        // Longer than a label may be: libcurl's resolver refuses it without asking anybody.
        let label = String(repeating: "a", count: 70)
        let nameless = try Endpoint(
            DeliveryFixture.partner(port: port) { $0.endpoint.url = "https://\(label).invalid/" })
        line.transport.port.start([Transfer(key: 3, endpoint: nameless, headers: [], body: [])])
        #expect(await line.next()?.outcome == .failed(.nameResolution, sent: false))
        await line.transport.stop()
    }

    @Test(
        "A name or a spelling that leads to loopback is refused before anything is sent",
        arguments: ["127.1", "0x7f.1"])
    func guardAtDialling(host: String) async throws {
        let server = try LoopbackServer()
        let line = try Line()
        let endpoint = try Endpoint(
            DeliveryFixture.partner(port: server.port) {
                $0.endpoint.url = "http://\(host):\(server.port)/"
                $0.endpoint.allowPlaintext = true
                $0.endpoint.allowPorts = [server.port]
            })
        line.transport.port.start([Transfer(key: 1, endpoint: endpoint, headers: [], body: [])])
        let result = try #require(await line.next())
        #expect(result.outcome == .failed(.addressDenied, sent: false))
        #expect(result.refusal == .address(.loopback))
        #expect(server.connections == 0)
        await line.transport.stop()
    }

    @Test("A kept connection is judged again before each request")
    func guardOnReuse() async throws {
        let server = try LoopbackServer()
        let line = try Line()
        func endpoint(allowed: [String]) throws -> Endpoint {
            try Endpoint(
                DeliveryFixture.partner(port: server.port) {
                    $0.endpoint.url = "http://127.1:\(server.port)/"
                    $0.endpoint.allowPlaintext = true
                    $0.endpoint.allowPorts = [server.port]
                    $0.endpoint.allowAddresses = allowed
                })
        }
        line.transport.port.start([
            Transfer(key: 1, endpoint: try endpoint(allowed: ["127.0.0.1"]), headers: [], body: [])
        ])
        #expect(await line.next()?.outcome == .answered(AttemptOutcome.Answer(status: 200)))
        line.transport.port.start([Transfer(key: 2, endpoint: try endpoint(allowed: []), headers: [], body: [])])
        #expect(await line.next()?.outcome == .failed(.addressDenied, sent: false))
        #expect(server.requests.count == 1)
        #expect(server.connections == 1)
        await line.transport.stop()
    }

    /// libcurl lets go of a connection that was idle for 118 s, as it may be where hundreds of tests run at once.
    @Test("A partner's connection is used again; two partners on one host share none")
    func pools() async throws {
        for _ in 0..<5 {
            let began = ContinuousClock.now
            let used = try await usedConnections()
            guard ContinuousClock.now - began < .seconds(100) else { continue }
            #expect(used.connections == 2)
            #expect(used.ofA == 1)
            #expect(used.ofB == 1)
            #expect(used.afterLettingGo == 3)
            return
        }
        Issue.record("five transfers took more than 100 s, five times")
    }

    private func usedConnections() async throws -> (connections: Int, ofA: Int, ofB: Int, afterLettingGo: Int) {
        let server = try LoopbackServer()
        let line = try Line()
        for (key, id) in [(1, "a"), (2, "a"), (3, "b"), (4, "b"), (5, "a")] {
            let endpoint = try Endpoint(DeliveryFixture.partner(id, port: server.port))
            line.transport.port.start([
                Transfer(key: Int64(key), endpoint: endpoint, headers: ["webhook-id: \(id)"], body: [])
            ])
            #expect(await line.next()?.key == Int64(key))
        }
        let connections = server.connections
        let ofA = Set(server.requests.filter { $0.id == "a" }.map(\.connection)).count
        let ofB = Set(server.requests.filter { $0.id == "b" }.map(\.connection)).count
        line.transport.port.keepOnly(["b"])
        let endpoint = try Endpoint(DeliveryFixture.partner("a", port: server.port))
        line.transport.port.start([Transfer(key: 6, endpoint: endpoint, headers: [], body: [])])
        _ = await line.next()
        await line.transport.stop()
        return (connections, ofA, ofB, server.connections)
    }

    @Test("An interruption ends what was ordered before it, and nothing that comes after")
    func interrupts() async throws {
        let server = try LoopbackServer { _ in .hang }
        let line = try Line()
        let endpoint = try Endpoint(DeliveryFixture.partner(port: server.port))
        func start(_ key: Int64) {
            line.transport.port.start([Transfer(key: key, endpoint: endpoint, headers: [], body: [])])
        }
        start(1)
        await server.received(1)
        start(2)
        line.transport.port.interrupt()
        start(3)
        let results = [await line.next(), await line.next()].compactMap(\.self).sorted { $0.key < $1.key }
        #expect(results.map(\.key) == [1, 2])
        #expect(results.first?.outcome == .failed(.interrupted, sent: true))
        guard case .failed(.interrupted, _) = results.last?.outcome else {
            Issue.record("\(String(describing: results.last))")
            return
        }
        await line.transport.stop()
        #expect(await line.next()?.key == 3)
        await line.transport.stop()
    }
}
