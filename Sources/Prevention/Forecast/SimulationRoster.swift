/// Those of a group's people who come into the order of one date if nobody leaves unforeseen, in the order of going, and
/// in how many futures each of them goes.
///
/// One for each date that is decisive in a draw: there are few of them.
///
/// Plain memory, as in the scratch.
final class SimulationRoster {
    /// Indexes into the group's people, ascending: they stand in the order of going already.
    let people: UnsafeMutableBufferPointer<Int32>
    /// The place of each of the group's people in `people`; -1 where they are gone by then.
    let place: UnsafeMutableBufferPointer<Int32>
    /// Where each segment of the order begins, and at the end the number of people.
    let bounds: UnsafeMutableBufferPointer<Int>
    let centiFTE: Int
    /// How often each goes, as differences from place to place.
    private let credits: UnsafeMutableBufferPointer<Double>

    init(_ group: SimulationPeople.Columns, dateIndex: Int) {
        let all = (0..<group.count).filter { Int(group.leaveIndex[$0]) > dateIndex }
        people = .allocate(capacity: all.count)
        place = .allocate(capacity: group.count)
        bounds = .allocate(capacity: SimulationPeople.segments + 1)
        credits = .allocate(capacity: all.count + 1)
        place.initialize(repeating: -1)
        bounds.initialize(repeating: all.count)
        credits.initialize(repeating: 0)
        var segment = 0
        var centiFTE = 0
        for (number, index) in all.enumerated() {
            while segment <= Int(group.segment[index]) {
                bounds[segment] = number
                segment += 1
            }
            people.initializeElement(at: number, to: Int32(index))
            place[index] = Int32(number)
            centiFTE += Int(group.centiFTE[index])
        }
        self.centiFTE = centiFTE
    }

    deinit {
        people.deallocate()
        place.deallocate()
        bounds.deallocate()
        credits.deallocate()
    }

    /// Everybody at these places goes, but those of them who have left.
    /// - Parameter gone: the places of those, all within `places`.
    @inline(__always)
    func credit(
        _ places: Range<Int>, butNot gone: Slice<UnsafeMutableBufferPointer<Int32>>, _ amount: Double = 1
    ) {
        credits[places.lowerBound] += amount
        credits[places.upperBound] -= amount
        for place in gone {
            credits[Int(place)] -= amount
            credits[Int(place) + 1] += amount
        }
    }

    /// Adds up how often each of the group's people went.
    func add(to totals: inout [Double], isCounted: (Int) -> Bool) {
        var credit = 0.0
        for (place, index) in people.enumerated() {
            credit += credits[place]
            if isCounted(Int(index)) { totals[Int(index)] += credit }
        }
    }
}
