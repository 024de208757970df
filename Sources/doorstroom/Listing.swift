import Foundation

/// One value of a listing.
enum ListingValue {
    case text(String)
    case integer(Int)
    /// Written with this many decimals.
    case decimal(Double, places: Int)
    case flag(Bool)
    case list([String])
    case absent

    static func optional(_ text: String?) -> ListingValue { text.map { .text($0) } ?? .absent }
    static func optional(_ number: Int?) -> ListingValue { number.map { .integer($0) } ?? .absent }
    /// A code whose empty text means that there is none.
    static func code(_ text: String) -> ListingValue { text.isEmpty ? .absent : .text(text) }
    static func score(_ value: Double?) -> ListingValue { value.map { .decimal($0, places: 2) } ?? .absent }

    /// As a table or CSV shows it; absent is empty.
    var plain: String {
        switch self {
        case .text(let text): text
        case .integer(let number): String(number)
        case .decimal(let value, let places): ListingValue.fixed(value, places)
        case .flag(let flag): flag ? "yes" : "no"
        case .list(let texts): texts.joined(separator: "|")
        case .absent: ""
        }
    }

    /// As JSON.
    var json: String {
        switch self {
        case .text(let text): ListingValue.quoted(text)
        case .integer(let number): String(number)
        case .decimal(let value, let places): ListingValue.fixed(value, places)
        case .flag(let flag): flag ? "true" : "false"
        case .list(let texts): "[" + texts.map(ListingValue.quoted).joined(separator: ",") + "]"
        case .absent: "null"
        }
    }

    /// Fixed decimals without a formatter: a listing may have millions of rows.
    private static func fixed(_ value: Double, _ places: Int) -> String {
        guard value.isFinite else { return "" }
        var scale = 1.0
        for _ in 0..<places { scale *= 10 }
        let scaled = Int((value * scale).rounded())
        guard places > 0 else { return String(scaled) }
        let digits = String(abs(scaled))
        let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
        return (scaled < 0 ? "-" : "") + padded.dropLast(places) + "." + padded.suffix(places)
    }

    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
