/// Seconds by stage.
struct Stopwatch {
    private(set) var laps: [String: Double] = [:]
    private var last = ContinuousClock.now

    mutating func lap(_ name: String) {
        let now = ContinuousClock.now
        let parts = (now - last).components
        laps[name] = (Double(parts.seconds) + Double(parts.attoseconds) / 1e18)
        last = now
    }
}
