package import Foundation

/// The last line of the ledger, by number and hash: whoever has noted one can tell whether the chain was rewritten.
package struct LedgerHead: Equatable, Sendable, CustomStringConvertible {
    package var number: Int64
    package var hash: Data

    /// That of a ledger without lines: what its first line is chained to.
    package static let nothing = LedgerHead(number: 0, hash: Data(count: 32))

    package init(number: Int64, hash: Data) {
        self.number = number
        self.hash = hash
    }

    /// As it is noted: the number, a colon, the hash in hexadecimal.
    package var description: String { "\(number):\(hexadecimal)" }

    package var hexadecimal: String { Self.hexadecimal(hash) }

    static func hexadecimal(_ bytes: Data) -> String {
        String(unsafeUninitializedCapacity: bytes.count * 2) { text in
            func character(_ digit: UInt8) -> UInt8 { digit < 10 ? 0x30 + digit : 0x57 + digit }
            for (place, byte) in bytes.enumerated() {
                text[2 * place] = character(byte >> 4)
                text[2 * place + 1] = character(byte & 15)
            }
            return bytes.count * 2
        }
    }

    /// A head as it was noted; nil where the text is none.
    package init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let number = Int64(parts[0]), number >= 0, parts[1].utf8.count == 64 else { return nil }
        var hash = Data()
        var rest = parts[1]
        while !rest.isEmpty {
            guard let byte = UInt8(rest.prefix(2), radix: 16) else { return nil }
            hash.append(byte)
            rest = rest.dropFirst(2)
        }
        self.init(number: number, hash: hash)
        if number == 0, self != .nothing { return nil }
    }
}
