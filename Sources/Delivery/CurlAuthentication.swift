/// libcurl's bits for ways of proving oneself (`CURLAUTH_…`), which are macros that Swift does not see.
enum CurlAuthentication {
    static let basic = 1 << 0
    static let negotiate = 1 << 2
    static let ntlm = 1 << 3
}
