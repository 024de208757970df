import CCurl
import Outreach

/// One easy handle of libcurl with what its callbacks note down; used for one transfer after another.
final class CurlHandle {
    let easy: UnsafeMutableRawPointer
    private let share: UnsafeMutableRawPointer
    private(set) var key: Int64 = 0
    private(set) var partner = ""
    private var wantsFacts = false
    private var headers: UnsafeMutablePointer<curl_slist>?
    private var prepared: Endpoint?
    private var preparedPurpose = Transfer.Purpose.event
    private var ownAddresses: @Sendable () -> Set<IPAddress> = { [] }
    /// What the callbacks see of the transfer.
    let notes = CurlNotes()

    init(easy: UnsafeMutableRawPointer, share: UnsafeMutableRawPointer) {
        self.easy = easy
        self.share = share
    }

    deinit {
        curl_easy_cleanup(easy)
        curl_slist_free_all(headers)
    }

    /// Sets everything for one transfer.
    /// - Returns: false when libcurl refuses an option, for want of memory or for its age.
    func prepare(_ transfer: Transfer, options: CurlTransport.Options) -> Bool {
        key = transfer.key
        partner = transfer.endpoint.partner
        wantsFacts = transfer.wantsFacts
        notes.begin(transfer, ownAddresses: options.ownAddresses)
        ownAddresses = options.ownAddresses
        if prepared != transfer.endpoint || preparedPurpose != transfer.purpose {
            curl_easy_reset(easy)
            prepared = nil
            guard prepareEndpoint(transfer.endpoint, options: options), prepareTLS(transfer.endpoint),
                prepareProxy(transfer.endpoint.proxy), prepareMethod(transfer.purpose)
            else { return false }
            prepared = transfer.endpoint
            preparedPurpose = transfer.purpose
        }
        var lines = transfer.headers + transfer.secretHeaders.map(\.text) + ["Expect:"]
        if transfer.purpose != .token { lines.append("Accept:") }
        for line in lines {
            guard let longer = curl_slist_append(headers, line) else { return false }
            headers = longer
        }
        guard ccurl_set_list(easy, CURLOPT_HTTPHEADER, headers) == CURLE_OK else { return false }
        guard transfer.purpose != .handshake else { return true }
        return ccurl_set_size(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(transfer.body.count)) == CURLE_OK
            // libcurl copies the body, so nothing of ours has to outlive the call.
            && transfer.body.withUnsafeBytes {
                ccurl_set_bytes(easy, CURLOPT_COPYPOSTFIELDS, $0.baseAddress) == CURLE_OK
            }
    }

    /// What stays the same from one transfer to the next of an endpoint.
    private func prepareEndpoint(_ endpoint: Endpoint, options: CurlTransport.Options) -> Bool {
        let context = Unmanaged.passUnretained(notes).toOpaque()
        let numbers: [(CURLoption, Int)] = [
            (CURLOPT_TIMEOUT_MS, endpoint.timeoutMilliseconds),
            (CURLOPT_FOLLOWLOCATION, 0),
            (CURLOPT_NOSIGNAL, 1),
            (CURLOPT_NETRC, 0),
            (CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS)),
            (CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2)),
            (CURLOPT_SSL_VERIFYPEER, 1),
            (CURLOPT_SSL_VERIFYHOST, 2),
            (CURLOPT_CERTINFO, 1),
            (CURLOPT_TCP_KEEPALIVE, 1),
            (CURLOPT_UPLOAD_BUFFERSIZE, 16_384),
        ]
        var strings: [(CURLoption, String)] = [
            (CURLOPT_URL, endpoint.url),
            (CURLOPT_USERAGENT, options.agent),
            (CURLOPT_PROTOCOLS_STR, "http,https"),
            // Said outright, so that the environment's are not used.
            (CURLOPT_PROXY, endpoint.proxy?.url ?? ""), (CURLOPT_NOPROXY, ""),
        ]
        if let authorities = options.authorities { strings.append((CURLOPT_CAINFO, authorities)) }
        return numbers.allSatisfy { ccurl_set_long(easy, $0.0, $0.1) == CURLE_OK }
            && strings.allSatisfy { ccurl_set_string(easy, $0.0, $0.1) == CURLE_OK }
            && ccurl_set_share(easy, share) == CURLE_OK
            && ccurl_set_write_function(easy, CurlNotes.onBody, context) == CURLE_OK
            && ccurl_set_header_function(easy, CurlNotes.onHeader, context) == CURLE_OK
            && ccurl_set_open_socket_function(easy, CurlNotes.onOpenSocket, context) == CURLE_OK
            && ccurl_set_before_request_function(easy, CurlNotes.onRequest, context) == CURLE_OK
    }

    /// Whom the endpoint is believed by, and what it is shown.
    private func prepareTLS(_ endpoint: Endpoint) -> Bool {
        if let authorities = endpoint.authorities {
            // The system's folder would be believed beside the file.
            guard ccurl_set_string(easy, CURLOPT_CAPATH, nil) == CURLE_OK, setBlob(CURLOPT_CAINFO_BLOB, authorities)
            else {
                return false
            }
        }
        guard let certificate = endpoint.clientCertificate else { return true }
        return setBlob(CURLOPT_SSLCERT_BLOB, certificate.chain) && setBlob(CURLOPT_SSLKEY_BLOB, certificate.key.bytes)
            && ccurl_set_string(easy, CURLOPT_SSLCERTTYPE, "PEM") == CURLE_OK
            && ccurl_set_string(easy, CURLOPT_SSLKEYTYPE, "PEM") == CURLE_OK
            && ccurl_set_string(easy, CURLOPT_KEYPASSWD, certificate.password?.text) == CURLE_OK
    }

    private func prepareProxy(_ proxy: ProxyRoute?) -> Bool {
        guard let proxy else { return true }
        var numbers: [(CURLoption, Int)] = [
            // The answer to CONNECT is the proxy's and not the partner's.
            (CURLOPT_SUPPRESS_CONNECT_HEADERS, 1),
            (CURLOPT_PROXY_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2)),
            (CURLOPT_SOCKS5_AUTH, CurlAuthentication.basic),
        ]
        var strings: [(CURLoption, String)] = []
        switch proxy.authentication {
        case nil: break
        case .basic(let user, let password):
            numbers.append((CURLOPT_PROXYAUTH, CurlAuthentication.basic))
            strings += [(CURLOPT_PROXYUSERNAME, user), (CURLOPT_PROXYPASSWORD, password.text)]
        case .ntlm(let user, let password):
            numbers.append((CURLOPT_PROXYAUTH, CurlAuthentication.ntlm))
            strings += [(CURLOPT_PROXYUSERNAME, user), (CURLOPT_PROXYPASSWORD, password.text)]
        case .negotiate:
            numbers.append((CURLOPT_PROXYAUTH, CurlAuthentication.negotiate))
            // Nobody's name, which says: whoever the ticket is for.
            strings.append((CURLOPT_PROXYUSERPWD, ":"))
        }
        if let authorities = proxy.authorities {
            guard ccurl_set_string(easy, CURLOPT_PROXY_CAPATH, nil) == CURLE_OK,
                setBlob(CURLOPT_PROXY_CAINFO_BLOB, authorities)
            else { return false }
        }
        return numbers.allSatisfy { ccurl_set_long(easy, $0.0, $0.1) == CURLE_OK }
            && strings.allSatisfy { ccurl_set_string(easy, $0.0, $0.1) == CURLE_OK }
    }

    private func prepareMethod(_ purpose: Transfer.Purpose) -> Bool {
        switch purpose {
        case .event, .token: ccurl_set_long(easy, CURLOPT_POST, 1) == CURLE_OK
        case .handshake: ccurl_set_string(easy, CURLOPT_CUSTOMREQUEST, "OPTIONS") == CURLE_OK
        case .call(let method):
            ccurl_set_long(easy, CURLOPT_POST, 1) == CURLE_OK
                && ccurl_set_string(easy, CURLOPT_CUSTOMREQUEST, method) == CURLE_OK
        }
    }

    private func setBlob(_ option: CURLoption, _ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { ccurl_set_blob(easy, option, $0.baseAddress, $0.count) == CURLE_OK }
    }

    /// What the transfer came to.
    func result(_ code: CURLcode) -> TransferResult {
        var result = TransferResult(
            key: key, outcome: .failed(.interrupted, sent: false), refusal: notes.refusal, milliseconds: milliseconds)
        if wantsFacts { result.facts = ConnectionFacts(easy, after: code) }
        if notes.answerBegun, let answer = answer() {
            result.outcome = .answered(answer)
            result.kept = notes.kept
            // A token that is cut short is none.
            if code != CURLE_OK { result.kept.body = [] }
            if answer.status == 407, prepared?.isAnsweredByProxy == true {
                (result.outcome, result.detail) = (.failed(.proxy, sent: false), "proxy-authentication")
            }
            return result
        }
        if notes.refusal != nil, code == CURLE_COULDNT_CONNECT || code == CURLE_ABORTED_BY_CALLBACK {
            result.outcome = .failed(.addressDenied, sent: notes.requestSent)
            return result
        }
        let failure = CurlFailure(code, of: self)
        result.outcome = .failed(failure.fault, sent: notes.requestSent)
        result.detail = failure.detail
        return result
    }

    /// What libcurl knows of the failed transfer beside its code.
    var circumstances: CurlFailure.Circumstances {
        var circumstances = CurlFailure.Circumstances()
        circumstances.systemError = Int32(truncatingIfNeeded: number(CURLINFO_OS_ERRNO))
        circumstances.verification = number(CURLINFO_SSL_VERIFYRESULT)
        circumstances.hasWayOut = HostAddresses.leadOut(ownAddresses())
        guard let proxy = prepared?.proxy else { return circumstances }
        var connected: curl_off_t = 0
        _ = ccurl_get_size(easy, CURLINFO_CONNECT_TIME_T, &connected)
        circumstances.proxy = CurlFailure.Proxy(
            isSocks: proxy.isSocks, isTunnel: !proxy.isSocks && prepared?.isEncrypted == true,
            isSent: notes.requestSent, isReached: connected > 0, answer: number(CURLINFO_HTTP_CONNECTCODE),
            reply: number(CURLINFO_PROXY_ERROR), verification: number(CURLINFO_PROXY_SSL_VERIFYRESULT))
        return circumstances
    }

    private func number(_ info: CURLINFO) -> Int {
        var value = 0
        _ = ccurl_get_long(easy, info, &value)
        return value
    }

    /// The result of a transfer that is broken off from this side.
    func interrupted() -> TransferResult {
        TransferResult(
            key: key, outcome: .failed(.interrupted, sent: notes.requestSent), refusal: nil,
            milliseconds: milliseconds)
    }

    /// Forgets the transfer.
    func clear() {
        _ = ccurl_set_list(easy, CURLOPT_HTTPHEADER, nil)
        curl_slist_free_all(headers)
        headers = nil
    }

    /// An answer counts once its headers are whole, whatever became of its body (delivery rules: cut at the cap or the
    /// deadline).
    private func answer() -> AttemptOutcome.Answer? {
        var status = 0
        guard ccurl_get_long(easy, CURLINFO_RESPONSE_CODE, &status) == CURLE_OK, status >= 200 else { return nil }
        return AttemptOutcome.Answer(
            status: status, retryAfter: notes.retryAfter, location: (300..<400).contains(status) ? notes.location : nil)
    }

    private var milliseconds: Int {
        var microseconds: curl_off_t = 0
        _ = ccurl_get_size(easy, CURLINFO_TOTAL_TIME_T, &microseconds)
        return Int(microseconds / 1_000)
    }
}
