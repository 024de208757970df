/// A JSON value that is written one way only: members in byte order of their names, no blanks, shortest escapes.
///
/// The same event is the same bytes on every machine: snapshots of payloads can be compared, digests hold.
package enum JSONValue: Equatable, Sendable {
    case string(String)
    case integer(Int)
    /// Hundredths, written as a decimal without trailing zeros.
    case hundredths(Int)
    case boolean(Bool)
    case array([JSONValue])
    case object([String: JSONValue])
    /// What is JSON already, taken as it is.
    case raw([UInt8])

    package var bytes: [UInt8] {
        var output: [UInt8] = []
        write(to: &output)
        return output
    }

    private func write(to output: inout [UInt8]) {
        switch self {
        case .string(let text): Self.write(text, to: &output)
        case .integer(let number): output += String(number).utf8
        case .hundredths(let number):
            if number < 0 { output.append(0x2D) }
            let (whole, rest) = abs(number).quotientAndRemainder(dividingBy: 100)
            output += String(whole).utf8
            if rest != 0 { output += rest % 10 == 0 ? ".\(rest / 10)".utf8 : ".\(rest / 10)\(rest % 10)".utf8 }
        case .boolean(let value): output += (value ? "true" : "false").utf8
        case .raw(let bytes): output += bytes
        case .array(let values):
            output.append(0x5B)
            for (position, value) in values.enumerated() {
                if position > 0 { output.append(0x2C) }
                value.write(to: &output)
            }
            output.append(0x5D)
        case .object(let members):
            output.append(0x7B)
            for (position, member) in members.sorted(by: { $0.key.utf8Order < $1.key.utf8Order }).enumerated() {
                if position > 0 { output.append(0x2C) }
                Self.write(member.key, to: &output)
                output.append(0x3A)
                member.value.write(to: &output)
            }
            output.append(0x7D)
        }
    }

    private static func write(_ text: String, to output: inout [UInt8]) {
        output.append(0x22)
        for byte in text.utf8 {
            switch byte {
            case 0x22: output += "\\\"".utf8
            case 0x5C: output += "\\\\".utf8
            case 0x0A: output += "\\n".utf8
            case 0x0D: output += "\\r".utf8
            case 0x09: output += "\\t".utf8
            case 0x00..<0x20:
                let digits = String(byte, radix: 16)
                output += "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".utf8
            default: output.append(byte)
            }
        }
        output.append(0x22)
    }
}

extension JSONValue {
    /// A member only where there is a value.
    package static func object(_ members: [String: JSONValue?]) -> JSONValue {
        .object(members.compactMapValues { $0 })
    }
}
