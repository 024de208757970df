import Prevention

/// Figures as the text writes them: the value, and in brackets its interval where there is one.
extension BacktestText {
    private var numbers: SpokenNumbers { SpokenNumbers(isDutch: isDutch) }

    func counted(_ value: Int) -> String { numbers.counted(value) }

    func decimal(_ estimate: BacktestResult.Estimate, places: Int) -> String {
        ranged(estimate) { numbers.fixed($0, places: places) }
    }

    /// Below ten with a decimal, since 0 and 0.4 of a hundred are not the same.
    func percent(_ estimate: BacktestResult.Estimate) -> String {
        ranged(estimate, unit: " %") { hundredths($0, as: estimate) }
    }

    /// How many of a hundred people.
    func hundred(_ estimate: BacktestResult.Estimate) -> String { ranged(estimate) { hundredths($0, as: estimate) } }

    func days(_ estimate: BacktestResult.Estimate) -> String { ranged(estimate) { numbers.fixed($0, places: 0) } }

    private func hundredths(_ value: Double, as estimate: BacktestResult.Estimate) -> String {
        numbers.fixed(value * 100, places: abs(estimate.value) < 0.1 ? 1 : 0)
    }

    private func ranged(
        _ estimate: BacktestResult.Estimate, unit: String = "", _ write: (Double) -> String
    ) -> String {
        guard let low = estimate.low, let high = estimate.high else { return write(estimate.value) + unit }
        return "\(write(estimate.value))\(unit) (\(write(low)) \(say("to", "tot")) \(write(high)))"
    }
}
