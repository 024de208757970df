import Prevention
import Testing
import Workforce

/// What the law of the Netherlands says of notice; every end is the last day of a month.
@Suite("Worked examples: notice in the Netherlands")
struct StatuteVectorsNotice {
    static let law = "BW 7:672"

    static let noticeEnd: [StatuteVector] = [
        .netherlands(
            "a day less than 5 years: 1 month", hired: "2021-07-02", notice: "2026-07-01", is: "2026-08-31", law),
        .netherlands("5 years to the day: 2 months", hired: "2021-07-01", notice: "2026-07-01", is: "2026-09-30", law),
        .netherlands(
            "a day less than 10 years: 2 months", hired: "2016-07-02", notice: "2026-07-01", is: "2026-09-30", law),
        .netherlands("10 years to the day: 3 months", hired: "2016-07-01", notice: "2026-07-01", is: "2026-10-31", law),
        .netherlands(
            "a day less than 15 years: 3 months", hired: "2011-07-02", notice: "2026-07-01", is: "2026-10-31", law),
        .netherlands("15 years to the day: 4 months", hired: "2011-07-01", notice: "2026-07-01", is: "2026-11-30", law),
        .netherlands(
            "given on 31 January, ends with February", hired: "2025-01-01", notice: "2026-01-31", is: "2026-02-28", law),
        .netherlands(
            "given on 31 January of a leap year", hired: "2024-01-01", notice: "2028-01-31", is: "2028-02-29", law),
        .netherlands(
            "given on 31 October, 4 months on", hired: "2000-01-01", notice: "2025-10-31", is: "2026-02-28", law),
        .netherlands("given on New Year's Eve", hired: "2012-05-01", notice: "2026-12-31", is: "2027-03-31", law),
        .netherlands(
            "hired on 29 February: 5 years not yet on the 28th", hired: "2020-02-29", notice: "2025-02-28",
            is: "2025-03-31", law),
        .netherlands(
            "hired on 29 February: 5 years on 1 March", hired: "2020-02-29", notice: "2025-03-01", is: "2025-05-31", law
        ),
        .netherlands(
            "service with a predecessor counts", hired: "2024-01-01", serviceSince: "2015-01-01", notice: "2026-06-15",
            is: "2026-09-30", law),
        .netherlands(
            "the day before state-pension age: 4 months", born: "1959-03-15", hired: "1990-01-01", notice: "2026-03-14",
            is: "2026-07-31", law),
        .netherlands(
            "from state-pension age on: 1 month", born: "1959-03-15", hired: "1990-01-01", notice: "2026-03-15",
            is: "2026-04-30", law),
        .netherlands(
            "declared redundant, no notice yet: as if given then", hired: "2014-06-30", declared: "2026-06-30",
            is: "2026-09-30", law),
        .netherlands(
            "an agency worker has no statutory notice", hired: "2014-06-30", contract: .agency, notice: "2026-06-30",
            is: "none", law),
    ]

    @Test("The end of a notice by the employer", arguments: noticeEnd)
    func ends(vector: StatuteVector) throws { try vector.check(.noticeEnd) }

    static let ownNotice: [StatuteVector] = [
        .netherlands(
            "an employee's own notice is 1 month, whatever the service", hired: "1990-01-01", notice: "2026-06-30",
            is: "2026-07-31", law),
        .netherlands("given on New Year's Eve", hired: "1990-01-01", notice: "2026-12-31", is: "2027-01-31", law),
        .netherlands(
            "given on 31 January of a leap year", hired: "2027-01-01", notice: "2028-01-31", is: "2028-02-29", law),
    ]

    @Test("The end of a notice by the employee", arguments: ownNotice)
    func own(vector: StatuteVector) throws { try vector.check(.employeeNoticeEnd) }

    static let latest: [StatuteVector] = [
        .netherlands(
            "1 month, to be out by 1 October", asOf: "2026-01-31", hired: "2022-01-01", closes: "2026-10-01",
            is: "2026-08-31", law),
        .netherlands(
            "1 month, to be out by 30 September", asOf: "2026-01-31", hired: "2022-01-01", closes: "2026-09-30",
            is: "2026-08-31", law),
        .netherlands(
            "1 month, to be out by 29 September: a month earlier", asOf: "2026-01-31", hired: "2022-01-01",
            closes: "2026-09-29", is: "2026-07-31", law),
        .netherlands(
            "4 months, to be out with the year", asOf: "2026-01-31", hired: "2010-01-01", closes: "2026-12-31",
            is: "2026-08-31", law),
        .netherlands(
            "4 months, to be out with February", asOf: "2026-01-31", hired: "2010-01-01", closes: "2027-02-28",
            is: "2026-10-31", law),
        .netherlands(
            "5 years come in time for the longer notice", asOf: "2026-01-31", hired: "2021-09-15", closes: "2026-11-30",
            is: "2026-09-30", law),
        .netherlands(
            "notice goes out the day before 5 years", asOf: "2026-01-31", hired: "2021-10-15", closes: "2026-11-30",
            is: "2026-10-14", law),
        .netherlands(
            "whoever retires first is not given notice", asOf: "2026-01-31", born: "1959-10-10", hired: "2010-01-01",
            closes: "2026-12-31", is: "none", law),
    ]

    @Test("The latest day to give notice", arguments: latest)
    func lasts(vector: StatuteVector) throws { try vector.check(.noticeLatest) }

    static let notification: [StatuteVector] = [
        .netherlands(
            "a month before the first notice", asOf: "2026-01-31", hired: "2010-01-01", closes: "2026-12-31",
            is: "2026-07-31", "Wet melding collectief ontslag"),
        .netherlands(
            "a month before 31 October is 30 September", asOf: "2026-01-31", hired: "2010-01-01", closes: "2027-02-28",
            is: "2026-09-30", "Wet melding collectief ontslag"),
        .belgium(
            "30 days before the first notice", asOf: "2026-01-31", hired: "2017-03-02", closes: "2026-12-31",
            is: "2026-05-01", "unverified"),
    ]

    @Test("The latest day to notify a collective redundancy", arguments: notification)
    func notifies(vector: StatuteVector) throws { try vector.check(.collectiveNotificationLatest, ofEvent: true) }

    static let redeployment: [StatuteVector] = [
        .netherlands(
            "as long as the notice, 3 months", hired: "2014-01-01", notice: "2026-06-30", is: "2026-09-30",
            "Ontslagregeling art. 10"),
        .netherlands(
            "1 month from 31 January", hired: "2025-01-01", notice: "2026-01-31", is: "2026-02-28",
            "Ontslagregeling art. 10"),
        .netherlands(
            "from the declaration of redundancy", hired: "2018-06-15", declared: "2026-06-15", is: "2026-08-15",
            "Ontslagregeling art. 10"),
        .netherlands(
            "4 months from 30 November, not to the end of a month", hired: "2000-01-01", notice: "2025-11-30",
            is: "2026-03-30", "Ontslagregeling art. 10"),
        .netherlands(
            "past state-pension age 1 month", born: "1959-01-01", hired: "2000-01-01", notice: "2026-06-10",
            is: "2026-07-10", "Ontslagregeling art. 10"),
        .netherlands(
            "planned: from the latest day to give notice", asOf: "2026-01-31", hired: "2010-01-01",
            closes: "2026-12-31", is: "2026-12-31", "Ontslagregeling art. 10"),
    ]

    @Test("The redeployment term", arguments: redeployment)
    func redeploys(vector: StatuteVector) throws { try vector.check(.redeploymentEnd) }
}
