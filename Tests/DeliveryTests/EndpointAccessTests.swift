import CCurl
import Foundation
import Outreach
import Testing

@testable import Delivery

@Suite("Proxies, tokens and handshakes, as values")
struct EndpointAccessTests {
    static let exceptions: [(entries: [String], host: String, isDirect: Bool)] = [
        (["example.org"], "example.org", true), (["example.org"], "hooks.EXAMPLE.org", true),
        (["example.org"], "notexample.org", false), ([".example.org"], "example.org", true),
        ([".example.org"], "a.example.org.", true), (["*"], "anything", true), (["10.0.0.0/8"], "10.2.3.4", true),
        (["10.0.0.0/8"], "11.2.3.4", false), (["10.0.0.0/8"], "::ffff:10.2.3.4", true),
        (["10.0.0.0/8"], "10.example.org", false), (["192.0.2.7"], "192.0.2.7", true),
        (["2.7"], "192.0.2.7", false), (["fd00::/8"], "fd12::1", true), ([], "example.org", false),
        (["", "."], "example.org", false),
    ]

    @Test("Hosts that are reached without the proxy", arguments: exceptions)
    func reachedDirectly(entries: [String], host: String, isDirect: Bool) {
        #expect(ProxyExceptions(entries).holds(host) == isDirect)
    }

    private func endpoint(_ change: (inout Partner.Endpoint) -> Void) throws -> Endpoint {
        try Endpoint(
            DeliveryFixture.partner(port: 1) { partner in
                partner.endpoint.url = "https://hooks.example.org/a"
                change(&partner.endpoint)
            })
    }

    @Test("With a proxy its address is what may be dialled: the one written, or where a name may lead")
    func routes() throws {
        func dialled(_ proxy: String, allowed: [String] = [], url: String = "https://hooks.example.org/a") throws
            -> AddressGuard?
        {
            try endpoint {
                $0.url = url
                $0.proxy = ProxySettings(url: proxy)
                $0.proxy?.allowAddresses = allowed
                $0.proxy?.exceptions = ["direct.example.org"]
            }.proxy?.addressGuard
        }
        func refusal(_ text: String, port: Int = 3128, _ dialled: AddressGuard?) throws -> AddressGuard.Refusal? {
            try #require(dialled).refusal(of: try #require(IPAddress(text)), port: port, ownAddresses: [])
        }
        let literal = try dialled("http://10.0.0.5:3128")
        #expect(try refusal("10.0.0.5", literal) == nil)
        #expect(try refusal("10.0.0.6", literal) == .address(.privateUse))
        #expect(try refusal("10.0.0.5", port: 443, literal) == .port(443))
        let named = try dialled("http://proxy.example.org:3128")
        #expect(try refusal("10.0.0.5", named) == .address(.privateUse))
        #expect(try refusal("127.0.0.1", named) == .address(.loopback))
        #expect(try refusal("10.0.0.5", try dialled("http://proxy.example.org:3128", allowed: ["10.0.0.0/24"])) == nil)
        #expect(try refusal("127.0.0.1", try dialled("socks5://127.0.0.1:3128")) == nil)
        #expect(try dialled("http://10.0.0.5:3128", url: "https://direct.example.org/") == nil)
        // This machine is not the proxy's.
        #expect(try dialled("http://10.0.0.5:3128", url: "http://127.0.0.1:8080/") == nil)
        let socks = try endpoint { $0.proxy = ProxySettings(url: "SOCKS5://[fd00::1]:1080/") }.proxy
        #expect(socks?.url == "socks5h://[fd00::1]:1080")
        #expect(throws: DeliveryError.self) { try dialled("http://a:b@proxy.example.org:3128") }
    }

    static let failures: [(CURLcode, CurlFailure.Circumstances, AttemptFault, String?)] = {
        typealias Circumstances = CurlFailure.Circumstances
        func tunnel(answer: Int = 0, reached: Bool = true, sent: Bool = false, verification: Int = 0) -> Circumstances {
            Circumstances(
                systemError: 111,
                proxy: .init(isSent: sent, isReached: reached, answer: answer, verification: verification))
        }
        func socks(_ reply: CURLproxycode) -> Circumstances {
            Circumstances(proxy: .init(isSocks: true, isTunnel: false, reply: Int(reply.rawValue)))
        }
        return [
            (CURLE_COULDNT_RESOLVE_HOST, Circumstances(), .nameResolution, nil),
            (CURLE_COULDNT_RESOLVE_HOST, Circumstances(hasWayOut: false), .ownNetwork, nil),
            (CURLE_COULDNT_CONNECT, Circumstances(systemError: 111), .connect, nil),
            (CURLE_COULDNT_CONNECT, Circumstances(systemError: 101), .ownNetwork, nil),
            (CURLE_PEER_FAILED_VERIFICATION, Circumstances(verification: 10), .tls, "tls-certificate-expired"),
            (
                CURLE_PEER_FAILED_VERIFICATION, Circumstances(verification: 20), .tls,
                "tls-certificate-unknown-authority"
            ),
            (CURLE_PEER_FAILED_VERIFICATION, Circumstances(verification: 62), .tls, "tls-certificate-of-another-host"),
            (CURLE_PEER_FAILED_VERIFICATION, Circumstances(verification: 1), .tls, "tls-certificate-of-another-host"),
            (CURLE_PEER_FAILED_VERIFICATION, Circumstances(verification: 64), .tls, "tls-certificate-of-another-host"),
            (CURLE_SSL_CONNECT_ERROR, Circumstances(verification: 1), .tls, nil),
            (CURLE_COULDNT_RESOLVE_PROXY, tunnel(), .proxy, "proxy-dns"),
            (CURLE_COULDNT_CONNECT, tunnel(reached: false), .proxy, "proxy-unreachable"),
            (CURLE_OPERATION_TIMEDOUT, tunnel(reached: false), .proxy, "proxy-unreachable"),
            (CURLE_OPERATION_TIMEDOUT, tunnel(), .timeout, nil),
            (CURLE_RECV_ERROR, tunnel(answer: 407), .proxy, "proxy-authentication"),
            (CURLE_RECV_ERROR, tunnel(answer: 403), .proxy, "proxy-403"),
            (CURLE_RECV_ERROR, tunnel(answer: 503), .connect, "connect-proxy-503"),
            (CURLE_RECV_ERROR, tunnel(), .proxy, "proxy-connection"),
            (CURLE_PEER_FAILED_VERIFICATION, tunnel(verification: 10), .proxy, "proxy-tls-certificate-expired"),
            // Beyond the tunnel it is the partner, on a kept connection as well, where no CONNECT was sent.
            (CURLE_PEER_FAILED_VERIFICATION, tunnel(answer: 200), .tls, nil),
            (CURLE_RECV_ERROR, tunnel(answer: 200, sent: true), .connectionLost, nil),
            (CURLE_RECV_ERROR, tunnel(sent: true), .connectionLost, nil),
            (CURLE_PROXY, socks(CURLPX_REPLY_CONNECTION_REFUSED), .connect, "connect-proxy-socks"),
            (CURLE_PROXY, socks(CURLPX_USER_REJECTED), .proxy, "proxy-authentication"),
            (CURLE_PROXY, socks(CURLPX_REPLY_NOT_ALLOWED), .proxy, "proxy-refused"),
            (CURLE_SSL_CONNECT_ERROR, socks(CURLPX_OK), .tls, nil),
        ]
    }()

    @Test("Whose fault a failure is", arguments: failures.indices)
    func whoseFault(index: Int) {
        let (code, circumstances, fault, detail) = Self.failures[index]
        let failure = CurlFailure(code, circumstances)
        #expect(failure.fault == fault)
        #expect(failure.detail == detail)
    }

    @Test(
        "One table tells why a certificate is not believed, to the outbox and to who tries an endpoint",
        arguments: [
            (0, CURLE_OK, nil, nil), (1, CURLE_SSL_CONNECT_ERROR, nil, nil),
            (1, CURLE_PEER_FAILED_VERIFICATION, "certificate-of-another-host", "another name"),
            (10, CURLE_PEER_FAILED_VERIFICATION, "certificate-expired", "expired"),
            (18, CURLE_PEER_FAILED_VERIFICATION, "certificate-unknown-authority", "by itself"),
            (64, CURLE_PEER_FAILED_VERIFICATION, "certificate-of-another-host", "another name"),
            (99, CURLE_PEER_FAILED_VERIFICATION, "certificate", "99"),
        ] as [(Int, CURLcode, String?, String?)])
    func certificates(number: Int, code: CURLcode, stored: String?, said: String?) {
        let fault = CertificateFault(number, after: code)
        #expect(fault?.code == stored)
        #expect(said.map { fault?.words.contains($0) == true } ?? (fault == nil))
    }

    @Test(
        "Only what an HTTP proxy is handed unencrypted may be answered by the proxy",
        arguments: [
            ("http://10.0.0.5:3128", "http://hooks.example.org/", true),
            ("https://10.0.0.5:3128", "http://hooks.example.org/", true),
            ("http://10.0.0.5:3128", "https://hooks.example.org/", false),
            ("socks5://10.0.0.5:1080", "http://hooks.example.org/", false),
        ])
    func answerers(proxy: String, url: String, isProxy: Bool) throws {
        func change(_ endpoint: inout Partner.Endpoint) {
            endpoint.url = url
            endpoint.allowPlaintext = true
            endpoint.allowPorts = [80]
        }
        let through = try endpoint {
            change(&$0)
            $0.proxy = ProxySettings(url: proxy)
        }
        #expect(through.isAnsweredByProxy == isProxy)
        #expect(try !endpoint(change).isAnsweredByProxy)
    }

    struct Answer: Sendable {
        var status: Int
        var origin: String?
        var rate: String?
        var meaning: HandshakeRequest.Answer

        init(_ status: Int, _ origin: String?, _ rate: String?, _ meaning: HandshakeRequest.Answer) {
            (self.status, self.origin, self.rate, self.meaning) = (status, origin, rate, meaning)
        }
    }

    static let answers: [Answer] = [
        Answer(200, "doorstroom.example.org", nil, .granted(rate: nil)),
        Answer(204, "DOORSTROOM.example.org", "120", .granted(rate: 120)), Answer(200, "*", "*", .granted(rate: nil)),
        Answer(200, "*", "0", .granted(rate: nil)), Answer(200, " * ", " 7 ", .granted(rate: 7)),
        Answer(200, nil, "120", .refused(why: "no-header")), Answer(200, " ", nil, .refused(why: "no-header")),
        Answer(200, "example.org", nil, .refused(why: "origin")),
        Answer(200, "doorstroom.example.org.evil.example", nil, .refused(why: "origin")),
        Answer(404, "*", nil, .refused(why: "http-404")), Answer(405, nil, nil, .refused(why: "http-405")),
        Answer(410, nil, nil, .refused(why: "http-410")), Answer(401, "*", nil, .none),
        Answer(429, "*", nil, .none), Answer(503, nil, nil, .none), Answer(301, nil, nil, .none),
        Answer(408, nil, nil, .none),
    ]

    @Test("Only a 2xx that names the sender, or everybody, is a yes", arguments: answers)
    func handshakes(answer: Answer) {
        let request = HandshakeRequest(
            .init(origin: "doorstroom.example.org"), url: "https://a.example/", ratePerSecond: 2)
        #expect(
            request.answer(status: answer.status, fields: .init(allowedOrigin: answer.origin, allowedRate: answer.rate))
                == answer.meaning)
        #expect(request.headers == ["WebHook-Request-Origin: doorstroom.example.org", "WebHook-Request-Rate: 120"])
    }

    @Test(
        "A token is used until a minute before it ends, or for four fifths of its time",
        arguments: [
            (#"{"access_token":"t","token_type":"Bearer","expires_in":3600}"#, 3_540.0),
            (#"{"access_token":"t","token_type":"bearer","expires_in":"100"}"#, 80), (#"{"access_token":"t"}"#, 240),
            (#"{"access_token":"t","expires_in":0}"#, 0), (#"{"access_token":"t","expires_in":-5}"#, 0),
            (#"{"access_token":"t","expires_in":1e300}"#, 86_340),
        ])
    func tokens(answer: String, seconds: Double) {
        let token = AccessToken(answer: Array(answer.utf8), asOf: .seconds(1_000))
        #expect(token?.until == .seconds(1_000 + seconds))
        #expect(token?.header == Secret("Authorization: Bearer t"))
    }

    @Test(
        "What is no bearer token is none",
        arguments: [
            "", "[]", "{}", #"{"access_token":""}"#, #"{"access_token":"t","token_type":"mac"}"#,
            #"{"access_token":"t\r\nX-Other: 1"}"#, #"{"access_token":"t t"}"#, #"{"error":"invalid_client"}"#,
        ])
    func noTokens(answer: String) { #expect(AccessToken(answer: Array(answer.utf8), asOf: .zero) == nil) }

    @Test("The request for a token is encoded as OAuth asks, in the header or in the body")
    func tokenRequest() throws {
        var client = Partner.OAuth2Client(
            tokenURL: "https://login.example.org/t", clientID: "door:stroom", clientSecret: Secret("a&b c"))
        client.scope = "read write"
        let partner = DeliveryFixture.partner(port: 1)
        let basic = try TokenRequest(client, partner: partner)
        #expect(basic.body.text == "grant_type=client_credentials&scope=read%20write")
        let pair = Data("door%3Astroom:a%26b%20c".utf8).base64EncodedString()
        #expect(basic.headers.map(\.text).contains("Authorization: Basic \(pair)"))
        client.proof = .body
        let body = try TokenRequest(client, partner: partner)
        #expect(body.body.text.hasSuffix("&client_id=door%3Astroom&client_secret=a%26b%20c"))
        #expect(!body.headers.map(\.text).contains { $0.hasPrefix("Authorization") })
        client.tokenURL = "http://login.example.org/t"
        var plaintext = partner
        plaintext.endpoint.allowPlaintext = true
        plaintext.endpoint.allowPorts = [80]
        #expect(throws: DeliveryError.self) { try TokenRequest(client, partner: plaintext) }
    }
}
