/// Division of a whole into whole shares by the method of the largest remainder, in integers only.
package enum LargestRemainder {
    /// Shares of `value` in proportion to `weights`: the floors, then one more to the largest remainders, equal ones
    /// in order of place (domain rules §3). They add up to `value`, unless no weight is positive: then all are 0.
    package static func shares(of value: Int, weights: [Int]) -> [Int] {
        let total = weights.reduce(0, +)
        guard total > 0, value > 0 else { return Array(repeating: 0, count: weights.count) }
        var shares: [Int] = []
        var remainders: [Int] = []
        shares.reserveCapacity(weights.count)
        remainders.reserveCapacity(weights.count)
        for weight in weights {
            let (share, remainder) = total.dividingFullWidth(value.multipliedFullWidth(by: weight))
            shares.append(share)
            remainders.append(remainder)
        }
        let left = value - shares.reduce(0, +)
        guard left > 0 else { return shares }
        let order = weights.indices.sorted { (remainders[$1], $0) < (remainders[$0], $1) }
        for place in order.prefix(left) { shares[place] += 1 }
        return shares
    }
}
