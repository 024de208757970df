import Prevention
import Testing

/// When state pension begins in the Netherlands and in Belgium.
@Suite("Worked examples: state pension")
struct StatuteVectorsPension {
    static func born(_ birth: String, _ what: String, is expected: String, _ source: String = "AOW art. 7a")
        -> StatuteVector
    {
        .netherlands(what, born: birth, hired: "2000-01-01", notice: "2026-06-30", is: expected, source)
    }

    static let pensions: [StatuteVector] = [
        born("1956-06-15", "66 years and 10 months, reached in 2023", is: "2023-04-15", "unverified"),
        born("1957-02-28", "66 and 10 months, reached on 28 December 2023", is: "2023-12-28", "unverified"),
        born("1957-03-01", "66 and 10 months would be reached in 2024: 67", is: "2024-03-01"),
        born("1959-06-15", "67 in 2026", is: "2026-06-15"),
        born("1960-02-29", "67 on a day that 2027 has not: 1 March", is: "2027-03-01"),
        born("1960-12-31", "67 on the last day of 2027: 67", is: "2027-12-31"),
        born("1961-01-01", "67 on the first day of 2028: 67 and 3 months", is: "2028-04-01"),
        born("1961-11-30", "three months from 30 November end with February", is: "2029-02-28"),
        born("1964-02-29", "67 years and 3 months after birth", is: "2031-05-29"),
        born("1964-12-31", "67 on the last day of 2031: published", is: "2032-03-31"),
        born("1965-01-01", "67 in 2032: not published yet", is: "2032-04-01 projected"),
        .belgium(
            "born in 1959: 65, on the first of the next month", born: "1959-12-31", hired: "2014-01-01",
            notice: "2026-06-29", is: "2025-01-01", "unverified"),
        .belgium(
            "born in 1960: 66", born: "1960-01-01", hired: "2014-01-01", notice: "2026-06-29", is: "2026-02-01",
            "unverified"),
        .belgium(
            "born on the last day of 1963: 66", born: "1963-12-31", hired: "2014-01-01", notice: "2026-06-29",
            is: "2030-01-01", "unverified"),
        .belgium(
            "born on the first day of 1964: 67", born: "1964-01-01", hired: "2014-01-01", notice: "2026-06-29",
            is: "2031-02-01", "unverified"),
    ]

    @Test("The pension date", arguments: pensions)
    func begins(vector: StatuteVector) throws { try vector.check(.pensionDate) }
}
