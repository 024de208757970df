#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The line through the log odds of outcomes over the log odds of forecasts, by maximum likelihood (Cox's calibration):
/// slope 1 and intercept 0 are calibrated.
///
/// Forecasts of exactly 0 or 1 have no odds and are left out. The others are taken by hundredths of probability, in which
/// they are stored.
struct LogisticCalibration {
    private(set) var slope = 1.0
    private(set) var intercept = 0.0

    /// Nil where there are not two different forecasts, or outcomes of one kind only, or the kinds fall apart.
    init?(_ totals: ForecastTotals) {
        let points = totals.cells.compactMap { cell -> (x: Double, pairs: Double, events: Double)? in
            let forecast = cell.forecast / cell.pairs
            guard cell.pairs > 0, forecast > 0, forecast < 1 else { return nil }
            return (log(forecast / (1 - forecast)), cell.pairs, cell.events)
        }
        let events = points.reduce(0) { $0 + $1.events }
        guard points.count > 1, events > 0, points.contains(where: { $0.events < $0.pairs }) else { return nil }
        for _ in 0..<100 {
            var (gradient0, gradient1, hessian00, hessian01, hessian11) = (0.0, 0.0, 0.0, 0.0, 0.0)
            for point in points {
                let chance = 1 / (1 + exp(-(intercept + slope * point.x)))
                let rest = point.events - point.pairs * chance
                let weight = point.pairs * chance * (1 - chance)
                gradient0 += rest
                gradient1 += rest * point.x
                hessian00 += weight
                hessian01 += weight * point.x
                hessian11 += weight * point.x * point.x
            }
            let determinant = hessian00 * hessian11 - hessian01 * hessian01
            guard determinant > 1e-12 * hessian00 * hessian11 else { return nil }
            // A step of more than 2 in either would throw the next one off.
            let step0 = max(-2, min(2, (hessian11 * gradient0 - hessian01 * gradient1) / determinant))
            let step1 = max(-2, min(2, (hessian00 * gradient1 - hessian01 * gradient0) / determinant))
            intercept += step0
            slope += step1
            if abs(step0) + abs(step1) < 1e-9 { return }
            if abs(slope) > 50 { return nil }
        }
        return nil
    }
}
