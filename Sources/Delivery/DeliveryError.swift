import Outreach
import Workforce

/// What went wrong in delivery, and the remedy. Never holds URLs, bodies or secrets.
package struct DeliveryError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Stable code, kebab case.
    package var code: String
    package var message: String
    package var remedy: String

    package var description: String { "\(message) \(remedy)" }
}

extension DeliveryError {
    static func endpointInvalid(partner: String) -> DeliveryError {
        DeliveryError(
            code: "endpoint-invalid",
            message: "The endpoint of partner \(partner) is not a web address that events can be sent to.",
            remedy: "Write `endpoint.url` as https://host/path, without user name, password or fragment.")
    }

    /// - Parameter problem: the first of what is wrong, as the configuration's reader tells it.
    static func filesUnusable(partner: String, _ problem: Problem) -> DeliveryError {
        let place = [problem.file, problem.column].compactMap { $0 }.joined(separator: ", ")
        return DeliveryError(
            code: "endpoint-files",
            message: "Nothing is sent to partner \(partner), and its events wait: \(problem.reason) (\(place)).",
            remedy: problem.remedy.prefix(1).uppercased() + problem.remedy.dropFirst()
                + "; then have the daemon read it: `systemctl reload doorstroom`, or SIGHUP.")
    }

    static func endpointPlaintext(partner: String) -> DeliveryError {
        DeliveryError(
            code: "endpoint-plaintext", message: "The endpoint of partner \(partner) is not encrypted.",
            remedy: "Use https, or accept it for this partner with `endpoint.allowPlaintext: true`.")
    }

    static func endpointPort(_ port: Int, partner: String) -> DeliveryError {
        DeliveryError(
            code: "endpoint-port",
            message: "The endpoint of partner \(partner) is on port \(port), which is not allowed.",
            remedy: "Use port 443, or add \(port) to `endpoint.allowPorts`.")
    }

    static func blockInvalid(_ block: String, partner: String) -> DeliveryError {
        DeliveryError(
            code: "endpoint-block-invalid",
            message: "\"\(block)\" in `endpoint.allowAddresses` of partner \(partner) is not a block of addresses.",
            remedy: "Write blocks as 10.20.0.0/16 or fd12::/64.")
    }

    static func tokenAddressInvalid(partner: String) -> DeliveryError {
        DeliveryError(
            code: "token-address-invalid",
            message: "The token endpoint of partner \(partner) is not a web address that a secret can be sent to.",
            remedy: "Write `authentication.tokenUrl` as https://host/path; a port other than 443 goes into "
                + "`endpoint.allowPorts`, too.")
    }

    static func proxyInvalid(partner: String) -> DeliveryError {
        DeliveryError(
            code: "proxy-invalid", message: "The proxy for partner \(partner) is not one that can be used.",
            remedy: "Write `proxy.url` as scheme, host and port, such as http://proxy.example.org:3128.")
    }

    static func secretInvalid(partner: String, kind: SignatureKind) -> DeliveryError {
        switch kind {
        case .v1:
            DeliveryError(
                code: "secret-invalid",
                message: "The signing secret of partner \(partner) is not a Standard Webhooks secret.",
                remedy: "It reads whsec_ and 24 to 64 random bytes in base64; make one with \(kind.secretCommand), "
                    + "and agree it with the partner.")
        case .v1a:
            DeliveryError(
                code: "signing-key-invalid",
                message: "The signing key of partner \(partner) is not an ed25519 private key of Standard Webhooks.",
                remedy: "It reads whsk_ and a seed of 32 random bytes in base64, or that seed with its own public key "
                    + "behind it; make a new one with \(kind.secretCommand), and give the "
                    + "partner what `doorstroom partners public-key \(partner)` prints.")
        }
    }

    static func secretUnreadable(partner: String, kind: SignatureKind) -> DeliveryError {
        DeliveryError(
            code: "secret-unreadable",
            message:
                "The \(kind.rawValue) secret of partner \(partner) cannot be read from the database; nothing is sent "
                + "there.",
            remedy: "Put the secret that the partner has into its file and reload, or give it a new one: "
                + "`doorstroom partners rotate-secret \(partner)`.")
    }

    static func signatureFailed(partner: String) -> DeliveryError {
        DeliveryError(
            code: "signature-failed", message: "An event for partner \(partner) could not be signed.",
            remedy: "Check memory and the system's source of randomness; the event is tried again.")
    }

    static func transportUnavailable(_ reason: String) -> DeliveryError {
        DeliveryError(
            code: "transport-unavailable", message: "libcurl could not be started: \(reason).",
            remedy: "Check the installed libcurl (7.85 or newer), memory and open files (`ulimit -n`).")
    }
}
