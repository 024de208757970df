import Foundation
import Outreach
import Store
import Synchronization
import Testing

@testable import Delivery

@Suite("Transport through a proxy")
struct ProxyTransportTests {
    /// A partner whose name nobody here resolves, behind a proxy on loopback.
    private func partner(
        proxy port: Int, url: String = "http://hooks.invalid/hook", change: (inout ProxySettings) -> Void = { _ in }
    ) -> Partner {
        DeliveryFixture.partner(port: 1) {
            $0.endpoint.url = url
            $0.endpoint.allowPlaintext = true
            $0.endpoint.allowPorts = [80]
            var proxy = ProxySettings(url: "http://127.0.0.1:\(port)")
            change(&proxy)
            $0.endpoint.proxy = proxy
        }
    }

    @Test("The request goes to the proxy, which is told who asks; the partner is not")
    func forwards() async throws {
        let proxy = try LoopbackServer { _ in .status(202) }
        let fixture = try DeliveryFixture()
        try await fixture.enqueue(DeliveryFixture.event())
        let partner = partner(proxy: proxy.port) {
            $0.authentication = .basic(user: "door", password: Secret("stroom"))
        }
        #expect(try await fixture.deliver(partner).delivered == 1)
        let request = try #require(proxy.requests.first)
        #expect(request.path == "http://hooks.invalid/hook")
        #expect(request.headers["proxy-authorization"] == "Basic " + Data("door:stroom".utf8).base64EncodedString())
        #expect(request.headers["authorization"] == nil)
    }

    @Test(
        "What the proxy refuses uses up nothing of the partner's budget; what it says of the partner does",
        arguments: [(407, "proxy-authentication", 0), (403, "proxy-403", 0), (502, "connect-proxy-502", 1)])
    func tunnel(status: Int, problem: String, failures: Int) async throws {
        let proxy = try LoopbackServer { _ in .status(status) }
        let fixture = try DeliveryFixture()
        try await fixture.enqueue(DeliveryFixture.event())
        let totals = try await fixture.deliver(partner(proxy: proxy.port, url: "https://hooks.invalid/hook"))
        #expect(totals.retrying == 1)
        let detail = try await fixture.outbox.show("twente.cell-a.1")
        #expect(detail.attempts.map(\.fault) == [problem])
        // What counts is retried after 5 seconds at first, what does not each minute.
        let due = try #require(detail.listing.due).timeIntervalSince(fixture.now)
        #expect(due < 7 ? failures == 1 : failures == 0)
        #expect(fixture.notices.map(\.code) == (failures == 0 ? [.proxyFails] : []))
        #expect(proxy.requests.map(\.method) == ["CONNECT"])
        // What is for the partner is not shown to the proxy.
        #expect(proxy.requests.first?.headers["webhook-signature"] == nil)
    }

    @Test("What a proxy answers to a request that it is handed whole is the proxy's, when it asks who we are")
    func plainRefusal() async throws {
        let proxy = try LoopbackServer { _ in .status(407) }
        let fixture = try DeliveryFixture()
        try await fixture.enqueue(DeliveryFixture.event())
        #expect(try await fixture.deliver(partner(proxy: proxy.port)).retrying == 1)
        #expect(try await fixture.outbox.show("twente.cell-a.1").attempts.map(\.fault) == ["proxy-authentication"])
    }

    @Test("A proxy that is gone is our own trouble")
    func gone() async throws {
        let proxy = try LoopbackServer()
        let port = proxy.port
        proxy.stop()
        let fixture = try DeliveryFixture()
        try await fixture.enqueue(DeliveryFixture.event())
        #expect(try await fixture.deliver(partner(proxy: port, url: "https://hooks.invalid/")).retrying == 1)
        let detail = try await fixture.outbox.show("twente.cell-a.1")
        #expect(detail.attempts.map(\.fault) == ["proxy-unreachable"])
        #expect(try #require(detail.listing.due).timeIntervalSince(fixture.now) > 40)
        #expect(fixture.notices.map(\.code) == [.proxyFails])
    }

    @Test("A proxy's name leads nowhere that a partner's name may not")
    func guarded() async throws {
        let proxy = try LoopbackServer()
        let fixture = try DeliveryFixture()
        try await fixture.enqueue(DeliveryFixture.event())
        var partner = partner(proxy: proxy.port)
        partner.endpoint.proxy?.url = "http://127.1:\(proxy.port)"
        try await fixture.deliver(partner)
        #expect(try await fixture.outbox.show("twente.cell-a.1").attempts.map(\.fault) == ["address-loopback"])
        #expect(proxy.connections == 0)
    }

    @Test("NTLM begins with the proxy's challenge, and shows no password")
    func ntlm() async throws {
        let proxy = try LoopbackServer { _ in
            .status(407, headers: ["Proxy-Authenticate": "NTLM", "Proxy-Connection": "keep-alive"])
        }
        let fixture = try DeliveryFixture()
        try await fixture.enqueue(DeliveryFixture.event())
        let partner = partner(proxy: proxy.port, url: "https://hooks.invalid/") {
            $0.authentication = .ntlm(user: "DOMAIN\\door", password: Secret("stroom"))
        }
        try await fixture.deliver(partner)
        let first = try #require(proxy.requests.first?.headers["proxy-authorization"])
        #expect(first.hasPrefix("NTLM "))
        let message = try #require(Data(base64Encoded: String(first.dropFirst(5))))
        #expect(message.starts(with: Array("NTLMSSP\u{0}".utf8) + [1, 0, 0, 0]))
        #expect(try await fixture.outbox.show("twente.cell-a.1").attempts.map(\.fault) == ["proxy-authentication"])
    }

    /// Runs transfers through a check with names of the test's own.
    private func check(
        _ names: [String: [String]], _ partner: Partner
    ) async throws -> (sent: Int, result: TransferResult?) {
        let sent = Mutex(0)
        let results = AsyncStream.makeStream(of: TransferResult.self)
        let receive: @Sendable ([TransferResult]) -> Void = { for result in $0 { results.continuation.yield(result) } }
        let inner = DeliveryTransport(
            start: { transfers in
                sent.withLock { $0 += transfers.count }
                receive(
                    transfers.map {
                        TransferResult(
                            key: $0.key, outcome: .answered(.init(status: 200)), refusal: nil, milliseconds: 0)
                    })
            }, interrupt: {}, keepOnly: { _ in }, stop: {})
        let check = TargetCheck(
            inner, receive: receive,
            resolve: { names[$0, default: []].compactMap { IPAddress($0) } }, clock: .system)
        check.port.start([Transfer(key: 1, endpoint: try Endpoint(partner), headers: [], body: [])])
        var iterator = results.stream.makeAsyncIterator()
        let result = await iterator.next()
        return (sent.withLock { $0 }, result)
    }

    @Test(
        "Through a proxy the partner's name is judged as far as it resolves here: by every address that it has",
        arguments: [
            ([], nil), (["93.184.216.34"], nil), (["10.0.0.1"], AddressClass.privateUse),
            (["93.184.216.34", "127.0.0.1"], .loopback), (["169.254.169.254"], .linkLocal), (["::1"], .loopback),
        ] as [([String], AddressClass?)])
    func targets(addresses: [String], refused: AddressClass?) async throws {
        let partner = partner(proxy: 3128, url: "https://hooks.example/")
        let (sent, result) = try await check(["hooks.example": addresses], partner)
        #expect(sent == (refused == nil ? 1 : 0))
        #expect(result?.refusal == refused.map { .address($0) })
    }

    @Test("An address as target is judged as it is written, and what the partner's list allows is allowed")
    func writtenTargets() async throws {
        #expect(try await check([:], partner(proxy: 3128, url: "https://10.0.0.1/")).sent == 0)
        var allowed = partner(proxy: 3128, url: "https://10.0.0.1/")
        allowed.endpoint.allowAddresses = ["10.0.0.0/8"]
        #expect(try await check([:], allowed).sent == 1)
    }
}
