/// The byte form of a text file: its encoding, with the byte order where there is one.
package enum TextForm: Sendable, CaseIterable {
    case utf8
    case utf16LittleEndian
    case utf16BigEndian
    case windows1252
    case iso885915

    /// The encoding as a mapping names it.
    package var encoding: TextEncoding {
        switch self {
        case .utf8: .utf8
        case .utf16LittleEndian, .utf16BigEndian: .utf16
        case .windows1252: .windows1252
        case .iso885915: .iso885915
        }
    }

    /// Bytes of one code unit: a file can be cut at multiples of it.
    var unitBytes: Int { encoding == .utf16 ? 2 : 1 }

    /// The most UTF-8 bytes that `count` bytes of this form become, a unit carried over from before included.
    func maximumUTF8Bytes(for count: Int) -> Int {
        switch self {
        case .utf8: count
        case .utf16LittleEndian, .utf16BigEndian: (count / 2 + 2) * 3
        case .windows1252, .iso885915: count * 3
        }
    }
}
