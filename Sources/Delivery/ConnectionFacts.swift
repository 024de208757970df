import CCurl

/// What one transfer's connection was like, for a person who tries an endpoint.
package struct ConnectionFacts: Equatable, Sendable {
    /// The address that was dialled; nil when none was.
    package var address: String?
    package var port: Int
    /// `1.1` or `2`; nil without an answer.
    package var httpVersion: String?
    package var isEncrypted: Bool
    /// The last day of the endpoint's certificate, as the certificate writes it.
    package var certificateEnds: String?
    package var certificateSubject: String?
    /// Why the certificate is not trusted, in words; nil when it is or when none was seen.
    package var certificateFault: String?
    /// From the start until the name was resolved, the connection stood, TLS stood, and the first byte came; zero for what
    /// was not reached.
    package var resolved: Int
    package var connected: Int
    package var secured: Int
    package var answered: Int
}

extension ConnectionFacts {
    /// Asks libcurl of the handle's last transfer, which ended with this code.
    init(_ easy: UnsafeMutableRawPointer, after code: CURLcode) {
        var (port, version, verification) = (0, 0, 0)
        _ = ccurl_get_long(easy, CURLINFO_PRIMARY_PORT, &port)
        _ = ccurl_get_long(easy, CURLINFO_HTTP_VERSION, &version)
        _ = ccurl_get_long(easy, CURLINFO_SSL_VERIFYRESULT, &verification)
        let certificate = Self.certificate(easy)
        let address = Self.text(easy, CURLINFO_PRIMARY_IP)
        self.init(
            address: address?.isEmpty == false ? address : nil, port: port, httpVersion: Self.name(version),
            isEncrypted: Self.milliseconds(easy, CURLINFO_APPCONNECT_TIME_T) > 0 || !certificate.isEmpty,
            certificateEnds: certificate["Expire date"], certificateSubject: certificate["Subject"],
            certificateFault: CertificateFault(verification, after: code)?.words,
            resolved: Self.milliseconds(easy, CURLINFO_NAMELOOKUP_TIME_T),
            connected: Self.milliseconds(easy, CURLINFO_CONNECT_TIME_T),
            secured: Self.milliseconds(easy, CURLINFO_APPCONNECT_TIME_T),
            answered: Self.milliseconds(easy, CURLINFO_STARTTRANSFER_TIME_T))
    }

    private static func name(_ version: Int) -> String? {
        switch version {
        case Int(CURL_HTTP_VERSION_1_0): "1.0"
        case Int(CURL_HTTP_VERSION_1_1): "1.1"
        case Int(CURL_HTTP_VERSION_2_0): "2"
        default: nil
        }
    }

    private static func milliseconds(_ easy: UnsafeMutableRawPointer, _ info: CURLINFO) -> Int {
        var microseconds: curl_off_t = 0
        _ = ccurl_get_size(easy, info, &microseconds)
        return Int((microseconds + 999) / 1_000)
    }

    private static func text(_ easy: UnsafeMutableRawPointer, _ info: CURLINFO) -> String? {
        var pointer: UnsafeMutableRawPointer?
        guard ccurl_get_pointer(easy, info, &pointer) == CURLE_OK, let pointer else { return nil }
        return String(cString: pointer.assumingMemoryBound(to: CChar.self))
    }

    /// The fields of the endpoint's own certificate, by name; empty without TLS.
    private static func certificate(_ easy: UnsafeMutableRawPointer) -> [String: String] {
        var pointer: UnsafeMutableRawPointer?
        guard ccurl_get_pointer(easy, CURLINFO_CERTINFO, &pointer) == CURLE_OK, let pointer else { return [:] }
        let chain = pointer.assumingMemoryBound(to: curl_certinfo.self).pointee
        guard chain.num_of_certs > 0, let lists = chain.certinfo else { return [:] }
        var fields: [String: String] = [:]
        var next = lists[0]
        while let entry = next {
            let line = String(cString: entry.pointee.data)
            if let colon = line.firstIndex(of: ":") {
                // Of what a stranger sent, only what can be printed.
                let value = line[line.index(after: colon)...].prefix(200)
                fields[String(line[..<colon])] = String(
                    String.UnicodeScalarView(value.unicodeScalars.filter { (0x20...0x7E).contains($0.value) }))
            }
            next = entry.pointee.next
        }
        return fields
    }
}
