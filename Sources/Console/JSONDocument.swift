import Foundation

/// A JSON value as it was read, numbers and booleans told apart.
enum JSONDocument: Hashable, Sendable, Decodable {
    case null
    case boolean(Bool)
    case number(Double)
    case string(String)
    case array([JSONDocument])
    case object([String: JSONDocument])

    init(parsing bytes: [UInt8]) throws { self = try JSONDecoder().decode(JSONDocument.self, from: Data(bytes)) }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        // The kinds are tried one after the other: not to be one of them is no error while another is left.
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .boolean(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let values = try? container.decode([JSONDocument].self) {
            self = .array(values)
        } else {
            self = .object(try container.decode([String: JSONDocument].self))
        }
    }

    var string: String? { if case .string(let text) = self { text } else { nil } }
    var number: Double? { if case .number(let number) = self { number } else { nil } }
    var array: [JSONDocument]? { if case .array(let values) = self { values } else { nil } }
    var object: [String: JSONDocument]? { if case .object(let members) = self { members } else { nil } }

    /// A whole number that is not negative, such as a bound on a length.
    var count: Int? { number.flatMap(Int.init(exactly:)).flatMap { $0 >= 0 ? $0 : nil } }

    /// As a message shows it.
    var shown: String {
        switch self {
        case .null: "null"
        case .boolean(let value): String(value)
        case .number(let value): Int(exactly: value).map(String.init) ?? String(value)
        case .string(let text): text
        case .array: "an array"
        case .object: "an object"
        }
    }
}
