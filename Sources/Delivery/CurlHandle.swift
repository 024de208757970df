import CCurl

/// One easy handle of libcurl with what its callbacks note down; used for one transfer after another.
final class CurlHandle {
    let easy: UnsafeMutableRawPointer
    private let share: UnsafeMutableRawPointer
    private(set) var key: Int64 = 0
    private(set) var partner = ""
    private var wantsFacts = false
    private var headers: UnsafeMutablePointer<curl_slist>?
    private var prepared: Endpoint?
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
        notes.begin(guarding: transfer.endpoint.addressGuard, ownAddresses: options.ownAddresses)
        if prepared != transfer.endpoint {
            curl_easy_reset(easy)
            guard prepareEndpoint(transfer.endpoint, options: options) else { return false }
            prepared = transfer.endpoint
        }
        for line in transfer.headers + ["Expect:", "Accept:"] {
            guard let longer = curl_slist_append(headers, line) else { return false }
            headers = longer
        }
        return ccurl_set_list(easy, CURLOPT_HTTPHEADER, headers) == CURLE_OK
            && ccurl_set_size(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(transfer.body.count)) == CURLE_OK
            // libcurl copies the body, so nothing of ours has to outlive the call.
            && transfer.body.withUnsafeBytes {
                ccurl_set_bytes(easy, CURLOPT_COPYPOSTFIELDS, $0.baseAddress) == CURLE_OK
            }
    }

    /// What stays the same from one transfer to the next of an endpoint.
    private func prepareEndpoint(_ endpoint: Endpoint, options: CurlTransport.Options) -> Bool {
        let context = Unmanaged.passUnretained(notes).toOpaque()
        let numbers: [(CURLoption, Int)] = [
            (CURLOPT_POST, 1),
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
            // An empty proxy, said outright, keeps the environment's from being used.
            (CURLOPT_PROXY, ""),
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

    /// What the transfer came to.
    func result(_ code: CURLcode) -> TransferResult {
        let outcome: AttemptOutcome
        if notes.answerBegun, let answer = answer() {
            outcome = .answered(answer)
        } else {
            outcome = .failed(fault(code), sent: notes.requestSent)
        }
        return TransferResult(
            key: key, outcome: outcome, refusal: notes.refusal, milliseconds: milliseconds,
            facts: wantsFacts ? ConnectionFacts(easy) : nil)
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

    private func fault(_ code: CURLcode) -> AttemptFault {
        if notes.refusal != nil, code == CURLE_COULDNT_CONNECT || code == CURLE_ABORTED_BY_CALLBACK {
            return .addressDenied
        }
        var error = 0
        _ = ccurl_get_long(easy, CURLINFO_OS_ERRNO, &error)
        return AttemptFault(code, systemError: Int32(truncatingIfNeeded: error))
    }

    private var milliseconds: Int {
        var microseconds: curl_off_t = 0
        _ = ccurl_get_size(easy, CURLINFO_TOTAL_TIME_T, &microseconds)
        return Int(microseconds / 1_000)
    }
}
