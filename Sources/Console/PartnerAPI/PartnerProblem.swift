import HTTPTypes
import Outreach

/// Why a partner's request was not done, as `application/problem+json` (RFC 9457): what, and the remedy.
struct PartnerProblem: Error, Equatable, Sendable {
    /// Every problem that there is; the document of the API lists the same.
    enum Code: String, CaseIterable, Sendable {
        case malformedJSON = "malformed-json"
        case invalidParameter = "invalid-parameter"
        case invalidCursor = "invalid-cursor"
        case keyMissing = "idempotency-key-missing"
        case invalidKey = "idempotency-key-invalid"
        case unauthorized
        case invalidSignature = "signature-invalid"
        case notFound = "not-found"
        case methodNotAllowed = "method-not-allowed"
        case notAcceptable = "not-acceptable"
        case inFlight = "request-in-flight"
        case replayed = "message-replayed"
        case noPlacesLeft = "no-places-left"
        case placesHeld = "places-held"
        case reservationClosed = "reservation-closed"
        case outOfOrder = "out-of-order"
        case tooMany = "too-many"
        case closed = "offer-closed"
        case profileGone = "profile-gone"
        case bodyTooLarge = "body-too-large"
        case unsupportedMediaType = "unsupported-media-type"
        case invalidBody = "invalid-body"
        case keyReused = "idempotency-key-reused"
        case rateLimited = "rate-limited"
        case failed
        case unavailable

        var status: Int {
            switch self {
            case .malformedJSON, .invalidParameter, .invalidCursor, .keyMissing, .invalidKey: 400
            case .unauthorized, .invalidSignature: 401
            case .notFound: 404
            case .methodNotAllowed: 405
            case .notAcceptable: 406
            case .inFlight, .replayed, .noPlacesLeft, .placesHeld, .reservationClosed, .outOfOrder, .tooMany: 409
            case .closed, .profileGone: 410
            case .bodyTooLarge: 413
            case .unsupportedMediaType: 415
            case .invalidBody, .keyReused: 422
            case .rateLimited: 429
            case .failed: 500
            case .unavailable: 503
            }
        }

        var title: String {
            switch self {
            case .malformedJSON: "The body is not JSON"
            case .invalidParameter: "A parameter is not valid"
            case .invalidCursor: "The cursor is not valid"
            case .keyMissing: "Idempotency-Key is missing"
            case .invalidKey: "Idempotency-Key is not valid"
            case .unauthorized: "Not admitted"
            case .invalidSignature: "The signature is not valid"
            case .notFound: "There is nothing here"
            case .methodNotAllowed: "The method is not allowed here"
            case .notAcceptable: "The answer cannot be had in that form"
            case .inFlight: "The same request is being worked on"
            case .replayed: "The message came before"
            case .noPlacesLeft: "No places are left"
            case .placesHeld: "Places are reserved"
            case .reservationClosed: "The reservation does not stand"
            case .outOfOrder: "The report does not follow on what was reported"
            case .tooMany: "There are too many"
            case .closed: "The offer is closed"
            case .profileGone: "The profile is not given any more"
            case .bodyTooLarge: "The body is too large"
            case .unsupportedMediaType: "The body is of another kind"
            case .invalidBody: "The body is not valid"
            case .keyReused: "Idempotency-Key was used before"
            case .rateLimited: "Too many requests"
            case .failed: "Something failed here"
            case .unavailable: "Not possible just now"
            }
        }
    }

    struct Member: Equatable, Sendable {
        /// JSON Pointer into the body.
        var pointer: String
        var detail: String
    }

    var code: Code
    /// Without personal data, and without anything that the partner may not know.
    var detail: String
    /// What to do.
    var remedy: String
    var errors: [Member] = []
    /// For the answer's head.
    var headers: [String: String] = [:]

    init(_ code: Code, _ detail: String, remedy: String, errors: [Member] = [], headers: [String: String] = [:]) {
        self.code = code
        self.detail = detail
        self.remedy = remedy
        self.errors = errors
        self.headers = headers
    }

    var body: [UInt8] {
        JSONValue.object([
            "type": .string("urn:doorstroom:problem:\(code.rawValue)"),
            "title": .string(code.title),
            "status": .integer(code.status),
            "detail": .string(detail),
            "code": .string(code.rawValue),
            "remedy": .string(remedy),
            "errors": errors.isEmpty
                ? nil
                : .array(
                    errors.map { .object(["pointer": .string($0.pointer), "detail": .string($0.detail)]) }),
        ]).bytes
    }
}
