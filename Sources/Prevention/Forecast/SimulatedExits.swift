import Workforce

/// Who leaves unforeseen in which draw, and by which date (domain rules §6).
///
/// Of N draws a person has each of N numbers once, one in every N-th part of the range from 0 to 1, dealt out over the draws
/// by a permutation of their own; whoever has a number under the chance to have left by a date has. So the chance is met to
/// the draw, which a thousand independent numbers would do only roughly, and work is done for those who leave alone: the
/// numbers are gone through from the smallest to the first that stays.
struct SimulatedExits {
    /// Somebody who leaves in a draw.
    struct Exit {
        /// The index into the group's people.
        var person: Int32
        /// The evaluated date by which they have left.
        var date: UInt16
    }

    private let limits: SimulationLimits
    private let partBounds: [UInt32]
    /// Draws that are dealt at once, so that a large group takes no more memory than a small one.
    let block: Int
    /// The exits of the draws dealt last, draw by draw, by person; and where each draw's begin.
    private(set) var exits: [Exit] = []
    private(set) var bounds: [Int] = []
    private var dealt: [(draw: UInt32, exit: Exit)] = []

    /// About as many exits as stay in the cache.
    private static let exitsAtOnce = 1 << 18

    init(_ people: SimulationPeople, limits: SimulationLimits, ground: ForecastGround) {
        self.limits = limits
        partBounds = ground.partBounds
        let draws = partBounds.count
        let expected = (0..<people.count).reduce(0) { $0 + ((Int(limits.last(of: $1)) * draws) >> 32) + 1 }
        block = max(1, draws / (expected / Self.exitsAtOnce + 1))
    }

    /// Deals the exits of some draws; those dealt before are gone.
    mutating func deal(_ draws: Range<Int>, of people: SimulationPeople.Columns) {
        dealt.removeAll(keepingCapacity: true)
        bounds = Array(repeating: 0, count: draws.count + 1)
        for person in 0..<people.count { deal(person, of: people, in: draws) }
        for draw in 1...draws.count { bounds[draw] += bounds[draw - 1] }
        var ends = bounds
        exits = Array(unsafeUninitializedCapacity: dealt.count) { exits, count in
            for (draw, exit) in dealt {
                exits.initializeElement(at: ends[Int(draw)], to: exit)
                ends[Int(draw)] += 1
            }
            count = dealt.count
        }
    }

    private mutating func deal(_ person: Int, of people: SimulationPeople.Columns, in draws: Range<Int>) {
        let all = UInt32(partBounds.count)
        let deal = DrawDeal(key: people.key[person], draws: partBounds.count)
        let place = deal.place / all
        let end = limits.last(of: person)
        let known = Int(people.leaveIndex[person])
        let limits = limits
        limits.withLimits(of: person) { limits in
            var part = 0
            var date = 0
            for card in 0..<deal.cards {
                let draw = deal.draw(of: card)
                if draw >= all { continue }
                let number = partBounds[part] + place
                if number >= end { return }
                while limits[date] <= number { date += 1 }
                // Whoever is known to be gone by then anyway does not leave unforeseen.
                if date >= known { return }
                part += 1
                if draws.contains(Int(draw)) {
                    bounds[Int(draw) - draws.lowerBound + 1] += 1
                    let exit = Exit(person: Int32(person), date: UInt16(date))
                    dealt.append((draw - UInt32(draws.lowerBound), exit))
                }
                if part == partBounds.count { return }
            }
        }
    }
}
