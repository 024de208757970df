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
        let slope = Self.slope(logs, years)
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
            slopes.append(Self.slope(resampled, years))
        }
        slopes.sort()
        // The nearest rank of 0.90: the upper end of the 80 % interval.
        guard slopes[(Self.resamples * 9 + 9) / 10 - 1] < 0 else { return nil }
        let recent = count - Self.fewestPoints
        isGoingOn = -expm1(Self.slope(Array(logs[recent...]), Array(years[recent...]))) >= Self.leastDecline
        self.slope = slope
        self.slopes = slopes
        points = count
    }

    /// The median of the slopes between all pairs.
    private static func slope(_ values: [Double], _ times: [Double]) -> Double {
        var slopes: [Double] = []
        slopes.reserveCapacity(values.count * (values.count - 1) / 2)
        for right in values.indices {
            for left in 0..<right { slopes.append((values[right] - values[left]) / (times[right] - times[left])) }
        }
        return median(slopes)
    }

    private static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }
}
