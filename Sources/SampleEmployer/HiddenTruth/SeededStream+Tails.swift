/// Chance with heavier tails than a bell: what goes wrong mostly goes wrong a little, and now and then badly.
extension SeededStream {
    /// A number around 0 from the two-sided Pareto distribution of the second kind (Lomax) with shape 4, cut off at ± 0.8.
    ///
    /// Shape 4, since that is the heaviest whole shape that still has a variance to compare by: the fourth moment is
    /// infinite. `deviation` is the standard deviation before the cut, which takes little away. Its quantile function
    /// needs square roots and no logarithm: the same bytes on every machine.
    mutating func shock(deviation: Double) -> Double {
        let scale = deviation * 3.0.squareRoot()
        let size = scale * (1 / (1 - share()).squareRoot().squareRoot() - 1)
        return (chance(500) ? 1 : -1) * min(size, 0.8)
    }

    /// Months of delay, 0 to 9: six plans of ten keep their date, the others slip, most of them a little.
    mutating func delay() -> Int {
        if chance(600) { return 0 }
        let skew = share()
        return 1 + Int(skew * skew * 9)
    }
}
