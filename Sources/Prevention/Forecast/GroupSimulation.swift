import Workforce

/// Draws the future of one selection group many times over: who leaves unforeseen, what becomes of the plan, and who would
/// go then (domain rules §6, with §3 and §4 applied in every draw).
///
/// A draw costs some steps for each who leaves, and none for those who stay: who goes is kept as ranges of the order, since
/// the order itself is the same in every draw.
struct GroupSimulation {
    let people: SimulationPeople
    /// At each evaluated date supply if nobody leaves unforeseen, in hundredths of FTE.
    let knownSupply: [Int]
    /// At each evaluated date what people under notice still contribute to it.
    let noticed: [Int]
    let outlook: DemandOutlook
    /// Exits a year that are at least to be expected of everybody, whatever the hazard of their class.
    let leastExits: Double
    let hasStatutoryOrder: Bool
    let ground: ForecastGround
    /// In how many draws nothing comes of the plan.
    let calledOff: Int
    /// What the draws of this group are keyed by.
    let key: UInt64

    struct Result {
        /// By person, how many draws they go in; in groups without an order everybody a share of every draw.
        var credits: [Double]
        /// By number of people, the draws in which so many go.
        var numbers: [Int]
        /// By evaluated date, the draws whose first surplus it is.
        var firstDates: [Int]
    }

    func run() -> Result {
        people.withColumns { columns in
            knownSupply.withUnsafeBufferPointer { run(columns, knownSupply: $0) }
        }
    }

    private func run(_ columns: SimulationPeople.Columns, knownSupply: UnsafeBufferPointer<Int>) -> Result {
        let dates = ground.dates.count
        let draws = ground.planError.count
        var result = Result(
            credits: Array(repeating: 0, count: people.count),
            numbers: [draws] + Array(repeating: 0, count: people.count),
            firstDates: Array(repeating: 0, count: dates))
        var rosters = [SimulationRoster?](repeating: nil, count: dates)
        let scratch = SimulationScratch(people: people.count, dates: dates)
        let limits = SimulationLimits(people, leastExits: leastExits, ground: ground)
        let dealt = SimulatedExits(people, limits: limits, ground: ground)
        let isCalledOff = isCalledOff()
        for start in stride(from: 0, to: draws, by: dealt.block) {
            let block = start..<min(draws, start + dealt.block)
            dealt.deal(block, of: columns)
            for draw in block where !isCalledOff[draw] {
                let exits = dealt.exits[dealt.bounds[draw - start]..<dealt.bounds[draw - start + 1]]
                scratch.take(exits, of: columns)
                guard let outcome = surplus(inDraw: draw, knownSupply, scratch) else { continue }
                result.firstDates[outcome.first] += 1
                let roster =
                    rosters[outcome.decisive] ?? SimulationRoster(columns, dateIndex: outcome.decisive)
                rosters[outcome.decisive] = roster
                scratch.settle(exits, of: columns, in: roster, decisive: outcome.decisive)
                let heads = roster.people.count - scratch.gone
                let toGo = PeopleToGo(heads: heads, centiFTE: roster.centiFTE - scratch.goneCentiFTE)
                let toCover = max(0, outcome.surplus - noticed[outcome.decisive])
                let number = outcome.isClosing ? heads : toGo.number(covering: toCover)
                if number == 0 { continue }
                result.numbers[0] -= 1
                result.numbers[number] += 1
                SimulatedOrder(roster: roster, hasStatutoryOrder: hasStatutoryOrder)
                    .credit(number, of: heads, columns, scratch)
            }
        }
        for (index, roster) in rosters.enumerated() {
            // Whoever retires on or before the date is not made redundant (domain rules §5).
            roster?.add(to: &result.credits) { Int(people.pensionIndex[$0]) > index }
        }
        return result
    }

    /// By draw: as many as are to be, dealt by a permutation of the group's own, so that they have nothing to do with the
    /// plan's error, and one night's are among the next one's or the other way round.
    private func isCalledOff() -> [Bool] {
        let draws = ground.planError.count
        var isCalledOff = [Bool](repeating: false, count: draws)
        if calledOff == 0 { return isCalledOff }
        let deal = DrawDeal(key: CounterRandom.key("called off".utf8, under: key), draws: draws)
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: Int(deal.cards)) { dealt in
            for place in 0..<deal.deal(calledOff, into: dealt) { isCalledOff[Int(dealt[place])] = true }
        }
        return isCalledOff
    }

    private struct Outcome {
        var first: Int
        var decisive: Int
        var surplus: Int
        var isClosing: Bool
    }

    /// The surplus of one draw, date by date; nil where it has none.
    private func surplus(
        inDraw draw: Int, _ knownSupply: UnsafeBufferPointer<Int>, _ scratch: SimulationScratch
    ) -> Outcome? {
        let rank = ground.rank(ofDraw: draw, inGroup: key)
        let error = ground.planError[rank]
        var first = -1
        var largest = 0
        var firstLargest = 0
        var lost = 0
        var atZero = 0
        let zeroFrom = outlook.zeroFrom ?? -1
        let lostSupply = scratch.lostSupply
        outlook.forEachDate(rank: rank, error: error) { date, wanted in
            lost += Int(lostSupply[date])
            guard let wanted else { return }
            let excess = max(0, knownSupply[date] - lost - wanted)
            if first < 0, excess >= SurplusCurve.threshold { first = date }
            if excess > largest {
                largest = excess
                firstLargest = date
            }
            if date == zeroFrom { atZero = excess }
        }
        guard first >= 0 else { return nil }
        // A plan of nothing that falls short leaves something: only one that comes about closes the group.
        if zeroFrom >= 0, error >= 0 {
            return Outcome(first: first, decisive: zeroFrom, surplus: atZero, isClosing: true)
        }
        return Outcome(first: first, decisive: firstLargest, surplus: largest, isClosing: false)
    }
}
