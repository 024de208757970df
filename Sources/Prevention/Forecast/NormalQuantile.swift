import Foundation

/// The standard normal distribution, by its quantiles.
enum NormalQuantile {
    /// `count` equally likely values of the standard normal distribution, ascending: the middle of each slice.
    ///
    /// A thousand draws that cover the distribution evenly tell as much as many more that fall as they may.
    static func even(_ count: Int) -> [Double] {
        (0..<count).map { value(at: (Double($0) + 0.5) / Double(count)) }
    }

    /// The value below which a share of the distribution lies; by bisection of the error function, once for a run.
    static func value(at share: Double) -> Double {
        // The middle is met exactly: whether a plan comes about hangs on the error's sign.
        if share == 0.5 { return 0 }
        var low = -9.0
        var high = 9.0
        while high - low > 1e-12 {
            let middle = (low + high) / 2
            if 0.5 * erfc(-middle / 2.0.squareRoot()) < share { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }
}
