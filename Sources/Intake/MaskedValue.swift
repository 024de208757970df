/// The shape of a value without the value: enough to see what is wrong with it, too little to know whose it is.
package enum MaskedValue {
    /// Longer values are cut, so that even a shape says little about a person.
    package static let maximumLength = 12

    /// Letters become `a`, digits `9`; everything else stays. At most twelve characters, then `…`.
    package static func shape(of value: String) -> String {
        var shape = ""
        for (index, character) in value.enumerated() {
            if index == maximumLength { return shape + "…" }
            shape.append(character.isLetter ? "a" : character.isNumber ? "9" : character)
        }
        return shape
    }

    static func shape(of bytes: UnsafeBufferPointer<UInt8>) -> String {
        // A character is rarely longer than four bytes; what is cut off here would be cut off below.
        shape(of: String(decoding: UnsafeBufferPointer(rebasing: bytes.prefix(4 * maximumLength + 4)), as: UTF8.self))
    }
}
