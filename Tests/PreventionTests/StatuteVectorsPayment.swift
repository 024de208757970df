import Prevention
import Testing
import Workforce

/// What the law of the Netherlands says of the transition payment. That part of a year counts by day is general
/// knowledge, hence every amount is unverified.
@Suite("Worked examples: the transition payment in the Netherlands")
struct StatuteVectorsPayment {
    /// Leaves by redundancy on `end`, which is the first day that no longer counts.
    static func leaving(
        _ what: String, asOf: String = "2026-05-31", born: String? = "1965-05-05", from hired: String, on end: String,
        wage: Int, is expected: String
    ) -> StatuteVector {
        .netherlands(
            what, asOf: asOf, born: born, hired: hired, exit: end, reason: .redundancy, wage: wage, is: expected,
            "unverified")
    }

    static let payments: [StatuteVector] = [
        leaving(
            "1 year: a third of € 3,000", from: "2025-09-01", on: "2026-09-01", wage: 300_000,
            is: "2026-09-01 €1,000.00"),
        leaving(
            "10 years: ten thirds of € 3,000", from: "2016-09-01", on: "2026-09-01", wage: 300_000,
            is: "2026-09-01 €10,000.00"),
        leaving(
            "half a year, 181 days of 365", asOf: "2026-01-31", from: "2025-09-01", on: "2026-03-01", wage: 300_000,
            is: "2026-03-01 €495.89"),
        leaving("one day of a year", from: "2026-05-31", on: "2026-06-01", wage: 365_000, is: "2026-06-01 €3.33"),
        leaving(
            "182 days of a service year with 366", asOf: "2024-01-31", from: "2023-09-01", on: "2024-03-01",
            wage: 366_000, is: "2024-03-01 €606.67"),
        leaving(
            "half a cent is rounded up: 183/366 of a third of € 2,000.01", asOf: "2024-01-31", from: "2023-09-01",
            on: "2024-03-02", wage: 200_001, is: "2024-03-02 €333.34"),
        leaving(
            "hired on 29 February: 6 years on 1 March", asOf: "2026-01-31", from: "2020-02-29", on: "2026-03-01",
            wage: 300_000, is: "2026-03-01 €6,000.00"),
        leaving(
            "hired on 29 February: 364 days of the sixth year on the 28th", asOf: "2026-01-31", from: "2020-02-29",
            on: "2026-02-28", wage: 300_000, is: "2026-02-28 €5,997.26"),
        leaving(
            "cap of 2021", asOf: "2021-04-30", from: "1981-06-01", on: "2021-06-01", wage: 690_000,
            is: "2021-06-01 €84,000.00"),
        leaving(
            "cap of 2022", asOf: "2022-04-30", from: "1982-06-01", on: "2022-06-01", wage: 700_000,
            is: "2022-06-01 €86,000.00"),
        leaving(
            "cap of 2023", asOf: "2023-04-30", from: "1983-06-01", on: "2023-06-01", wage: 700_000,
            is: "2023-06-01 €89,000.00"),
        leaving(
            "cap of 2024, on its last day", asOf: "2024-10-31", from: "1984-12-31", on: "2024-12-31", wage: 750_000,
            is: "2024-12-31 €94,000.00"),
        leaving(
            "cap of 2025, a day later", asOf: "2024-10-31", from: "1985-01-01", on: "2025-01-01", wage: 750_000,
            is: "2025-01-01 €98,000.00"),
        leaving("cap of 2026", from: "1986-09-01", on: "2026-09-01", wage: 800_000, is: "2026-09-01 €102,000.00"),
        leaving(
            "a year's wage above the cap is the cap", from: "1986-09-01", on: "2026-09-01", wage: 900_000,
            is: "2026-09-01 €108,000.00"),
        leaving(
            "above the cap, within a year's wage", from: "1996-09-01", on: "2026-09-01", wage: 1_200_000,
            is: "2026-09-01 €120,000.00"),
        leaving(
            "the last day of 2026 has a published cap", asOf: "2026-10-31", from: "1986-12-31", on: "2026-12-31",
            wage: 800_000, is: "2026-12-31 €102,000.00"),
        leaving(
            "2027 has none yet: that of 2026, projected", asOf: "2026-10-31", from: "1987-01-01", on: "2027-01-01",
            wage: 800_000, is: "2027-01-01 €102,000.00 projected"),
        leaving(
            "the day before state-pension age", born: "1959-09-01", from: "2016-08-31", on: "2026-08-31", wage: 300_000,
            is: "2026-08-31 €10,000.00"),
        leaving(
            "from state-pension age on: nothing", born: "1959-09-01", from: "2016-08-31", on: "2026-09-01",
            wage: 300_000, is: "none"),
        leaving(
            "left a month ago", asOf: "2026-06-30", from: "2020-05-31", on: "2026-05-31", wage: 300_000,
            is: "2026-05-31 €6,000.00"),
        .netherlands(
            "on the end of the notice: 5 years and 91 days of 365", hired: "2021-07-01", notice: "2026-07-01",
            wage: 365_000, is: "2026-09-30 €6,386.67", "unverified"),
        .netherlands(
            "a fixed term that ends", hired: "2025-08-01", contract: .fixedTerm, contractEnd: "2026-08-01",
            wage: 300_000, is: "2026-08-01 €1,000.00", "unverified"),
        .netherlands(
            "who resigns gets nothing", hired: "2020-01-01", contract: .fixedTerm, contractEnd: "2026-11-30",
            exit: "2026-09-01", reason: .resignation, wage: 300_000, is: "none", "BW 7:673"),
        .netherlands(
            "a contractor gets nothing", hired: "2020-01-01", contract: .contractor, contractEnd: "2026-11-30",
            wage: 300_000, is: "none", "BW 7:673"),
    ]

    @Test("The transition payment", arguments: payments)
    func pays(vector: StatuteVector) throws { try vector.check(.transitionPayment) }
}
