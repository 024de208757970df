import CCurl

/// Why a certificate was not believed: OpenSSL's results of verification (`X509_V_ERR_…`; `openssl verify`, "DIAGNOSTICS")
/// that certificates have in practice.
enum CertificateFault: Equatable {
    case notYetValid
    case expired
    case selfSigned
    case unknownRoot
    case unknownIssuer
    case revoked
    case ofAnotherHost
    case other(Int)

    /// - Parameters:
    ///   - number: of the TLS library; 0 for nothing.
    ///   - code: what the transfer ended with.
    init?(_ number: Int, after code: CURLcode) {
        switch number {
        case 0: return nil
        // libcurl's own: it begins with this one, and has no other for a name that is not in the certificate.
        case 1:
            guard code == CURLE_PEER_FAILED_VERIFICATION else { return nil }
            self = .ofAnotherHost
        case 9: self = .notYetValid
        case 10: self = .expired
        case 18: self = .selfSigned
        case 19: self = .unknownRoot
        case 20, 21: self = .unknownIssuer
        case 23: self = .revoked
        case 62, 63, 64: self = .ofAnotherHost
        default: self = .other(number)
        }
    }

    /// As it stands in a stored problem, behind `tls-` or `proxy-tls-`.
    var code: String {
        switch self {
        case .notYetValid: "certificate-not-yet-valid"
        case .expired: "certificate-expired"
        case .selfSigned, .unknownRoot, .unknownIssuer: "certificate-unknown-authority"
        case .revoked: "certificate-revoked"
        case .ofAnotherHost: "certificate-of-another-host"
        case .other: "certificate"
        }
    }

    /// For a person who tries an endpoint.
    var words: String {
        switch self {
        case .notYetValid: "it is not valid yet"
        case .expired: "it has expired"
        case .selfSigned: "it is signed by itself"
        case .unknownRoot: "its root is not among the trusted ones"
        case .unknownIssuer: "its issuer is not known here, or the endpoint leaves out an intermediate certificate"
        case .revoked: "it has been revoked"
        case .ofAnotherHost: "it is for another name"
        case .other(let number): "verification ended with \(number) (openssl verify)"
        }
    }
}
