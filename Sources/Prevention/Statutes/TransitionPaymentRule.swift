package import Workforce

/// The payment on a dismissal: a share of a month's wage for each year of service, up to a cap (NL: BW 7:673).
package struct TransitionPaymentRule: Equatable, Sendable, Codable, StatuteRule {
    /// The most that is paid to whom leaves in a year, or a year's wage where that is more.
    package struct Cap: Equatable, Sendable, Codable {
        package var year: Int
        package var cents: Int
        package var origin: StatuteOrigin

        package init(year: Int, cents: Int, origin: StatuteOrigin) {
            self.year = year
            self.cents = cents
            self.origin = origin
        }
    }

    package var from: CalendarDate
    /// The share of a month's wage for a year of service, as a fraction.
    package var numerator: Int
    package var denominator: Int
    /// Year after year without a gap.
    package var caps: [Cap]
    package var origin: StatuteOrigin

    package init(from: CalendarDate, numerator: Int, denominator: Int, caps: [Cap], origin: StatuteOrigin) {
        self.from = from
        self.numerator = numerator
        self.denominator = denominator
        self.caps = caps
        self.origin = origin
    }

    /// What somebody who leaves on a day would get.
    package func payment(
        monthlyWage: Int, serviceSince: CalendarDate, until end: CalendarDate
    ) -> TransitionPayment? {
        let service = TransitionPayment.Service(from: serviceSince, until: end)
        guard service.years >= 0, let cap = cap(year: end.parts.year) else { return nil }
        let parts = service.years * service.daysOfYear + service.days
        let divisor = denominator * service.daysOfYear
        let uncapped = (2 * monthlyWage * numerator * parts + divisor) / (2 * divisor)
        let limit = max(cap.cap.cents, 12 * monthlyWage)
        return TransitionPayment(
            service: service, uncapped: uncapped, cap: limit, cents: min(uncapped, limit), capYear: cap.cap.year,
            isProjected: cap.isProjected, origin: origin.joined(with: cap.cap.origin))
    }

    /// The cap of a year: beyond the last published one its cap, before the first that one, which is then unverified.
    private func cap(year: Int) -> (cap: Cap, isProjected: Bool)? {
        guard var first = caps.first, let last = caps.last else { return nil }
        if let published = caps.first(where: { $0.year == year }) { return (published, false) }
        first.origin.certainty = .unverified
        return year > last.year ? (last, true) : (first, false)
    }
}
