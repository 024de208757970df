/// An occupation group of ISCO-08, or everybody: a node of the tree that cells are rolled up along (domain rules §10).
///
/// The code is the prefix of a unit group: four digits (unit group), three (minor), two (sub-major), one (major group);
/// the empty code is "all".
package struct Occupation: Hashable, Sendable, Codable {
    /// Digits of the code, 0–4.
    let length: Int
    /// The code as a number, leading zeros left out.
    let number: Int

    package static let all = Occupation(length: 0, number: 0)

    /// A group by its ISCO-08 code of one to four digits, or nil when the text is none.
    ///
    /// Nil is not an error here: people of a job without a readable code belong to "all" (domain rules §10).
    package init?(isco08 text: String) {
        let digits = text.utf8
        guard (1...4).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        self.init(length: digits.count, number: digits.reduce(0) { $0 * 10 + Int($1 - 0x30) })
    }

    /// For codes that are known to be valid: `number` has at most `length` digits.
    init(length: Int, number: Int) {
        self.length = length
        self.number = number
    }

    /// Up to four digits; empty for "all".
    package var code: String {
        guard length > 0 else { return "" }
        let digits = String(number)
        return String(repeating: "0", count: max(0, length - digits.utf8.count)) + digits
    }

    /// The group above; nil above "all".
    package var parent: Occupation? {
        length == 0 ? nil : Occupation(length: length - 1, number: length == 1 ? 0 : number / 10)
    }

    /// What stands in events and listings: the digits, or `all`.
    package var identifier: String { length == 0 ? "all" : code }

    /// The name of the level in ISCO-08.
    package var level: String {
        switch length {
        case 4: "unit-group"
        case 3: "minor-group"
        case 2: "sub-major-group"
        case 1: "major-group"
        default: "all"
        }
    }

    /// What a published cell says of its occupation, always in these words: whether a group below was in fact
    /// published is not to be read from the label (domain rules §10).
    package static let label = "this occupation group, other than the published ones below it"

    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        if text == "all" {
            self = .all
        } else if let group = Occupation(isco08: text) {
            self = group
        } else {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "not an ISCO-08 code"))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(identifier)
    }
}
