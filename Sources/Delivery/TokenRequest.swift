import Foundation
import Outreach

/// The request for a token of OAuth 2.0 by client credentials (RFC 6749 §4.4), ready to be sent.
struct TokenRequest: Equatable, Sendable {
    let endpoint: Endpoint
    let headers: [Secret]
    let body: Secret

    init(_ client: Partner.OAuth2Client, partner: Partner) throws(DeliveryError) {
        endpoint = try Endpoint(tokensOf: client, partner: partner)
        var fields = [("grant_type", "client_credentials")]
        if let scope = client.scope { fields.append(("scope", scope)) }
        if let audience = client.audience { fields.append(("audience", audience)) }
        var headers = [Secret("Content-Type: application/x-www-form-urlencoded"), Secret("Accept: application/json")]
        switch client.proof {
        case .basic:
            // Both are form-encoded before they are joined (RFC 6749 §2.3.1).
            let pair = "\(Self.encoded(client.clientID)):\(Self.encoded(client.clientSecret.text))"
            headers.append(Secret("Authorization: Basic \(Data(pair.utf8).base64EncodedString())"))
        case .body: fields += [("client_id", client.clientID), ("client_secret", client.clientSecret.text)]
        }
        self.headers = headers
        body = Secret(fields.map { "\($0.0)=\(Self.encoded($0.1))" }.joined(separator: "&"))
    }

    /// `application/x-www-form-urlencoded`, with `%20` for the space, which every reader takes.
    private static func encoded(_ text: String) -> String {
        let plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
        return text.addingPercentEncoding(withAllowedCharacters: CharacterSet(charactersIn: plain)) ?? ""
    }
}

/// A token, and for how long it is used.
struct AccessToken: Equatable, Sendable {
    /// The header line that shows it.
    let header: Secret
    /// On the clock that only runs forward.
    let until: Duration

    /// Where the answer does not say for how long a token is good.
    static let usualSeconds = 300.0
    /// It is fetched anew so long before it ends, or after four fifths of its time if that is later.
    static let margin = 60.0

    /// Reads the answer of a token endpoint (RFC 6749 §5.1); nil when it holds no bearer token.
    init?(answer: [UInt8], asOf uptime: Duration) {
        struct Fields: Decodable {
            var access_token: String
            var token_type: String?
            var expires_in: Seconds?
        }
        /// Some send the number as a text.
        struct Seconds: Decodable {
            var value: Double?
            init(from decoder: any Decoder) throws {
                let container = try decoder.singleValueContainer()
                if let number = try? container.decode(Double.self) {
                    value = number
                } else {
                    value = Double(try container.decode(String.self))
                }
            }
        }
        // What is no such answer is told apart by the caller, whatever is wrong with it.
        guard let fields = try? JSONDecoder().decode(Fields.self, from: Data(answer)), !fields.access_token.isEmpty,
            fields.token_type.map({ $0.lowercased() == "bearer" }) ?? true,
            // A line break would begin a header of the answerer's choosing.
            fields.access_token.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { return nil }
        let seconds = min(max(0, fields.expires_in?.value ?? Self.usualSeconds), 86_400)
        header = Secret("Authorization: Bearer \(fields.access_token)")
        until = uptime + .seconds(max(seconds - Self.margin, seconds * 0.8))
    }
}
