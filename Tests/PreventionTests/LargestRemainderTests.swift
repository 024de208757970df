import Prevention
import Testing
import Workforce

@Suite("Shares by largest remainder")
struct LargestRemainderTests {
    @Test(
        "Floors first, then the largest remainders, equal ones in order",
        arguments: [
            (100, [1, 1, 1], [34, 33, 33]),
            (2, [1, 1, 1], [1, 1, 0]),
            (50, [52, 83, 69, 41, 22], [10, 15, 13, 8, 4]),
            (10, [0, 5, 0], [0, 10, 0]),
            (7, [0, 0], [0, 0]),
            (0, [3, 4], [0, 0]),
            (5, [3, 2, 2], [2, 2, 1]),
        ])
    func vectors(value: Int, weights: [Int], shares: [Int]) {
        #expect(LargestRemainder.shares(of: value, weights: weights) == shares)
    }

    @Test("They add up, and none is further than one from its exact share")
    func sums() {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<2_000 {
            let weights = (0..<Int.random(in: 1...12, using: &random)).map { _ in
                Int.random(in: 0...500, using: &random)
            }
            let value = Int.random(in: 0...10_000, using: &random)
            let total = weights.reduce(0, +)
            let shares = LargestRemainder.shares(of: value, weights: weights)
            #expect(shares.reduce(0, +) == (total == 0 ? 0 : value))
            for (share, weight) in zip(shares, weights) where total > 0 {
                #expect(abs(share * total - value * weight) < total)
            }
        }
    }

    @Test("Values beyond what a machine word holds as a product are divided exactly")
    func wide() {
        let shares = LargestRemainder.shares(of: 4_000_000_000_000, weights: [3_000_000_000, 1_000_000_000])
        #expect(shares == [3_000_000_000_000, 1_000_000_000_000])
    }
}
