import Testing

@testable import Prevention

@Suite("The deal of a person's numbers over the draws")
struct DrawDealTests {
    /// The draws of a person in the order of their numbers.
    private func draws(_ person: Int, of count: Int) -> [Int] {
        let deal = DrawDeal(key: CounterRandom.mix(UInt64(person)), draws: count)
        return withUnsafeTemporaryAllocation(of: UInt32.self, capacity: Int(DrawDeal.cards(draws: count))) { cards in
            let dealt = deal.deal(count, into: cards)
            return cards[..<dealt].map { Int($0) }
        }
    }

    @Test("Every draw is dealt once", arguments: [1, 2, 3, 7, 64, 65, 200, 1_000, 1_024, 4_097])
    func once(count: Int) {
        for person in 0..<50 { #expect(Set(draws(person, of: count)).count == count) }
        for person in 0..<50 { #expect(draws(person, of: count).count == count) }
    }

    /// A deal in which one person's leaving says something about another's would make surpluses too sure or too unsure.
    @Test("Two people leave together as often as chance has it", arguments: [200, 1_000], [0.02, 0.12, 0.4])
    func together(count: Int, share: Double) {
        let people = 400
        let leaving = Int(share * Double(count))
        let leavers = (0..<people).map { Set(draws($0, of: count).prefix(leaving)) }
        var sum = 0.0
        var squares = 0.0
        var pairs = 0.0
        for one in 0..<people {
            for other in 0..<one {
                let both = Double(leavers[one].intersection(leavers[other]).count)
                sum += both
                squares += both * both
                pairs += 1
            }
        }
        let mean = sum / pairs
        let variance = squares / pairs - mean * mean
        // The hypergeometric distribution.
        let (all, leave) = (Double(count), Double(leaving))
        let expected = leave * leave / all
        let expectedVariance = expected * (all - leave) / all * (all - leave) / (all - 1)
        #expect(abs(mean - expected) < 4 * (expectedVariance / pairs).squareRoot())
        #expect(abs(variance / expectedVariance - 1) < 0.03)
    }

    @Test("No draw has more leavers than another but by chance", arguments: [0.02, 0.12, 0.4])
    func evenly(share: Double) {
        let (people, count) = (2_000, 1_000)
        var leavers = [Double](repeating: 0, count: count)
        for person in 0..<people {
            for draw in draws(person, of: count).prefix(Int(share * Double(count))) { leavers[draw] += 1 }
        }
        let expected = Double(people) * share
        let deviation = leavers.reduce(0) { $0 + ($1 - expected) * ($1 - expected) } / (expected * (1 - share))
        // Chi-squared over its degrees of freedom, within four standard deviations.
        #expect(abs(deviation / Double(count - 1) - 1) < 4 * (2 / Double(count - 1)).squareRoot())
    }
}
