import Crypto
import Foundation
import Outreach

/// The question whether an endpoint wants events (CloudEvents HTTP webhooks, §4: abuse protection).
struct HandshakeRequest: Equatable, Sendable {
    /// What an answer amounts to.
    enum Answer: Equatable, Sendable {
        /// - Parameter rate: most requests a minute; nil for no limit.
        case granted(rate: Double?)
        /// - Parameter why: a code.
        case refused(why: String)
        /// No answer to the question: to be asked again.
        case none
    }

    /// The answer's headers that matter.
    struct Fields: Equatable, Sendable {
        var allowedOrigin: String?
        var allowedRate: String?
    }

    let origin: String
    /// Requests a minute; nil to ask for no rate.
    let rate: Int?
    /// Digest of what is asked of whom: an answer is remembered for exactly that.
    let digest: String

    /// How long an answer holds; a reload or `partners enable` asks a refusing endpoint earlier.
    static let holdsFor: TimeInterval = 86_400

    init(_ terms: Partner.HandshakeTerms, url: String, ratePerSecond: Double) {
        origin = terms.origin
        rate = ratePerSecond.isFinite ? max(1, Int((ratePerSecond * 60).rounded(.up))) : nil
        digest = SHA256.hash(data: Data("\(terms.origin)\n\(url)".utf8)).prefix(16)
            .map { String(format: "%02x", $0) }.joined()
    }

    var headers: [String] {
        ["WebHook-Request-Origin: \(origin)"] + (rate.map { ["WebHook-Request-Rate: \($0)"] } ?? [])
    }

    /// Reads the answer.
    ///
    /// Only a 2xx that names the origin, or `*`, is a yes. An endpoint that is busy, broken or moved, or that wants to know
    /// first who asks, has not said no; everything else has, the one that does not know the method included.
    func answer(status: Int, fields: Fields) -> Answer {
        switch status {
        case 200..<300:
            let allowed = fields.allowedOrigin?.trimmingCharacters(in: .whitespaces) ?? ""
            guard !allowed.isEmpty else { return .refused(why: "no-header") }
            guard allowed == "*" || allowed.lowercased() == origin.lowercased() else { return .refused(why: "origin") }
            return .granted(
                rate: fields.allowedRate.flatMap { Double($0.trimmingCharacters(in: .whitespaces)) }.flatMap {
                    $0.isFinite && $0 > 0 ? $0 : nil
                })
        case 300..<400, 401, 408, 425, 429, 500...: return .none
        default: return .refused(why: "http-\(status)")
        }
    }
}
