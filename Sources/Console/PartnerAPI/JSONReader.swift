/// What is wrong with a text that should be JSON, and where.
struct JSONFault: Error, Equatable, Sendable {
    /// JSON Pointer (RFC 6901) to the value that was being read; empty for the whole text.
    var pointer: String
    /// Byte of the text, from 0.
    var offset: Int
    var reason: String
}

/// Reads JSON (RFC 8259) strictly, and tells of a fault where it is.
///
/// Names that come twice in one object are refused, since readers differ in which of them counts; so are lone surrogates
/// and what is nested deeper than any document of ours.
struct JSONReader {
    static let deepest = 32

    private let bytes: [UInt8]
    private var position = 0
    private var path: [String] = []

    static func read(_ bytes: [UInt8]) throws(JSONFault) -> JSONDocument {
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw JSONFault(pointer: "", offset: 0, reason: "the text is not UTF-8")
        }
        var reader = JSONReader(bytes: bytes)
        let value = try reader.value(depth: 0)
        reader.skipBlanks()
        guard reader.position == bytes.count else { throw reader.fault("something follows the value") }
        return value
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private func fault(_ reason: String) -> JSONFault {
        JSONFault(
            pointer: path.map { "/" + $0.replacing("~", with: "~0").replacing("/", with: "~1") }.joined(),
            offset: position, reason: reason)
    }

    private mutating func skipBlanks() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private mutating func value(depth: Int) throws(JSONFault) -> JSONDocument {
        skipBlanks()
        guard depth <= JSONReader.deepest else { throw fault("it is nested deeper than \(JSONReader.deepest) levels") }
        switch next {
        case UInt8(ascii: "{"): return .object(try object(depth: depth))
        case UInt8(ascii: "["): return .array(try array(depth: depth))
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .boolean(true))
        case UInt8(ascii: "f"): return try word("false", .boolean(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case let byte? where byte == UInt8(ascii: "-") || (0x30...0x39).contains(byte): return .number(try number())
        case nil: throw fault("the text ends where a value belongs")
        default: throw fault("no value begins like this")
        }
    }

    private mutating func word(_ word: String, _ value: JSONDocument) throws(JSONFault) -> JSONDocument {
        guard bytes[position...].starts(with: word.utf8) else { throw fault("no value begins like this") }
        position += word.utf8.count
        return value
    }

    private mutating func object(depth: Int) throws(JSONFault) -> [String: JSONDocument] {
        position += 1
        var members: [String: JSONDocument] = [:]
        skipBlanks()
        if next == UInt8(ascii: "}") {
            position += 1
            return members
        }
        while true {
            skipBlanks()
            guard next == UInt8(ascii: "\"") else { throw fault("a member's name in quotes belongs here") }
            let name = try string()
            path.append(name)
            guard members[name] == nil else { throw fault("this name comes twice") }
            skipBlanks()
            guard next == UInt8(ascii: ":") else { throw fault("a colon belongs behind a member's name") }
            position += 1
            members[name] = try value(depth: depth + 1)
            path.removeLast()
            if try !goesOn(closing: UInt8(ascii: "}")) { return members }
        }
    }

    private mutating func array(depth: Int) throws(JSONFault) -> [JSONDocument] {
        position += 1
        var values: [JSONDocument] = []
        skipBlanks()
        if next == UInt8(ascii: "]") {
            position += 1
            return values
        }
        while true {
            path.append(String(values.count))
            values.append(try value(depth: depth + 1))
            path.removeLast()
            if try !goesOn(closing: UInt8(ascii: "]")) { return values }
        }
    }

    private mutating func goesOn(closing: UInt8) throws(JSONFault) -> Bool {
        skipBlanks()
        guard let byte = next else { throw fault("the text ends before what was opened is closed") }
        guard byte == UInt8(ascii: ",") || byte == closing else {
            throw fault("a comma or \(Character(Unicode.Scalar(closing))) belongs here")
        }
        position += 1
        return byte != closing
    }

    private mutating func string() throws(JSONFault) -> String {
        position += 1
        var text: [UInt8] = []
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): text += try escape()
            case 0x00..<0x20: throw fault("a control character stands in a text")
            default:
                text.append(byte)
                position += 1
            }
        }
        throw fault("the text ends inside quotes")
    }

    private mutating func escape() throws(JSONFault) -> [UInt8] {
        position += 1
        guard let byte = next else { throw fault("the text ends inside quotes") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"):
            var code = try hexadecimal()
            if (0xD800..<0xDC00).contains(code), bytes[position...].starts(with: "\\u".utf8) {
                position += 2
                let low = try hexadecimal()
                guard (0xDC00..<0xE000).contains(low) else { throw fault("half a character stands in a text") }
                code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(code) else { throw fault("half a character stands in a text") }
            return Array(String(Character(scalar)).utf8)
        default: throw fault("there is no such escape")
        }
    }

    private mutating func hexadecimal() throws(JSONFault) -> UInt32 {
        guard position + 4 <= bytes.count,
            bytes[position..<(position + 4)].allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let code = UInt32(String(decoding: bytes[position..<(position + 4)], as: UTF8.self), radix: 16)
        else { throw fault("four hexadecimal digits belong behind \\u") }
        position += 4
        return code
    }

    private mutating func number() throws(JSONFault) -> Double {
        let start = position
        func isDigit(_ byte: UInt8?) -> Bool { byte.map { (0x30...0x39).contains($0) } ?? false }
        if next == UInt8(ascii: "-") { position += 1 }
        guard isDigit(next) else { throw fault("this is no number") }
        if next == UInt8(ascii: "0") { position += 1 } else { while isDigit(next) { position += 1 } }
        if next == UInt8(ascii: ".") {
            position += 1
            guard isDigit(next) else { throw fault("digits belong behind the point") }
            while isDigit(next) { position += 1 }
        }
        if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
            position += 1
            if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { position += 1 }
            guard isDigit(next) else { throw fault("digits belong into the exponent") }
            while isDigit(next) { position += 1 }
        }
        guard let value = Double(String(decoding: bytes[start..<position], as: UTF8.self)), value.isFinite else {
            throw fault("this number is too large")
        }
        return value
    }
}
