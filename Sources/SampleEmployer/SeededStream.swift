/// A stream of numbers that is a pure function of the seed and of what it is about (SplitMix64).
///
/// Every person, group, unit and month has a stream of its own, so that each can be made without the others, in any
/// order, again and again. Only integer arithmetic and the four operations on doubles: the same bytes on every machine.
struct SeededStream {
    /// What a stream is about; a new topic leaves the numbers of the others as they were.
    enum Topic: UInt64 {
        case layout = 1
        case group, seat, person, training, survey, measurement, vacancy, internship, decision
        case climate, plan, attrition
    }

    private var state: UInt64

    init(seed: UInt64, _ topic: Topic, _ first: Int, _ second: Int = 0) {
        state = Self.mix(seed &+ topic.rawValue &* 0xD6E8_FEB8_6659_FD93)
        state = Self.mix(state ^ UInt64(bitPattern: Int64(first)) &* 0x9E37_79B9_7F4A_7C15)
        state = Self.mix(state ^ UInt64(bitPattern: Int64(second)) &* 0xC2B2_AE3D_27D4_EB4F)
    }

    @inline(__always)
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Self.mix(state)
    }

    /// A number from 0 up to, not including, `bound`.
    @inline(__always)
    mutating func below(_ bound: Int) -> Int { Int(next().multipliedFullWidth(by: UInt64(bound)).high) }

    /// A number in the range, both ends included.
    @inline(__always)
    mutating func within(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }

    /// True in so many cases of a thousand.
    @inline(__always)
    mutating func chance(_ perMille: Int) -> Bool { below(1_000) < perMille }

    /// A number from 0 up to, not including, 1.
    mutating func share() -> Double { Double(next() >> 11) / Double(1 << 53) }

    /// Near enough a standard normal number: four uniform ones added up.
    mutating func bell() -> Double { (share() + share() + share() + share() - 2) * 1.732 }

    /// The place of a draw by weight.
    mutating func pick(_ weights: [Int]) -> Int {
        var rest = below(weights.reduce(0, +))
        for (place, weight) in weights.enumerated() {
            if rest < weight { return place }
            rest -= weight
        }
        return weights.count - 1
    }

    private static func mix(_ value: UInt64) -> UInt64 {
        var z = value
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
