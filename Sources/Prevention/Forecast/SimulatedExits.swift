import Workforce

/// Who leaves unforeseen in which draw, and by which date (domain rules §6).
///
/// Of N draws a person has each of N numbers once, one in every N-th part of the range from 0 to 1, dealt out over the draws
/// by a permutation of their own; whoever has a number under the chance to have left by a date has. So the chance is met to
/// the draw, which a thousand independent numbers would do only roughly, and work is done for those who leave alone: the
/// numbers are gone through from the smallest to the first that stays.
///
/// Plain memory, as in the scratch.
final class SimulatedExits {
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
    let exits: UnsafeMutableBufferPointer<Exit>
    let bounds: UnsafeMutableBufferPointer<Int>
    /// The same by person, each with its draw, counted from the first of the block.
    private let dealt: UnsafeMutableBufferPointer<(draw: UInt32, exit: Exit)>
    /// A person's draws in the order of their numbers.
    private let cards: UnsafeMutableBufferPointer<UInt32>

    /// About as many exits as stay in the cache.
    private static let exitsAtOnce = 1 << 18

    init(_ people: SimulationPeople, limits: SimulationLimits, ground: ForecastGround) {
        self.limits = limits
        partBounds = ground.partBounds
        let draws = partBounds.count
        let most = (0..<people.count).reduce(0) { $0 + Self.parts(below: limits.last(of: $1), of: draws) }
        block = max(1, draws / (most / Self.exitsAtOnce + 1))
        let capacity = min(most, block * people.count)
        exits = .allocate(capacity: capacity)
        dealt = .allocate(capacity: capacity)
        bounds = .allocate(capacity: block + 1)
        cards = .allocate(capacity: Int(DrawDeal.cards(draws: draws)))
    }

    deinit {
        exits.deallocate()
        dealt.deallocate()
        bounds.deallocate()
        cards.deallocate()
    }

    /// How many of a person's numbers can be less than a limit, at most.
    private static func parts(below limit: UInt32, of draws: Int) -> Int {
        min(draws, ((Int(limit) * draws) >> 32) + 1)
    }

    /// Deals the exits of some draws, at most a block; those dealt before are gone.
    func deal(_ draws: Range<Int>, of people: SimulationPeople.Columns) {
        bounds.initialize(repeating: 0)
        var count = 0
        for person in 0..<people.count { deal(person, of: people, in: draws, &count) }
        for draw in 1...draws.count { bounds[draw] += bounds[draw - 1] }
        // From the last on, so that a draw's end comes down to its beginning.
        for number in stride(from: count - 1, through: 0, by: -1) {
            let (draw, exit) = dealt[number]
            bounds[Int(draw) + 1] -= 1
            exits.initializeElement(at: bounds[Int(draw) + 1], to: exit)
        }
        for draw in 0..<draws.count { bounds[draw] = bounds[draw + 1] }
        bounds[draws.count] = count
    }

    private func deal(_ person: Int, of people: SimulationPeople.Columns, in draws: Range<Int>, _ count: inout Int) {
        let all = UInt32(partBounds.count)
        let end = limits.last(of: person)
        let deal = DrawDeal(key: people.key[person], draws: partBounds.count)
        let dealtCards = deal.deal(Self.parts(below: end, of: partBounds.count), into: cards)
        let place = deal.place / all
        let known = Int(people.leaveIndex[person])
        let first = UInt32(draws.lowerBound)
        let last = UInt32(draws.upperBound)
        partBounds.withUnsafeBufferPointer { partBounds in
            limits.withLimits(of: person) { limits in
                var date = 0
                for part in 0..<dealtCards {
                    let number = partBounds[part] + place
                    if number >= end { return }
                    while limits[date] <= number { date += 1 }
                    // Whoever is known to be gone by then anyway does not leave unforeseen.
                    if date >= known { return }
                    let draw = cards[part]
                    if draw < first || draw >= last { continue }
                    bounds[Int(draw - first) + 1] += 1
                    let exit = Exit(person: Int32(person), date: UInt16(date))
                    dealt.initializeElement(at: count, to: (draw - first, exit))
                    count += 1
                }
            }
        }
    }
}
