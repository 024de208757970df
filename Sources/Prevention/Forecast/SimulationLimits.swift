/// By person of a group and evaluated date: whoever has a number less than this has left unforeseen by then.
struct SimulationLimits {
    /// By person where their class's limits begin in `limits`.
    private let starts: [Int32]
    /// By class present in the group and evaluated date, ascending.
    private let limits: [UInt32]
    private let dates: Int

    /// - Parameter leastExits: exits a year that are at least to be expected of everybody, whatever the hazard of their class.
    init(_ people: SimulationPeople, leastExits: Double, ground: ForecastGround) {
        var starts: [UInt16: Int32] = [:]
        var limits: [UInt32] = []
        self.starts = people.hazardClass.map { hazardClass in
            if let start = starts[hazardClass] { return start }
            let start = Int32(limits.count)
            limits += ground.limits(ofClass: Int(hazardClass), least: leastExits)
            starts[hazardClass] = start
            return start
        }
        self.limits = limits
        dates = ground.dates.count
    }

    /// That of the last date.
    func last(of person: Int) -> UInt32 { limits[Int(starts[person]) + dates - 1] }

    @inline(__always)
    func withLimits(of person: Int, _ body: (UnsafeBufferPointer<UInt32>) -> Void) {
        let start = Int(starts[person])
        limits.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[start..<start + dates])) }
    }
}
