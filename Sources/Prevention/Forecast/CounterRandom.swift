/// Random numbers by key: what is drawn depends on who it is drawn for and on nothing else.
///
/// No generator is carried along, so that the number of threads, the order of groups and the people beside somebody change
/// nothing, and a night shares its numbers with the night before (domain rules §6). The mixing function is the finaliser of
/// SplitMix64 (Steele, Lea and Flood, 2014).
enum CounterRandom {
    /// The odd number next to 2⁶⁴ divided by the golden ratio: steps by it visit every value.
    static let step: UInt64 = 0x9E37_79B9_7F4A_7C15

    @inline(__always)
    static func mix(_ value: UInt64) -> UInt64 {
        var value = value
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    /// A key of some bytes under another key.
    static func key(_ bytes: some Sequence<UInt8>, under key: UInt64) -> UInt64 {
        var state = mix(key &+ step)
        for byte in bytes { state = mix(state ^ UInt64(byte)) &+ step }
        return mix(state)
    }
}
