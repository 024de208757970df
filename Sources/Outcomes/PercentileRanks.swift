/// Mid-ranks within job groups: (below + half of the equal ones, oneself included) / count × 100 (domain rules §7).
///
/// Values are compared in single precision, which keeps apart any two salaries, hours or day counts that differ.
struct PercentileRanks {
    /// Fewest people with a value for which a rank means anything.
    static let fewestPeople = 5

    private var keys: [UInt64] = []
    private var swap: [UInt64] = []

    /// Replaces the values at `rows`, the people of one job group, by their percentiles; NaN where missing or too few.
    mutating func rank(_ rows: ArraySlice<Int32>, _ values: UnsafeMutableBufferPointer<Float>, reversed: Bool) {
        keys.removeAll(keepingCapacity: true)
        for row in rows where !values[Int(row)].isNaN {
            keys.append(UInt64(Self.ordered(values[Int(row)])) << 32 | UInt64(UInt32(row)))
        }
        let count = keys.count
        guard count >= Self.fewestPeople else {
            for row in rows { values[Int(row)] = .nan }
            return
        }
        sort()
        keys.withUnsafeBufferPointer { keys in
            var start = 0
            while start < count {
                var end = start + 1
                while end < count, keys[end] >> 32 == keys[start] >> 32 { end += 1 }
                let midRank = Double(start) + 0.5 * Double(end - start)
                let percentile = Float((reversed ? Double(count) - midRank : midRank) / Double(count) * 100)
                for place in start..<end { values[Int(UInt32(truncatingIfNeeded: keys[place]))] = percentile }
                start = end
            }
        }
    }

    /// Bits that are ordered as the numbers are.
    private static func ordered(_ value: Float) -> UInt32 {
        // Adding zero makes one zero of the two.
        let bits = (value + 0).bitPattern
        return bits & 0x8000_0000 == 0 ? bits | 0x8000_0000 : ~bits
    }

    /// Sorts by value: byte by byte, which is several times faster than comparing once a group is large.
    private mutating func sort() {
        guard keys.count > 256 else {
            keys.sort()
            return
        }
        if swap.count < keys.count { swap = Array(repeating: 0, count: keys.count) }
        for shift in stride(from: UInt64(32), to: 64, by: 8) {
            var ends = [Int](repeating: 0, count: 256)
            for key in keys { ends[Int(key >> shift & 0xFF)] += 1 }
            if ends.contains(keys.count) { continue }
            var start = 0
            for digit in 0..<256 { (ends[digit], start) = (start, start + ends[digit]) }
            keys.withUnsafeBufferPointer { keys in
                swap.withUnsafeMutableBufferPointer { swap in
                    for key in keys {
                        let digit = Int(key >> shift & 0xFF)
                        swap[ends[digit]] = key
                        ends[digit] += 1
                    }
                }
            }
            keys.withUnsafeMutableBufferPointer { keys in
                swap.withUnsafeBufferPointer { swap in
                    for place in keys.indices { keys[place] = swap[place] }
                }
            }
        }
    }
}
