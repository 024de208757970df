import CCurl

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Whose fault a failed transfer is, and as far as can be told which.
struct CurlFailure: Equatable {
    let fault: AttemptFault
    /// A code that says more than the fault.
    let detail: String?

    /// What libcurl knows beside its result code.
    struct Circumstances {
        /// `errno` of the failed connection.
        var systemError: Int32 = 0
        /// Why the endpoint's certificate was not believed, in the TLS library's numbers; 0 for nothing.
        var verification = 0
        /// This host has an address that leads anywhere.
        var hasWayOut = true
        var proxy: Proxy?
    }

    /// The proxy's part.
    struct Proxy {
        var isSocks = false
        /// What was asked of an HTTP proxy is CONNECT, so that nothing of the endpoint's is heard before its answer.
        var isTunnel = true
        /// The request was let go: whatever failed, failed behind the proxy.
        var isSent = false
        /// The connection to the proxy stood.
        var isReached = true
        /// Its answer to CONNECT; 0 for none.
        var answer = 0
        /// libcurl's number of what a SOCKS proxy replied.
        var reply = 0
        /// Why an `https` proxy's certificate was not believed.
        var verification = 0
    }

    init(_ code: CURLcode, of handle: CurlHandle) { self.init(code, handle.circumstances) }

    init(_ code: CURLcode, _ circumstances: Circumstances) {
        if let proxy = circumstances.proxy, let found = Self.ofProxy(code, proxy, circumstances) {
            self = found
            return
        }
        let fault = AttemptFault(code, systemError: circumstances.systemError)
        switch fault {
        case .nameResolution where !circumstances.hasWayOut: self.init(.ownNetwork)
        case .tls: self.init(.tls, CertificateFault(circumstances.verification, after: code).map { "tls-\($0.code)" })
        default: self.init(fault)
        }
    }

    private init(_ fault: AttemptFault, _ detail: String? = nil) {
        self.fault = fault
        self.detail = detail
    }

    /// What the proxy is to blame for, or says of the endpoint; nil where it had no part in it.
    private static func ofProxy(_ code: CURLcode, _ proxy: Proxy, _ circumstances: Circumstances) -> CurlFailure? {
        // Beyond CONNECT the endpoint is heard itself; what a SOCKS proxy has to say comes as a code of its own.
        let isBeforeEndpoint =
            !proxy.isSocks && !proxy.isSent && !(proxy.isTunnel && (200..<300).contains(proxy.answer))
        switch code {
        case CURLE_COULDNT_RESOLVE_PROXY:
            return circumstances.hasWayOut ? CurlFailure(.proxy, "proxy-dns") : CurlFailure(.ownNetwork)
        case CURLE_COULDNT_CONNECT where !proxy.isReached: return ofDialling(circumstances)
        case CURLE_OPERATION_TIMEDOUT where !proxy.isReached: return CurlFailure(.proxy, "proxy-unreachable")
        case CURLE_PROXY: return ofSocks(proxy.reply)
        case CURLE_AUTH_ERROR, CURLE_LOGIN_DENIED: return CurlFailure(.proxy, "proxy-authentication")
        case CURLE_OPERATION_TIMEDOUT: return nil
        default: break
        }
        if proxy.answer != 0, isBeforeEndpoint { return ofAnswer(proxy.answer) }
        guard isBeforeEndpoint else { return nil }
        guard AttemptFault(code, systemError: 0) == .tls else { return CurlFailure(.proxy, "proxy-connection") }
        return CurlFailure(
            .proxy, CertificateFault(proxy.verification, after: code).map { "proxy-tls-\($0.code)" } ?? "proxy-tls")
    }

    private static func ofDialling(_ circumstances: Circumstances) -> CurlFailure {
        let fault = AttemptFault(CURLE_COULDNT_CONNECT, systemError: circumstances.systemError)
        return fault == .connect ? CurlFailure(.proxy, "proxy-unreachable") : CurlFailure(fault)
    }

    /// A proxy that answers for an endpoint that it cannot reach says so with these; whatever else it answers is its own
    /// refusal.
    private static func ofAnswer(_ status: Int) -> CurlFailure {
        switch status {
        case 407: CurlFailure(.proxy, "proxy-authentication")
        case 502, 503, 504: CurlFailure(.connect, "connect-proxy-\(status)")
        default: CurlFailure(.proxy, "proxy-\(status)")
        }
    }

    private static func ofSocks(_ reply: Int) -> CurlFailure {
        let code = CURLproxycode(rawValue: CURLproxycode.RawValue(reply))
        return switch code {
        case CURLPX_REPLY_CONNECTION_REFUSED, CURLPX_REPLY_HOST_UNREACHABLE, CURLPX_REPLY_TTL_EXPIRED,
            CURLPX_RESOLVE_HOST:
            CurlFailure(.connect, "connect-proxy-socks")
        case CURLPX_USER_REJECTED, CURLPX_NO_AUTH, CURLPX_REQUEST_FAILED, CURLPX_UNKNOWN_FAIL:
            CurlFailure(.proxy, "proxy-authentication")
        case CURLPX_REPLY_NOT_ALLOWED: CurlFailure(.proxy, "proxy-refused")
        default: CurlFailure(.proxy, "proxy-connection")
        }
    }
}

extension AttemptFault {
    /// The fault behind one of libcurl's result codes.
    /// - Parameter systemError: `errno` of the failed connection.
    init(_ code: CURLcode, systemError: Int32) {
        switch code {
        case CURLE_OPERATION_TIMEDOUT: self = .timeout
        case CURLE_COULDNT_RESOLVE_HOST: self = .nameResolution
        case CURLE_COULDNT_CONNECT:
            switch systemError {
            // "No route" (delivery rules): this host's network is down, whoever the partner is.
            case ENETUNREACH, EHOSTUNREACH, ENETDOWN, EADDRNOTAVAIL: self = .ownNetwork
            case EMFILE, ENFILE, ENOBUFS, ENOMEM, EACCES, EPERM: self = .ownSide
            default: self = .connect
            }
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CIPHER, CURLE_USE_SSL_FAILED,
            CURLE_SSL_SHUTDOWN_FAILED, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_PINNEDPUBKEYNOTMATCH,
            CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_CLIENTCERT:
            self = .tls
        case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY, CURLE_BAD_CONTENT_ENCODING, CURLE_WRITE_ERROR:
            // A write error without a whole answer: its headers alone went over the cap.
            self = .garbage
        case CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_PARTIAL_FILE, CURLE_HTTP2,
            CURLE_HTTP2_STREAM, CURLE_HTTP3, CURLE_QUIC_CONNECT_ERROR:
            self = .connectionLost
        default: self = .ownSide
        }
    }
}
