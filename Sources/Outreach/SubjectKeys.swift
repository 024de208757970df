/// The opaque keys of cells and offers: random, given once, kept for good (delivery rules, `subject`).
///
/// A key says nothing of what it stands for, and a cell that comes back has the key it had in its release class. When
/// what kept its people in has ended, it goes on under its key in the open class (`CellSuccession`).
package struct SubjectKeys: Equatable, Sendable {
    /// Key by identity (`Cell.identity`, `OfferContent.identity`). Identities never leave the house.
    package private(set) var keys: [String: String]
    /// What was given since this value was made, in order: the rows that the store has to add.
    package private(set) var added: [(identity: String, key: String)] = []
    /// Keys that went from one identity to another since this value was made, in order; whatever the other had is
    /// forgotten. The store changes these before it adds.
    package private(set) var moved: [(from: String, to: String)] = []

    package init(_ keys: [String: String] = [:]) { self.keys = keys }

    package static func == (left: SubjectKeys, right: SubjectKeys) -> Bool { left.keys == right.keys }

    /// The key of `identity`, given now if there is none.
    package mutating func key(for identity: String, using generator: inout some RandomNumberGenerator) -> String {
        if let key = keys[identity] { return key }
        let key = Self.opaqueKey(using: &generator)
        keys[identity] = key
        added.append((identity, key))
        return key
    }

    /// Gives the key of one identity to another; the first gets a new one when it is asked for again.
    mutating func move(from identity: String, to other: String) {
        guard let key = keys.removeValue(forKey: identity) else { return }
        keys[other] = key
        moved.append((identity, other))
    }

    static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

    /// 128 random bits as 26 characters of base 32.
    package static func opaqueKey(using generator: inout some RandomNumberGenerator) -> String {
        let alphabet = Self.alphabet
        var bits = UInt128(generator.next()) << 64 | UInt128(generator.next())
        var characters: [UInt8] = []
        for _ in 0..<26 {
            characters.append(alphabet[Int(bits & 31)])
            bits >>= 5
        }
        return String(decoding: characters, as: UTF8.self)
    }
}
