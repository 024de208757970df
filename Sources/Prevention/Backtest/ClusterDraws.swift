/// Draws of clusters with replacement, keyed by seed and draw: any draw can be made anywhere, and comes out the same.
struct ClusterDraws {
    let seed: UInt64
    let clusters: Int

    /// How often each cluster is in a draw; as many in all as there are clusters.
    func weights(of draw: Int, into weights: inout [Int32]) {
        for index in weights.indices { weights[index] = 0 }
        let key = CounterRandom.mix(seed &+ CounterRandom.mix(UInt64(draw) &+ CounterRandom.step))
        for position in 0..<clusters {
            let number = CounterRandom.mix(key &+ UInt64(position) &* CounterRandom.step)
            weights[Int(number.multipliedFullWidth(by: UInt64(clusters)).high)] += 1
        }
    }
}
