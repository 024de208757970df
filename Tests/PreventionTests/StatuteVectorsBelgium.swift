import Prevention
import Testing
import Workforce

/// What the law of Belgium says of notice and outplacement. The notice begins on the day named, and its end is the first
/// day after it.
@Suite("Worked examples: notice in Belgium")
struct StatuteVectorsBelgium {
    static let law = "wet van 3 juli 1978, art. 37/2"
    /// A Monday, on which the periods of the table begin.
    static let start = "2026-03-02"

    static let table: [StatuteVector] = [
        .belgium("a day less than 3 months: 1 week", hired: "2025-12-03", notice: start, is: "2026-03-09", law),
        .belgium("3 months: 3 weeks", hired: "2025-12-02", notice: start, is: "2026-03-23", law),
        .belgium("a day less than 4 months: 3 weeks", hired: "2025-11-03", notice: start, is: "2026-03-23", law),
        .belgium("4 months: 4 weeks", hired: "2025-11-02", notice: start, is: "2026-03-30", law),
        .belgium("a day less than 5 months: 4 weeks", hired: "2025-10-03", notice: start, is: "2026-03-30", law),
        .belgium("5 months: 5 weeks", hired: "2025-10-02", notice: start, is: "2026-04-06", law),
        .belgium("a day less than 6 months: 5 weeks", hired: "2025-09-03", notice: start, is: "2026-04-06", law),
        .belgium("6 months: 6 weeks", hired: "2025-09-02", notice: start, is: "2026-04-13", law),
        .belgium("a day less than 9 months: 6 weeks", hired: "2025-06-03", notice: start, is: "2026-04-13", law),
        .belgium("9 months: 7 weeks", hired: "2025-06-02", notice: start, is: "2026-04-20", law),
        .belgium("a day less than a year: 7 weeks", hired: "2025-03-03", notice: start, is: "2026-04-20", law),
        .belgium("1 year: 8 weeks", hired: "2025-03-02", notice: start, is: "2026-04-27", law),
        .belgium("15 months: 9 weeks", hired: "2024-12-02", notice: start, is: "2026-05-04", law),
        .belgium("18 months: 10 weeks", hired: "2024-09-02", notice: start, is: "2026-05-11", law),
        .belgium("21 months: 11 weeks", hired: "2024-06-02", notice: start, is: "2026-05-18", law),
        .belgium("a day less than 2 years: 11 weeks", hired: "2024-03-03", notice: start, is: "2026-05-18", law),
        .belgium("2 years: 12 weeks", hired: "2024-03-02", notice: start, is: "2026-05-25", law),
        .belgium("3 years: 13 weeks", hired: "2023-03-02", notice: start, is: "2026-06-01", law),
        .belgium("a day less than 4 years: 13 weeks", hired: "2022-03-03", notice: start, is: "2026-06-01", law),
        .belgium("4 years: 15 weeks", hired: "2022-03-02", notice: start, is: "2026-06-15", law),
        .belgium("a day less than 5 years: 15 weeks", hired: "2021-03-03", notice: start, is: "2026-06-15", law),
        .belgium("5 years: 18 weeks", hired: "2021-03-02", notice: start, is: "2026-07-06", law),
        .belgium("6 years: 21 weeks", hired: "2020-03-02", notice: start, is: "2026-07-27", law),
        .belgium("7 years: 24 weeks", hired: "2019-03-02", notice: start, is: "2026-08-17", law),
        .belgium("8 years: 27 weeks", hired: "2018-03-02", notice: start, is: "2026-09-07", law),
        .belgium("a day less than 9 years: 27 weeks", hired: "2017-03-03", notice: start, is: "2026-09-07", law),
        .belgium("9 years: 30 weeks", hired: "2017-03-02", notice: start, is: "2026-09-28", law),
        .belgium("10 years: 33 weeks", hired: "2016-03-02", notice: start, is: "2026-10-19", law),
        .belgium("11 years: 36 weeks", hired: "2015-03-02", notice: start, is: "2026-11-09", law),
        .belgium("12 years: 39 weeks", hired: "2014-03-02", notice: start, is: "2026-11-30", law),
        .belgium("13 years: 42 weeks", hired: "2014-03-01", notice: "2027-03-01", is: "2027-12-20", law),
        .belgium("19 years: 60 weeks", hired: "2014-03-01", notice: "2033-03-01", is: "2034-04-25", law),
        .belgium("20 years: 62 weeks", hired: "2014-03-01", notice: "2034-03-01", is: "2035-05-09", law),
        .belgium("21 years: 63 weeks", hired: "2014-03-01", notice: "2035-03-01", is: "2036-05-15", law),
        .belgium("22 years: 64 weeks", hired: "2014-03-01", notice: "2036-03-01", is: "2037-05-23", law),
        .belgium("23 years: 65 weeks", hired: "2014-03-01", notice: "2037-03-01", is: "2038-05-30", law),
        .belgium("30 years: 72 weeks", hired: "2014-03-01", notice: "2044-03-01", is: "2045-07-18", law),
        .belgium(
            "hired on 29 February: a year not yet on the 28th", hired: "2024-02-29", notice: "2025-02-28",
            is: "2025-04-18", law),
        .belgium(
            "hired on 29 February: a year on 1 March", hired: "2024-02-29", notice: "2025-03-01", is: "2025-04-26", law),
        .belgium(
            "3 months from 30 November end with February", hired: "2025-11-30", notice: "2026-02-28", is: "2026-03-21",
            law),
        .belgium("the day before they do", hired: "2025-11-30", notice: "2026-02-27", is: "2026-03-06", law),
        .belgium(
            "hired on the first day of 2014: weeks alone", hired: "2014-01-01", notice: start, is: "2026-11-30", law),
    ]

    @Test("The end of a notice by the employer, hired since 2014", arguments: table)
    func ends(vector: StatuteVector) throws { try vector.check(.noticeEnd) }

    static let special: [StatuteVector] = [
        .belgium(
            "hired on the last day of 2013: 3 months and 39 weeks", hired: "2013-12-31", notice: start,
            is: "2027-03-02", "unverified"),
        .belgium(
            "5 years on the first day of 2014: still one period of 5 years", hired: "2009-01-01", notice: start,
            is: "2027-03-02", "unverified"),
        .belgium(
            "a second period begun by the end of 2013: 6 months and 39 weeks", hired: "2008-12-31", notice: start,
            is: "2027-06-02", "unverified"),
        .belgium(
            "the day before pension age: 36 weeks", born: "1960-05-10", hired: "2014-06-01", notice: "2026-05-31",
            is: "2027-02-07", law),
        .belgium(
            "from pension age on: at most 26 weeks", born: "1960-05-10", hired: "2014-06-01", notice: "2026-06-01",
            is: "2026-11-30", "unverified"),
        .belgium(
            "contract of 31 May 2026, 18 years of service: 57 weeks", hired: "2026-05-31", serviceSince: "2014-06-01",
            notice: "2032-06-01", is: "2033-07-05", law),
        .belgium(
            "contract of 1 June 2026, 18 years of service: at most 52 weeks", hired: "2026-06-01",
            serviceSince: "2014-06-01", notice: "2032-06-01", is: "2033-05-31", "unverified"),
        .belgium(
            "contract of 1 June 2026, half a year: 6 weeks are under the cap", hired: "2026-06-01",
            notice: "2026-12-07", is: "2027-01-18", law),
        .belgium(
            "past pension age with 2 years of service: 12 weeks are under 26", born: "1960-05-10",
            hired: "2024-06-01", notice: "2026-06-01", is: "2026-08-24", law),
    ]

    @Test("The end of a notice by the employer, special cases", arguments: special)
    func endsSpecially(vector: StatuteVector) throws { try vector.check(.noticeEnd) }

    static let own: [StatuteVector] = [
        .belgium(
            "own notice at 3 months of service: 2 weeks", hired: "2025-12-02", notice: start, is: "2026-03-16",
            "unverified"),
        .belgium("own notice at 4 years: 7 weeks", hired: "2022-03-02", notice: start, is: "2026-04-20", "unverified"),
        .belgium(
            "own notice from 8 years on: 13 weeks", hired: "2014-01-01", notice: start, is: "2026-06-01", "unverified"),
    ]

    @Test("The end of a notice by the employee", arguments: own)
    func ownEnds(vector: StatuteVector) throws { try vector.check(.employeeNoticeEnd) }

    static let latest: [StatuteVector] = [
        .belgium(
            "30 weeks from Monday 1 June end before the day: said by Sunday 31 May", asOf: "2026-01-31",
            hired: "2017-03-02", closes: "2026-12-31", is: "2026-05-31", law),
        .belgium(
            "27 weeks, before 9 years bring 30", asOf: "2026-01-31", hired: "2017-08-01", closes: "2026-12-31",
            is: "2026-06-21", law),
        .belgium(
            "30 weeks that would begin on a Wednesday begin on the Monday before", asOf: "2026-11-29",
            hired: "2017-09-01", closes: "2027-09-01", is: "2027-01-31", law),
        .belgium(
            "a period that ends on the day itself begins on that Monday", asOf: "2026-01-31", hired: "2017-03-02",
            closes: "2026-12-28", is: "2026-05-31", law),
        .belgium(
            "a day less, and it begins a week before", asOf: "2026-01-31", hired: "2017-03-02", closes: "2026-12-27",
            is: "2026-05-24", law),
    ]

    @Test("The latest day to give notice", arguments: latest)
    func lasts(vector: StatuteVector) throws { try vector.check(.noticeLatest) }

    static let outplacement: [StatuteVector] = [
        .belgium(
            "30 weeks of notice: the general regime", hired: "2017-03-02", notice: start, is: "2026-03-02", "11/1"),
        .belgium(
            "27 weeks at 46: the special regime", born: "1980-01-01", hired: "2017-03-03", notice: start,
            is: "2026-03-02", "art. 13"),
        .belgium("45 to the day", born: "1981-03-02", hired: "2017-03-03", notice: start, is: "2026-03-02", "art. 13"),
        .belgium(
            "45 a day later: no right", born: "1981-03-03", hired: "2017-03-03", notice: start, is: "none", "art. 13"),
        .belgium(
            "a year of service to the day", born: "1970-01-01", hired: "2025-03-02", notice: start, is: "2026-03-02",
            "art. 13"),
        .belgium(
            "a year of service a day later: no right", born: "1970-01-01", hired: "2025-03-03", notice: start,
            is: "none", "art. 13"),
        .belgium(
            "general regime for the young", born: "1995-01-01", hired: "2015-03-02", notice: start, is: "2026-03-02",
            "11/1"),
        .belgium(
            "dismissed for cause: no right", hired: "2015-03-02", notice: start, reason: .cause, is: "none", "11/1"),
        .belgium(
            "past pension age: no right", born: "1959-01-01", hired: "2015-03-02", notice: start, is: "none", "11/1"),
    ]

    @Test("The right to outplacement", arguments: outplacement)
    func rights(vector: StatuteVector) throws { try vector.check(.outplacementRight) }

    static let offered: [StatuteVector] = [
        .belgium(
            "general regime: within 4 weeks of the start of the notice", hired: "2017-03-02", notice: start,
            is: "2026-03-30", "11/1"),
        .belgium(
            "special regime: within 15 days after the end", hired: "2017-03-03", notice: start, is: "2026-09-22",
            "unverified"),
        .belgium(
            "planned: 4 weeks from the Monday on which the latest notice begins", asOf: "2026-01-31",
            hired: "2017-03-02",
            closes: "2026-12-31", is: "2026-06-29", "11/1"),
    ]

    @Test("The last day to offer it", arguments: offered)
    func offers(vector: StatuteVector) throws { try vector.check(.outplacementOffer) }
}
