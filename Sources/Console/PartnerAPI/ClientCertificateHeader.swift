import Crypto
import Foundation

/// A client certificate as reverse proxies pass it on, as the SHA-256 of its DER.
///
/// Three forms are read: `Client-Cert` of RFC 9440 (`:base64:`), PEM with percent escapes (nginx's
/// `$ssl_client_escaped_cert`), and the digest itself in hexadecimal digits (HAProxy, Caddy).
enum ClientCertificateHeader {
    /// 64 small hexadecimal digits; nil for what is none of the three.
    static func fingerprint(_ header: String) -> String? {
        let text = header.trimmingCharacters(in: .whitespaces)
        if text.hasPrefix(":"), text.hasSuffix(":"), text.utf8.count > 2 {
            return Data(base64Encoded: String(text.dropFirst().dropLast())).map(digest)
        }
        if text.contains("BEGIN"), let pem = text.removingPercentEncoding {
            let lines = pem.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
            guard let first = lines.firstIndex(of: "-----BEGIN CERTIFICATE-----"),
                let last = lines[first...].firstIndex(of: "-----END CERTIFICATE-----")
            else { return nil }
            return Data(base64Encoded: lines[(first + 1)..<last].joined()).map(digest)
        }
        let digits = text.lowercased().filter { $0 != ":" }
        return digits.count == 64 && digits.allSatisfy(\.isHexDigit) ? digits : nil
    }

    private static func digest(_ certificate: Data) -> String {
        SHA256.hash(data: certificate).map { String(format: "%02x", $0) }.joined()
    }
}
