/// Those of a group's people who come into the order of one date if nobody leaves unforeseen, in the order of going, and
/// in how many futures each of them goes.
///
/// One for each date that is decisive in a draw: there are few of them.
final class SimulationRoster {
    /// Indexes into the group's people, ascending: they stand in the order of going already.
    let people: [Int32]
    /// The place of each of the group's people in `people`; -1 where they are gone by then.
    let place: [Int32]
    /// Where each segment of the order begins, and at the end the number of people.
    let bounds: [Int]
    let centiFTE: Int
    /// How often each goes, as differences from place to place.
    private var credits: [Double]

    /// - Parameter segments: the segment of each of the group's people, ascending.
    init(_ group: SimulationPeople, dateIndex: Int) {
        var people: [Int32] = []
        var place = [Int32](repeating: -1, count: group.count)
        var bounds: [Int] = []
        var centiFTE = 0
        for index in 0..<group.count where Int(group.leaveIndex[index]) > dateIndex {
            while bounds.count <= Int(group.segment[index]) { bounds.append(people.count) }
            place[index] = Int32(people.count)
            people.append(Int32(index))
            centiFTE += Int(group.centiFTE[index])
        }
        while bounds.count <= SimulationPeople.segments { bounds.append(people.count) }
        self.people = people
        self.place = place
        self.bounds = bounds
        self.centiFTE = centiFTE
        credits = Array(repeating: 0, count: people.count + 1)
    }

    /// Everybody at these places goes, but those of them who have left.
    /// - Parameter gone: the places of those, all within `places`.
    @inline(__always)
    func credit(_ places: Range<Int>, butNot gone: UnsafeBufferPointer<Int32>.SubSequence, _ amount: Double = 1) {
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
