import Workforce

/// The leavers of one draw; used again for the next.
struct SimulationScratch {
    private let people: SimulationPeople
    /// By person the number that whoever leaves within the horizon draws less than.
    private let horizonLimits: [UInt32]
    /// By person where their class's limits begin in `limits`.
    private let limitStarts: [Int32]
    /// By class present in the group and evaluated date.
    private let limits: [UInt32]
    /// Those who leave unforeseen, ascending, and the evaluated date by which they have.
    private var leavers: [Int32] = []
    private var leaverDates: [UInt16] = []
    private var leaverCount = 0
    /// By evaluated date what unforeseen exits take from supply, less what was known to go then anyway.
    private var lostSupply: [Int32]

    /// The places in the roster of those who have left by the decisive date, ascending.
    private(set) var gonePlaces: [Int32]
    private(set) var gone = 0
    private(set) var goneCentiFTE = 0
    /// Where each segment's leavers begin in `gonePlaces`.
    private(set) var goneBounds = [Int](repeating: 0, count: SimulationPeople.segments + 1)

    init(people: SimulationPeople, dates: Int, leastExits: Double, ground: ForecastGround) {
        self.people = people
        var starts: [UInt16: Int32] = [:]
        var limits: [UInt32] = []
        limitStarts = people.hazardClass.map { hazardClass in
            if let start = starts[hazardClass] { return start }
            let start = Int32(limits.count)
            limits += ground.limits(ofClass: Int(hazardClass), least: leastExits)
            starts[hazardClass] = start
            return start
        }
        self.limits = limits
        horizonLimits = limitStarts.map { dates == 0 ? 0 : limits[Int($0) + dates - 1] }
        leavers = Array(repeating: 0, count: people.count)
        leaverDates = Array(repeating: 0, count: people.count)
        gonePlaces = Array(repeating: 0, count: people.count)
        lostSupply = Array(repeating: 0, count: dates + 1)
    }

    /// By evaluated date what unforeseen exits take from supply there, in hundredths of FTE.
    @inline(__always)
    func withLostSupply(_ body: (UnsafeBufferPointer<Int32>) -> Void) { lostSupply.withUnsafeBufferPointer(body) }

    /// Draws who leaves unforeseen within the horizon, and by which date.
    mutating func drawLeavers(under key: UInt64) {
        for index in lostSupply.indices { lostSupply[index] = 0 }
        var count = 0
        let (people, limits, limitStarts) = (people, limits, limitStarts)
        people.key.withUnsafeBufferPointer { keys in
            horizonLimits.withUnsafeBufferPointer { horizon in
                for index in 0..<keys.count {
                    let number = UInt32(truncatingIfNeeded: CounterRandom.mix(keys[index] ^ key) >> 32)
                    guard number < horizon[index] else { continue }
                    var date = 0
                    let start = Int(limitStarts[index])
                    while limits[start + date] <= number { date += 1 }
                    let known = Int(people.leaveIndex[index])
                    if date >= known { continue }
                    leavers[count] = Int32(index)
                    leaverDates[count] = UInt16(date)
                    count += 1
                    lostSupply[date] += people.supply[index]
                    lostSupply[known] -= people.supply[index]
                }
            }
        }
        leaverCount = count
    }

    /// Finds the leavers' places in the order of the decisive date.
    mutating func settle(in roster: SimulationRoster, decisive: Int) {
        gone = 0
        goneCentiFTE = 0
        var segment = 0
        for number in 0..<leaverCount where Int(leaverDates[number]) <= decisive {
            let person = Int(leavers[number])
            let place = roster.place[person]
            if place < 0 { continue }
            while segment <= Int(people.segment[person]) {
                goneBounds[segment] = gone
                segment += 1
            }
            gonePlaces[gone] = place
            gone += 1
            goneCentiFTE += Int(people.centiFTE[person])
        }
        while segment < goneBounds.count {
            goneBounds[segment] = gone
            segment += 1
        }
    }
}
