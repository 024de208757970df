import CCurl

/// The connections of one partner, and the handles that use them.
///
/// A share of its own keeps the partner's connections and TLS sessions apart from every other partner's, also where two
/// of them name the same host (delivery rules: one connection pool per partner). Used by one thread, so the share needs
/// no lock functions.
final class CurlPool {
    private let share: UnsafeMutableRawPointer?
    private var idle: [CurlHandle] = []

    init() {
        share = curl_share_init()
        if let share {
            _ = ccurl_share_data(share, CURL_LOCK_DATA_CONNECT)
            _ = ccurl_share_data(share, CURL_LOCK_DATA_SSL_SESSION)
        }
    }

    deinit {
        // The handles let go of the share first; libcurl refuses to free one in use.
        idle.removeAll()
        if let share { curl_share_cleanup(share) }
    }

    /// A handle that is not in use, or a new one; nil when libcurl is out of memory.
    func take() -> CurlHandle? {
        if let handle = idle.popLast() { return handle }
        guard let share, let easy = curl_easy_init() else { return nil }
        return CurlHandle(easy: easy, share: share)
    }

    func put(back handle: CurlHandle) { idle.append(handle) }
}
