import Foundation
import Workforce

/// A decline of headcount that earlier snapshots show, where no plan speaks of it (domain rules §6).
///
/// The slope is the median of the slopes between all pairs of points (Theil, 1950; Sen, 1968), of the logarithm of the
/// count: a group shrinks by a share of itself, and never below nothing. Its interval is bootstrapped from the residuals.
/// Counts creep even in healthy groups, since who left today is missing tomorrow too: beside an interval that excludes
/// zero a decline of some size is asked for, and a loss that chance does not bring about in a count of that height.
package struct HeadcountTrend: Equatable, Sendable {
    /// Change of the logarithm of the headcount a year; negative.
    package let slope: Double
    /// The same in as many resampled histories, ascending.
    package let slopes: [Double]
    /// Dates that it was seen at.
    package let points: Int

    static let resamples = 500
    /// Points looked at, at least and at most, and the days between them.
    static let fewestPoints = 4
    static let mostPoints = 12
    static let daysBetweenPoints: Int32 = 80
    static let shortestSpan: Int32 = 270
    /// The least decline a year that counts, as a share of the headcount.
    static let leastDecline = 0.05
    /// The 0.90 quantile of the standard normal distribution: the upper end of an 80 % interval.
    static let quantile = 1.28

    /// Whether it goes on: the slope of the last points alone is a decline that counts, too.
    ///
    /// A reduction that was carried out leaves a step in the counts, and a slope through all of them that says nothing of
    /// what is to come.
    package let isGoingOn: Bool

    /// Change a year as a share of the headcount; negative.
    package var changePerYear: Double { expm1(slope) }

    /// Nil where the series does not decline.
    /// - Parameters:
    ///   - heads: people at each date.
    ///   - years: the dates as years before the present, ascending, the last 0.
    ///   - key: what the resampling is keyed by.
    init?(heads: [Int32], years: [Double], key: UInt64) {
        // What came into being later has its history from then on.
        let first = heads.firstIndex { $0 > 0 } ?? heads.count
        let heads = heads[first...].map { Double($0) }
        let years = Array(years[first...])
        let count = heads.count
        guard count >= Self.fewestPoints,
            Int32(((years[count - 1] - years[0]) * ExitHazards.daysPerYear).rounded()) >= Self.shortestSpan
        else { return nil }
        let logs = heads.map { log($0 + 0.5) }
        var pairs = [Double](repeating: 0, count: count * (count - 1) / 2)
        let slope = Self.slope(logs[...], years[...], &pairs)
        let level = Self.median(zip(logs, years).map { $0 - slope * $1 })
        func fitted(_ index: Int) -> Double { exp(level + slope * years[index]) }
        guard slope < 0, -expm1(slope) >= Self.leastDecline,
            fitted(0) - fitted(count - 1) >= Self.quantile * Self.median(heads).squareRoot()
        else { return nil }

        let widening = (Double(count) / Double(count - 2)).squareRoot()
        let residuals = (0..<count).map { (logs[$0] - level - slope * years[$0]) * widening }
        var slopes: [Double] = []
        slopes.reserveCapacity(Self.resamples)
        var resampled = logs
        for draw in 0..<Self.resamples {
            let drawKey = CounterRandom.mix(key &+ UInt64(draw) &* CounterRandom.step)
            for index in 0..<count {
                let number = CounterRandom.mix(drawKey ^ UInt64(index)) >> 32
                let residual = residuals[Int(number) * count >> 32]
                resampled[index] = level + slope * years[index] + residual
            }
            slopes.append(Self.slope(resampled[...], years[...], &pairs))
        }
        slopes.sort()
        // The nearest rank of 0.90: the upper end of the 80 % interval.
        guard slopes[(Self.resamples * 9 + 9) / 10 - 1] < 0 else { return nil }
        let recent = count - Self.fewestPoints
        isGoingOn = -expm1(Self.slope(logs[recent...], years[recent...], &pairs)) >= Self.leastDecline
        self.slope = slope
        self.slopes = slopes
        points = count
    }

    /// The median of the slopes between all pairs.
    /// - Parameter pairs: room for them all: five hundred of these are worked out for every trend.
    private static func slope(
        _ values: ArraySlice<Double>, _ times: ArraySlice<Double>, _ pairs: inout [Double]
    ) -> Double {
        pairs.withUnsafeMutableBufferPointer { pairs in
            var count = 0
            for right in values.indices {
                for left in values.startIndex..<right {
                    pairs[count] = (values[right] - values[left]) / (times[right] - times[left])
                    count += 1
                }
            }
            return median(&pairs, count: count)
        }
    }

    private static func median(_ values: [Double]) -> Double {
        var values = values
        return values.withUnsafeMutableBufferPointer { median(&$0, count: $0.count) }
    }

    /// The median of the first `count` values, which are put in another order.
    private static func median(_ values: inout UnsafeMutableBufferPointer<Double>, count: Int) -> Double {
        let middle = count / 2
        var (low, high) = (0, count - 1)
        // Hoare's selection: up to the middle the small ones, in no order.
        while low < high {
            let pivot = values[(low + high) / 2]
            var (left, right) = (low, high)
            while left <= right {
                while values[left] < pivot { left += 1 }
                while values[right] > pivot { right -= 1 }
                if left <= right {
                    values.swapAt(left, right)
                    left += 1
                    right -= 1
                }
            }
            if middle <= right {
                high = right
            } else if middle >= left {
                low = left
            } else {
                break
            }
        }
        if count % 2 == 1 { return values[middle] }
        var below = values[0]
        for index in 1..<middle where values[index] > below { below = values[index] }
        return (below + values[middle]) / 2
    }
}
