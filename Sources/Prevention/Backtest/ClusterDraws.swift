/// Draws of clusters with replacement, from a counter-based generator keyed by seed and draw: any draw can be made
/// anywhere, and comes out the same.
struct ClusterDraws {
    let seed: UInt64
    let clusters: Int

    /// How often each cluster is in a draw; as many in all as there are clusters.
    func weights(of draw: Int, into weights: inout [Int32]) {
        for index in weights.indices { weights[index] = 0 }
        let key = Self.mixed(seed &+ Self.mixed(UInt64(draw) &+ 0x9e37_79b9_7f4a_7c15))
        for position in 0..<clusters {
            let number = Self.mixed(key &+ UInt64(position) &* 0x9e37_79b9_7f4a_7c15)
            weights[Int(number.multipliedFullWidth(by: UInt64(clusters)).high)] += 1
        }
    }

    /// The finalizer of SplitMix64: every bit of the number depends on every bit of the counter.
    private static func mixed(_ value: UInt64) -> UInt64 {
        var mixed = value
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
