import Workforce

/// What one draw takes away: from supply, and from the order of the date that decides; used again for the next draw.
///
/// Plain memory, since arrays would be counted and checked millions of times.
final class SimulationScratch {
    /// By evaluated date what unforeseen exits take from supply from then on, less what was known to go then anyway; in
    /// hundredths of FTE.
    let lostSupply: UnsafeMutableBufferPointer<Int32>
    /// The places in the roster of those who have left by the decisive date, ascending; the first `gone` of them count.
    let gonePlaces: UnsafeMutableBufferPointer<Int32>
    /// Where each segment's leavers begin in `gonePlaces`.
    let goneBounds: UnsafeMutableBufferPointer<Int>
    private(set) var gone = 0
    private(set) var goneCentiFTE = 0

    init(people: Int, dates: Int) {
        lostSupply = .allocate(capacity: dates + 1)
        gonePlaces = .allocate(capacity: people)
        goneBounds = .allocate(capacity: SimulationPeople.segments + 1)
        lostSupply.initialize(repeating: 0)
        gonePlaces.initialize(repeating: 0)
        goneBounds.initialize(repeating: 0)
    }

    deinit {
        lostSupply.deallocate()
        gonePlaces.deallocate()
        goneBounds.deallocate()
    }

    /// Takes those who leave in a draw from supply.
    func take(_ exits: Slice<UnsafeMutableBufferPointer<SimulatedExits.Exit>>, of people: SimulationPeople.Columns) {
        lostSupply.update(repeating: 0)
        for exit in exits {
            let supply = people.supply[Int(exit.person)]
            lostSupply[Int(exit.date)] += supply
            lostSupply[Int(people.leaveIndex[Int(exit.person)])] -= supply
        }
    }

    /// Finds the leavers' places in the order of the decisive date.
    func settle(
        _ exits: Slice<UnsafeMutableBufferPointer<SimulatedExits.Exit>>, of people: SimulationPeople.Columns,
        in roster: SimulationRoster, decisive: Int
    ) {
        var gone = 0
        var centiFTE = 0
        var segment = 0
        for exit in exits where Int(exit.date) <= decisive {
            let person = Int(exit.person)
            let place = roster.place[person]
            if place < 0 { continue }
            while segment <= Int(people.segment[person]) {
                goneBounds[segment] = gone
                segment += 1
            }
            gonePlaces[gone] = place
            gone += 1
            centiFTE += Int(people.centiFTE[person])
        }
        while segment < goneBounds.count {
            goneBounds[segment] = gone
            segment += 1
        }
        self.gone = gone
        goneCentiFTE = centiFTE
    }
}
