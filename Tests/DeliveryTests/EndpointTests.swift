import Outreach
import Testing

@testable import Delivery

@Suite("Endpoints")
struct EndpointTests {
    private func check(_ url: String, change: (inout Partner.Endpoint) -> Void = { _ in }) throws -> Endpoint {
        try Endpoint(
            DeliveryFixture.partner(port: 1) { partner in
                partner.endpoint.url = url
                change(&partner.endpoint)
            })
    }

    @Test(
        "HTTPS is taken anywhere, plain HTTP on loopback only",
        arguments: [
            ("https://hooks.example.org/doorstroom", nil), ("HTTPS://hooks.example.org", nil),
            ("http://127.0.0.1:9000/hook", nil), ("http://[::1]:9000/hook", nil), ("http://localhost:9000", nil),
            ("https://127.0.0.1:9000/hook", nil),
            ("http://hooks.example.org/", "endpoint-plaintext"), ("http://10.0.0.1/", "endpoint-plaintext"),
            ("http://127.1:9000/", "endpoint-plaintext"), ("http://127.0.0.1.example.org/", "endpoint-plaintext"),
            ("https://hooks.example.org:8443/", "endpoint-port"), ("ftp://hooks.example.org/", "endpoint-invalid"),
            ("file:///etc/passwd", "endpoint-invalid"), ("hooks.example.org", "endpoint-invalid"),
            ("", "endpoint-invalid"),
            ("https://user:word@hooks.example.org/", "endpoint-invalid"), ("https:///x", "endpoint-invalid"),
            ("https://hooks.example.org/#part", "endpoint-invalid"),
        ])
    func schemes(url: String, code: String?) {
        var found: String?
        do { _ = try check(url) } catch { found = (error as? DeliveryError)?.code }
        #expect(found == code)
    }

    @Test("What the configuration allows is allowed, and a plain endpoint abroad is worth a warning")
    func allowed() throws {
        let plain = try check("http://hooks.example.org:8080/") {
            $0.allowPlaintext = true
            $0.allowPorts = [8080]
        }
        #expect(plain.isPlaintextAbroad)
        #expect(plain.addressGuard.ports == [443, 8080])
        #expect(try !check("http://127.0.0.1:9000/").isPlaintextAbroad)
        #expect(try check("http://127.0.0.1:9000/").addressGuard.isLoopback)
        #expect(try check("https://hooks.example.org/") { $0.timeoutSeconds = 3 }.timeoutMilliseconds == 3_000)
        #expect(throws: DeliveryError.self) { try check("https://a.example/") { $0.allowAddresses = ["10.0.0.0/99"] } }
    }

    @Test("Errors name the partner and never the address")
    func discretion() {
        do {
            _ = try check("http://very.secret.example/path")
        } catch {
            #expect(!"\(error)".contains("secret"))
            #expect("\(error)".contains("twente"))
        }
    }
}
