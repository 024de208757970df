import Prevention
import Testing
import Workforce

/// What the law of the Netherlands says of fixed terms. A contract's end is the first day that no longer counts.
@Suite("Worked examples: fixed terms in the Netherlands")
struct StatuteVectorsFixedTerm {
    static func term(
        _ what: String, asOf: String, from hired: String, to end: String, renewal: Renewal = .absent,
        declared: String? = nil, wage: Int? = nil, is expected: String, _ source: String = "BW 7:668"
    ) -> StatuteVector {
        .netherlands(
            what, asOf: asOf, hired: hired, contract: .fixedTerm, contractEnd: end, renewal: renewal,
            declared: declared, wage: wage, is: expected, source)
    }

    static let nonRenewal: [StatuteVector] = [
        term("a month before the end", asOf: "2026-09-30", from: "2026-01-01", to: "2026-12-31", is: "2026-11-30"),
        term("a month before 31 October", asOf: "2026-06-30", from: "2025-11-01", to: "2026-10-31", is: "2026-09-30"),
        term("a month before 31 March", asOf: "2026-10-31", from: "2026-01-01", to: "2027-03-31", is: "2027-02-28"),
        term(
            "a month before 31 March of a leap year", asOf: "2027-12-31", from: "2027-01-01", to: "2028-03-31",
            is: "2028-02-29"),
        term("six months to the day", asOf: "2026-06-30", from: "2026-03-15", to: "2026-09-15", is: "2026-08-15"),
        term(
            "a day less than six months: none is needed", asOf: "2026-06-30", from: "2026-03-15", to: "2026-09-14",
            is: "none"),
        term(
            "six months from 31 August end with February", asOf: "2026-09-30", from: "2026-08-31", to: "2027-02-28",
            is: "2027-01-28"),
        term(
            "on the last day it is in time", asOf: "2026-07-01", from: "2025-08-01", to: "2026-08-01", wage: 310_000,
            is: "2026-07-01"),
        term(
            "10 days late of 31: 10/31 of a month's wage", asOf: "2026-07-11", from: "2025-08-01", to: "2026-08-01",
            wage: 310_000, is: "2026-07-01 €1,000.00"),
        term(
            "11 days late of 31, to the cent", asOf: "2026-07-12", from: "2025-08-01", to: "2026-08-01",
            wage: 300_000, is: "2026-07-01 €1,064.52"),
        term(
            "30 days late of 31", asOf: "2026-07-31", from: "2025-08-01", to: "2026-08-01", wage: 310_000,
            is: "2026-07-01 €3,000.00"),
        term(
            "7 days late in a month of 28", asOf: "2026-03-07", from: "2025-03-28", to: "2026-03-28", wage: 280_000,
            is: "2026-02-28 €700.00"),
        term(
            "a contract that is renewed", asOf: "2026-06-30", from: "2025-08-01", to: "2026-08-01", renewal: .yes,
            declared: "2026-06-30", is: "none"),
        .netherlands("a permanent contract", hired: "2020-01-01", notice: "2026-06-30", is: "none", "BW 7:668"),
    ]

    @Test("The notice of non-renewal", arguments: nonRenewal)
    func says(vector: StatuteVector) throws { try vector.check(.nonRenewalNotice) }

    static let chain: [StatuteVector] = [
        term(
            "36 months from 1 September", asOf: "2026-06-30", from: "2023-09-01", to: "2026-10-31", is: "2026-09-01",
            "BW 7:668a"),
        .netherlands(
            "a predecessor's contracts count", hired: "2025-01-01", serviceSince: "2023-11-30", contract: .fixedTerm,
            contractEnd: "2026-12-15", is: "2026-11-30", "BW 7:668a"),
        .netherlands(
            "36 months from 29 February", asOf: "2026-12-31", hired: "2024-02-29", contract: .fixedTerm,
            contractEnd: "2027-03-31", is: "2027-02-28", "BW 7:668a"),
        .netherlands(
            "a permanent contract is in no chain", hired: "2024-02-29", notice: "2026-06-30", is: "none", "BW 7:668a"),
    ]

    @Test("The chain rule", arguments: chain)
    func chains(vector: StatuteVector) throws { try vector.check(.chainRule) }
}
