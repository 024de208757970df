import Foundation
import Outreach
import Store
import Synchronization
import Testing

@testable import Delivery

@Suite("Tokens and handshakes, over the wire")
struct AccessBrokerTests {
    /// A partner's token endpoint and hook on one server.
    private static func partner(_ server: LoopbackServer, change: (inout Partner.Endpoint) -> Void = { _ in })
        -> Partner
    {
        DeliveryFixture.partner(port: server.port) { partner in
            let client = Partner.OAuth2Client(
                tokenURL: "http://127.0.0.1:\(server.port)/token", clientID: "doorstroom", clientSecret: Secret("hush"))
            partner.endpoint.authentication = .oauth2(client)
            change(&partner.endpoint)
        }
    }

    private static func token(_ text: String, seconds: Int = 3600) -> LoopbackServer.Answer {
        .status(200, body: #"{"access_token":"\#(text)","token_type":"Bearer","expires_in":\#(seconds)}"#)
    }

    @Test("One token serves all events; it is asked for once, however many wait for it")
    func tokens() async throws {
        let server = try LoopbackServer { $0.path == "/token" ? Self.token("t1") : .status(202) }
        let fixture = try DeliveryFixture()
        for number in 1...6 { try await fixture.enqueue(DeliveryFixture.event("cell-\(number)")) }
        let totals = try await fixture.deliver(Self.partner(server))
        #expect(totals == DeliveryTotals(attempts: 6, delivered: 6))
        let asked = server.requests.filter { $0.path == "/token" }
        #expect(asked.count == 1)
        #expect(asked.first.map { String(decoding: $0.body, as: UTF8.self) } == "grant_type=client_credentials")
        #expect(asked.first?.headers["authorization"] == "Basic " + Data("doorstroom:hush".utf8).base64EncodedString())
        let events = server.requests.filter { $0.path == "/hook" }
        #expect(events.map { $0.headers["authorization"] } == Array(repeating: "Bearer t1", count: 6))
    }

    @Test("A token that is not taken is replaced once, within the attempt")
    func renewal() async throws {
        let served = Mutex(0)
        let server = try LoopbackServer { request in
            if request.path == "/token" { return Self.token("t\(served.withLock { $0 += 1; return $0 })") }
            return .status(request.headers["authorization"] == "Bearer t2" ? 200 : 401)
        }
        let fixture = try DeliveryFixture()
        try await fixture.enqueue(DeliveryFixture.event())
        #expect(try await fixture.deliver(Self.partner(server)) == DeliveryTotals(attempts: 1, delivered: 1))
        #expect(server.requests.map(\.path) == ["/token", "/hook", "/token", "/hook"])
        #expect(Set(server.requests.filter { $0.path == "/hook" }.map(\.id)).count == 1)
        #expect(try await fixture.outbox.show("twente.cell-a.1").attempts.map(\.status) == [200])
        // An endpoint that takes none is not asked for ever.
        let stubborn = try LoopbackServer { $0.path == "/token" ? Self.token("t") : .status(401) }
        try await fixture.enqueue(DeliveryFixture.event("cell-b"))
        #expect(try await fixture.deliver(Self.partner(stubborn)).retrying == 1)
        #expect(stubborn.requests.count == 4)
        #expect(try await fixture.outbox.show("twente.cell-b.1").attempts.map(\.status) == [401])
    }

    @Test("What lapses while a token is fetched is not sent, and is closed as lapsed")
    func lapses() async throws {
        let fixture = try DeliveryFixture()
        try await fixture.enqueue(DeliveryFixture.event(expiry: DeliveryFixture.start + 10))
        try await fixture.enqueue(DeliveryFixture.event("cell-b"))
        let sent = Mutex<[[UInt8]]>([])
        var dependencies = fixture.dependencies
        dependencies.makeTransport = { receive in
            DeliveryTransport(
                start: { transfers in
                    for transfer in transfers {
                        var result = TransferResult(
                            key: transfer.key, outcome: .answered(.init(status: 200)), refusal: nil, milliseconds: 1)
                        if transfer.purpose == .token {
                            fixture.advance(11)
                            result.kept.body = Array(#"{"access_token":"t","token_type":"Bearer"}"#.utf8)
                        } else {
                            sent.withLock { $0.append(transfer.body) }
                        }
                        receive([result])
                    }
                }, interrupt: {}, keepOnly: { _ in }, stop: {})
        }
        let engine = DeliveryEngine(
            outbox: fixture.outbox, partners: [Self.partner(try LoopbackServer())], timeZone: .gmt,
            dependencies: dependencies)
        let totals = try await engine.deliver(untilEmpty: false)
        #expect(totals == DeliveryTotals(attempts: 2, delivered: 1, expired: 1))
        #expect(sent.withLock { $0 } == [DeliveryFixture.event("cell-b").body])
        let detail = try await fixture.outbox.show("twente.cell-a.1")
        #expect(detail.listing.state == .expired)
        #expect(detail.attempts.map(\.fault) == ["lapsed"])
    }

    @Test("A token that ends is fetched anew before it does")
    func expiry() async throws {
        let server = try LoopbackServer { $0.path == "/token" ? Self.token("t", seconds: 0) : .status(200) }
        let fixture = try DeliveryFixture()
        let partner = Self.partner(server) { $0.concurrency = 1 }
        for number in 1...3 { try await fixture.enqueue(DeliveryFixture.event("cell-\(number)")) }
        #expect(try await fixture.deliver(partner).delivered == 3)
        #expect(server.requests.filter { $0.path == "/token" }.count == 3)
    }

    @Test(
        "Without a token nothing is sent; the event is retried, and its attempt says why",
        arguments: [
            (LoopbackServer.Answer.status(503), "token-http-503"), (.status(401), "token-http-401"),
            (.status(200, body: "<html>"), "token-unreadable"), (.reset, "token-connection-lost"),
            (.bytes("HTTP/1.1 200 X\r\nContent-Length: 500\r\n\r\n{\"access_token\":\"t\"}"), "token-unreadable"),
            (.flood(1_000_000), "token-unreadable"),
        ])
    func noToken(answer: LoopbackServer.Answer, problem: String) async throws {
        let server = try LoopbackServer { $0.path == "/token" ? answer : .status(200) }
        let fixture = try DeliveryFixture()
        try await fixture.enqueue(DeliveryFixture.event())
        #expect(try await fixture.deliver(Self.partner(server)).retrying == 1)
        let detail = try await fixture.outbox.show("twente.cell-a.1")
        #expect(detail.attempts.map(\.fault) == [problem])
        #expect(fixture.notices.map(\.code) == [.tokenFails])
        #expect(server.requests.allSatisfy { $0.path == "/token" })
    }

    @Test("The token endpoint is guarded like the partner's: where its name leads is judged, and what it asks of us")
    func guardOfTokens() async throws {
        let server = try LoopbackServer { _ in Self.token("t") }
        let fixture = try DeliveryFixture()
        try await fixture.enqueue(DeliveryFixture.event())
        // The partner's own endpoint allows nothing of this machine, whatever the token's URL says.
        let client = Partner.OAuth2Client(
            tokenURL: "https://127.1:\(server.port)/token", clientID: "a", clientSecret: Secret("hush"))
        let partner = DeliveryFixture.partner(port: server.port) {
            $0.endpoint.url = "https://hooks.invalid/"
            $0.endpoint.authentication = .oauth2(client)
            $0.endpoint.allowPorts = [server.port]
        }
        #expect(try await fixture.deliver(partner).retrying == 1)
        #expect(try await fixture.outbox.show("twente.cell-a.1").attempts.map(\.fault) == ["address-loopback"])
        #expect(server.connections == 0)
        #expect(fixture.notices.map(\.code) == [.addressDenied])
    }

    @Test("An endpoint is asked once, remembered, and sent to at the rate that it grants")
    func handshake() async throws {
        let server = try LoopbackServer { request in
            guard request.method == "OPTIONS" else { return .status(200) }
            return .status(200, headers: ["WebHook-Allowed-Origin": "*", "WebHook-Allowed-Rate": "60000"])
        }
        let fixture = try DeliveryFixture()
        let partner = DeliveryFixture.partner(port: server.port) {
            $0.endpoint.handshake = .init(origin: "doorstroom.example.org")
        }
        for number in 1...3 { try await fixture.enqueue(DeliveryFixture.event("cell-\(number)")) }
        #expect(try await fixture.deliver(partner).delivered == 3)
        try await fixture.enqueue(DeliveryFixture.event("cell-4"))
        #expect(try await fixture.deliver(partner).delivered == 1)
        #expect(server.requests.filter { $0.method == "OPTIONS" }.count == 1)
        #expect(server.requests.first?.headers["webhook-request-origin"] == "doorstroom.example.org")
        #expect(server.requests.first?.headers["content-type"] == nil)
        #expect(try await fixture.outbox.handshakes().map(\.rate) == [60_000])
        // A day later it is asked again, and so is another address at once.
        fixture.advance(86_401)
        try await fixture.enqueue(DeliveryFixture.event("cell-5"))
        try await fixture.deliver(partner)
        #expect(server.requests.filter { $0.method == "OPTIONS" }.count == 2)
        try await fixture.enqueue(DeliveryFixture.event("cell-6"))
        var moved = partner
        moved.endpoint.url = "http://127.0.0.1:\(server.port)/elsewhere"
        try await fixture.deliver(moved)
        #expect(server.requests.filter { $0.method == "OPTIONS" }.map(\.path) == ["/hook", "/hook", "/elsewhere"])
    }

    @Test("The granted rate holds where it is lower than the configured one")
    func grantedRate() async throws {
        var partner = DeliveryFixture.partner(port: 1) { $0.endpoint.handshake = .init(origin: "a.example") }
        partner.endpoint.ratePerSecond = 10
        let lane = try PartnerLane(partner, timeZone: .gmt, uptime: .zero)
        var answer = OutboxHandshake(
            partner: "twente", endpoint: try #require(lane.endpoint.handshake).digest, isGranted: true, rate: 30,
            until: .distantFuture)
        lane.heed(answer, uptime: .zero)
        #expect(lane.bucket.rate == 0.5)
        answer.rate = 6_000
        lane.heed(answer, uptime: .zero)
        #expect(lane.bucket.rate == 10)
        answer.rate = 30
        answer.endpoint = "of another address"
        lane.heed(answer, uptime: .zero)
        #expect(lane.bucket.rate == 10)
    }

    @Test(
        "A refusal parks events without sending them, until somebody enables the endpoint or the configuration is read anew"
    )
    func refusal() async throws {
        let allows = Mutex(false)
        let server = try LoopbackServer { request in
            guard request.method == "OPTIONS" else { return .status(200) }
            return .status(
                200, headers: allows.withLock { $0 } ? ["WebHook-Allowed-Origin": "doorstroom.example.org"] : [:])
        }
        let fixture = try DeliveryFixture()
        let partner = DeliveryFixture.partner(port: server.port) {
            $0.endpoint.handshake = .init(origin: "doorstroom.example.org")
        }
        try await fixture.enqueue(DeliveryFixture.event("cell-a"))
        #expect(try await fixture.deliver(partner).parked == 1)
        #expect(fixture.notices.map(\.code) == [.handshakeRefused])
        #expect(fixture.notices.first?.remedy.contains("--partner twente --state parked") == true)
        #expect(
            try await fixture.outbox.show("twente.cell-a.1").attempts.map(\.fault) == ["handshake-refused-no-header"])
        // Remembered: the next event is parked without another question.
        try await fixture.enqueue(DeliveryFixture.event("cell-b"))
        #expect(try await fixture.deliver(partner).parked == 1)
        #expect(server.requests.map(\.method) == ["OPTIONS"])
        allows.withLock { $0 = true }
        try await fixture.outbox.setEndpoint(partner: "twente", enabled: true, now: fixture.now)
        for event in ["twente.cell-a.1", "twente.cell-b.1"] {
            try await fixture.outbox.replay(event, agreementEnds: nil, now: fixture.now)
        }
        #expect(try await fixture.deliver(partner).delivered == 2)
        #expect(server.requests.map(\.method) == ["OPTIONS", "OPTIONS", "POST", "POST"])
    }

    @Test("A configuration that is read anew asks a refusing endpoint again")
    func reload() async throws {
        let asked = Mutex(0)
        let server = try LoopbackServer { request in
            guard request.method == "OPTIONS" else { return .status(200) }
            let isFirst = asked.withLock {
                $0 += 1; return $0 == 1
            }
            return isFirst ? .status(404) : .status(200, headers: ["WebHook-Allowed-Origin": "*"])
        }
        let fixture = try DeliveryFixture()
        let partner = DeliveryFixture.partner(port: server.port) { $0.endpoint.handshake = .init(origin: "a.example") }
        try await fixture.enqueue(DeliveryFixture.event("cell-a"))
        #expect(try await fixture.deliver(partner).parked == 1)
        #expect(
            try await fixture.outbox.show("twente.cell-a.1").attempts.map(\.fault) == ["handshake-refused-http-404"])
        let engine = fixture.engine(partner)
        let work = Task { try await engine.deliver(untilEmpty: false) }
        _ = try await work.value
        engine.reconfigure([partner])
        try await fixture.enqueue(DeliveryFixture.event("cell-b"))
        #expect(try await engine.deliver(untilEmpty: false).delivered == 1)
    }

    @Test("An endpoint that cannot answer the question now has not said no", arguments: [503, 429, 401, 301])
    func noAnswer(status: Int) async throws {
        let server = try LoopbackServer { _ in .status(status) }
        let fixture = try DeliveryFixture()
        try await fixture.enqueue(DeliveryFixture.event())
        let partner = DeliveryFixture.partner(port: server.port) { $0.endpoint.handshake = .init(origin: "a.example") }
        #expect(try await fixture.deliver(partner).retrying == 1)
        #expect(try await fixture.outbox.show("twente.cell-a.1").attempts.map(\.fault) == ["handshake-http-\(status)"])
        #expect(try await fixture.outbox.handshakes() == [])
        #expect(server.requests.allSatisfy { $0.method == "OPTIONS" })
    }

    @Test("The question shows what lets requests in, and fetches another token when the first is not taken")
    func handshakeWithToken() async throws {
        let served = Mutex(0)
        let server = try LoopbackServer { request in
            if request.path == "/token" { return Self.token("t\(served.withLock { $0 += 1; return $0 })") }
            guard request.headers["authorization"] == "Bearer t2" else { return .status(401) }
            return .status(200, headers: ["WebHook-Allowed-Origin": "*"])
        }
        let fixture = try DeliveryFixture()
        try await fixture.enqueue(DeliveryFixture.event())
        let partner = Self.partner(server) { $0.handshake = .init(origin: "a.example") }
        #expect(try await fixture.deliver(partner).delivered == 1)
        #expect(server.requests.map(\.method) == ["POST", "OPTIONS", "POST", "OPTIONS", "POST"])
    }

    @Test("A bearer token and a basic password go to the endpoint as they are configured")
    func fixedCredentials() async throws {
        let server = try LoopbackServer()
        let fixture = try DeliveryFixture()
        for (subject, authentication) in [
            ("cell-a", Partner.Authentication.bearer(Secret("fixed"))),
            ("cell-b", .basic(user: "door", password: Secret("stroom"))),
        ] {
            try await fixture.enqueue(DeliveryFixture.event(subject))
            try await fixture.deliver(
                DeliveryFixture.partner(port: server.port) { $0.endpoint.authentication = authentication })
        }
        #expect(
            server.requests.map { $0.headers["authorization"] } == [
                "Bearer fixed", "Basic " + Data("door:stroom".utf8).base64EncodedString(),
            ])
    }

    @Test("A test event asks for a token and for leave like any other")
    func ping() async throws {
        let server = try LoopbackServer { request in
            if request.path == "/token" { return Self.token("t") }
            return .status(200, headers: request.method == "OPTIONS" ? ["WebHook-Allowed-Origin": "*"] : [:])
        }
        let fixture = try DeliveryFixture()
        let partner = Self.partner(server) { $0.handshake = .init(origin: "a.example") }
        let outcome = try await PartnerPing(dependencies: fixture.dependencies).send(
            DeliveryFixture.event(), to: partner)
        #expect(outcome.status == 200)
        #expect(server.requests.map(\.method) == ["POST", "OPTIONS", "POST"])
        let refusing = try LoopbackServer { $0.path == "/token" ? Self.token("t") : .status(200) }
        let refused = try await PartnerPing(dependencies: fixture.dependencies).send(
            DeliveryFixture.event(), to: Self.partner(refusing) { $0.handshake = .init(origin: "a.example") })
        #expect(refused.fault == "handshake-refused-no-header")
        #expect(refused.family == .handshakeRefused)
        #expect(refused.verdict.state == .parked)
    }

    @Test("A stop while a token is awaited breaks the event off, unsent and uncounted")
    func interruption() async throws {
        let server = try LoopbackServer { $0.path == "/token" ? .hang : .status(200) }
        let fixture = try DeliveryFixture()
        let partner = Self.partner(server)
        let results = AsyncStream.makeStream(of: TransferResult.self)
        let broker = try AccessBroker(
            clock: fixture.dependencies.clock, make: fixture.dependencies.makeTransport,
            receive: { for result in $0 { results.continuation.yield(result) } }, report: { _ in })
        let port = broker.port
        port.start([Transfer(key: 1, endpoint: try Endpoint(partner), headers: [], body: [])])
        await server.received(1)
        port.interrupt()
        var iterator = results.stream.makeAsyncIterator()
        let result = await iterator.next()
        #expect(result?.key == 1)
        #expect(result?.outcome == .failed(.interrupted, sent: false))
        await port.stop()
    }
}
