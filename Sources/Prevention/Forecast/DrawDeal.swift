/// In which order a person's numbers, from the smallest on, fall to the draws: a permutation keyed by the person.
///
/// Multiplications by odd numbers, additions and shifts, all of which can be undone, over the least power of two that holds the
/// draws; cards beyond the draws are passed over. Who leaves together is as in a random deal (`DrawDealTests`).
struct DrawDeal {
    /// Cards to go through; each has another draw, or one beyond the draws.
    let cards: UInt32
    /// Where in its part of the range the person's numbers lie.
    let place: UInt32
    private let draws: UInt32
    private let shift: UInt32
    private let factors: (UInt32, UInt32, UInt32)
    private let additions: (UInt32, UInt32)

    /// The least power of two that holds the draws, and at least four.
    static func cards(draws: Int) -> UInt32 { 1 << bits(draws) }

    private static func bits(_ draws: Int) -> UInt32 {
        UInt32(max(2, Int.bitWidth - (draws - 1).leadingZeroBitCount))
    }

    init(key: UInt64, draws: Int) {
        let bits = Self.bits(draws)
        cards = 1 << bits
        self.draws = UInt32(draws)
        shift = (bits + 1) / 2
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

    /// Deals the draws of the smallest numbers.
    /// - Parameters:
    ///   - wanted: how many of them, at most all.
    ///   - dealt: has place for all cards.
    /// - Returns: how many were dealt: `wanted`.
    func deal(_ wanted: Int, into dealt: UnsafeMutableBufferPointer<UInt32>) -> Int {
        var count = 0
        var card: UInt32 = 0
        while count < wanted {
            let draw = draw(of: card)
            card += 1
            // Without a branch, which would be mispredicted once for every card beyond the draws.
            dealt[count] = draw
            count += draw < draws ? 1 : 0
        }
        return count
    }
}
