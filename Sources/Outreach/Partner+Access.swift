/// How a partner's endpoint lets requests in (delivery rules, "Request").
extension Partner {
    /// What every request to the endpoint says of its sender, beside its signature.
    package enum Authentication: Equatable, Sendable, Codable {
        case bearer(Secret)
        case basic(user: String, password: Secret)
        case oauth2(OAuth2Client)
    }

    /// The client credentials grant of OAuth 2.0 (RFC 6749 §4.4).
    package struct OAuth2Client: Equatable, Sendable, Codable {
        /// How the client proves itself at the token endpoint (RFC 6749 §2.3.1).
        package enum Proof: String, Sendable, Codable, CaseIterable {
            case basic, body
        }

        package var tokenURL: String
        package var clientID: String
        package var clientSecret: Secret
        package var scope: String?
        package var audience: String?
        package var proof = Proof.basic
        /// Certificates (PEM) that the token endpoint is believed by, instead of the system's.
        package var authorities: [UInt8]?

        package init(tokenURL: String, clientID: String, clientSecret: Secret) {
            self.tokenURL = tokenURL
            self.clientID = clientID
            self.clientSecret = clientSecret
        }
    }

    /// What the sender shows in the TLS handshake.
    package struct ClientCertificate: Equatable, Sendable, Codable {
        /// The certificate and those between it and its authority, PEM.
        package var chain: [UInt8]
        /// PEM.
        package var key: Secret
        /// Opens the key.
        package var password: Secret?

        package init(chain: [UInt8], key: Secret, password: Secret? = nil) {
            self.chain = chain
            self.key = key
            self.password = password
        }
    }

    /// The abuse protection of CloudEvents: the endpoint is asked first whether it wants events (HTTP webhooks, §4).
    package struct HandshakeTerms: Equatable, Sendable, Codable {
        /// The DNS name that the partner knows this sender by.
        package var origin: String

        package init(origin: String) { self.origin = origin }
    }
}
