/// In which order a person's numbers, from the smallest on, fall to the draws: a permutation keyed by the person.
///
/// Multiplications by odd numbers, additions and shifts, all of which can be undone, over the least power of two that holds the
/// draws; cards beyond the draws are passed over. Who leaves together is as in a random deal (`DrawDealTests`).
struct DrawDeal {
    /// Cards to go through; each has another draw, or one beyond the draws.
    let cards: UInt32
    /// Where in its part of the range the person's numbers lie.
    let place: UInt32
    private let shift: UInt32
    private let factors: (UInt32, UInt32, UInt32)
    private let additions: (UInt32, UInt32)

    init(key: UInt64, draws: Int) {
        let bits = max(2, Int.bitWidth - (draws - 1).leadingZeroBitCount)
        cards = 1 << UInt32(bits)
        shift = UInt32(bits + 1) / 2
        let first = CounterRandom.mix(key &+ CounterRandom.step)
        let second = CounterRandom.mix(key &+ 2 &* CounterRandom.step)
        factors = (
            UInt32(truncatingIfNeeded: first) | 1, UInt32(truncatingIfNeeded: second) | 1,
            UInt32(truncatingIfNeeded: first >> 16) | 1
        )
        additions = (UInt32(truncatingIfNeeded: first >> 32), UInt32(truncatingIfNeeded: second >> 32))
        place = UInt32(truncatingIfNeeded: CounterRandom.mix(key) >> 32)
    }

    @inline(__always)
    func draw(of card: UInt32) -> UInt32 {
        let mask = cards - 1
        var value = (card &* factors.0 &+ additions.0) & mask
        value ^= value >> shift
        value = (value &* factors.1 &+ additions.1) & mask
        value ^= value >> shift
        return (value &* factors.2) & mask
    }
}
