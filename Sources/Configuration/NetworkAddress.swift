import Foundation

/// A literal IPv4 or IPv6 address.
struct NetworkAddress: Equatable {
    /// 4 or 16 bytes in network order.
    let bytes: [UInt8]

    /// Reads the one canonical way of writing: no octal, hexadecimal or shortened IPv4, no zone.
    init?(_ text: String) {
        var four = in_addr()
        var sixteen = in6_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            bytes = withUnsafeBytes(of: &four) { Array($0) }
        } else if inet_pton(AF_INET6, text, &sixteen) == 1 {
            bytes = withUnsafeBytes(of: &sixteen) { Array($0) }
        } else {
            return nil
        }
    }

    var isLoopback: Bool {
        bytes.count == 4 ? bytes[0] == 127 : bytes.dropLast().allSatisfy { $0 == 0 } && bytes.last == 1
    }

    /// Whether a text is an address with a prefix length, and no bit is set behind the prefix.
    static func isBlock(_ text: String) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count <= 2, let address = NetworkAddress(parts[0]) else { return false }
        guard parts.count == 2 else { return true }
        let size = address.bytes.count * 8
        guard let prefix = Int(parts[1]), String(prefix) == parts[1], (0...size).contains(prefix) else { return false }
        return (prefix..<size).allSatisfy { bit in address.bytes[bit / 8] & (0x80 >> UInt8(bit % 8)) == 0 }
    }
}
