/// Which form of ``ColumnCodec`` a column takes, by estimated size.
struct EncodingPlan {
    private(set) var form = ColumnCodec.Form.constant
    /// The constant, the smallest value, or the value that has exceptions.
    private(set) var base: Int32 = 0
    /// Bits a row.
    private(set) var width = 0
    private(set) var dictionary = SmallDictionary()

    init(_ values: UnsafeBufferPointer<Int32>, reference: UnsafeBufferPointer<Int32>?) {
        guard let first = values.first else { return }
        var low = Int32.max
        var high = Int32.min
        var absent = 0
        for value in values {
            let isAbsent = value == ColumnCodec.absent
            absent &+= isAbsent ? 1 : 0
            low = min(low, isAbsent ? Int32.max : value)
            high = max(high, value)
        }
        base = first
        if absent == values.count || (absent == 0 && low == high) { return }

        let span = UInt64(Int64(high) - Int64(low)) + (absent > 0 ? 1 : 0)
        // At most 32: the mark of absence is itself one of the 32-bit numbers, and no value.
        let packedWidth = EncodingPlan.bits(span)
        var best = 6 + values.count * packedWidth / 8
        form = absent > 0 ? .packedOrAbsent : .packed
        base = low
        width = packedWidth

        let common = EncodingPlan.commonest(values)
        var exceptions = 0
        for value in values { exceptions &+= value != common ? 1 : 0 }
        let sparse = EncodingPlan.exceptionBytes(exceptions, of: values.count, width: packedWidth)
        if sparse < best {
            (form, base, best) = (.sparse, common, sparse)
        }
        if let reference {
            exceptions = 0
            for row in values.indices { exceptions &+= values[row] != reference[row] ? 1 : 0 }
            let same = EncodingPlan.exceptionBytes(exceptions, of: values.count, width: packedWidth)
            if same < best { (form, best) = (.sameAs, same) }
        }
        considerDictionary(values, packedWidth: packedWidth, best: best)
    }

    private mutating func considerDictionary(_ values: UnsafeBufferPointer<Int32>, packedWidth: Int, best: Int) {
        guard packedWidth > 2 else { return }
        for value in values where !dictionary.admit(value) { return }
        let bits = EncodingPlan.bits(UInt64(dictionary.values.count - 1))
        guard dictionary.values.count * 3 + 4 + values.count * bits / 8 < best else { return }
        (form, width) = (.dictionary, bits)
    }

    private static func bits(_ span: UInt64) -> Int { 64 - span.leadingZeroBitCount }

    private static func exceptionBytes(_ exceptions: Int, of rows: Int, width: Int) -> Int {
        // A distance takes a byte up to 127, two above.
        let distance = exceptions * 128 < rows ? 2 : 1
        return 8 + exceptions * distance + exceptions * width / 8
    }

    /// The commonest value of a sample: that it is the commonest of all matters only when it is most of them.
    private static func commonest(_ values: UnsafeBufferPointer<Int32>) -> Int32 {
        let step = max(1, values.count / 63)
        var best = values[0]
        var bestCount = 0
        for row in stride(from: 0, to: values.count, by: step) {
            var count = 0
            for other in stride(from: 0, to: values.count, by: step) where values[other] == values[row] { count += 1 }
            if count > bestCount { (best, bestCount) = (values[row], count) }
            if count * 2 > values.count / step { break }
        }
        return best
    }
}
