package import Workforce

/// The groups that the plan makes redundant, as the summary of a night lists them (domain rules §3, §4).
///
/// Inside the employer only: groups are named. What an embargo hides is for the caller to leave out, by `planRows`.
package struct PlannedClosures: Equatable, Sendable, Codable {
    package struct Entry: Equatable, Sendable, Codable {
        /// Index into `PreventionResult.groups`.
        package var group: Int
        package var jobGroup: String
        package var establishment: String
        package var country: String
        package var redundancyDate: CalendarDate
        /// t*, the date that the order is made for; of a closing group the date from which nothing is planned.
        package var decisiveDate: CalendarDate
        package var isClosing: Bool
        package var hasStatutoryOrder: Bool
        package var inService: Int
        package var heads: Int
        package var toGo: Int
        /// Hundredths of FTE: the largest surplus, what those indicated are to cover, and what they cover.
        package var surplus: Int
        package var toCover: Int
        package var covered: Int
        package var planRows: [Int]
        /// Future hires into a group with a surplus.
        package var futureHires: Int
        /// People without a birth date who keep the order from being computed.
        package var missingBirthDates: Int
        package var statement: Statement
    }

    /// By redundancy date, then in code order.
    package var entries: [Entry]

    package init(_ result: PreventionResult) {
        entries = result.groups.enumerated().compactMap { index, group in
            guard let date = group.redundancyDate, let decisive = group.decisiveDate else { return nil }
            return Entry(
                group: index, jobGroup: group.jobGroup, establishment: group.establishment, country: group.country,
                redundancyDate: date, decisiveDate: decisive, isClosing: group.isClosing,
                hasStatutoryOrder: group.hasStatutoryOrder, inService: group.inService, heads: group.heads,
                toGo: group.toGo, surplus: group.surplus, toCover: group.toCover, covered: group.indicatedCentiFTE,
                planRows: group.planRows, futureHires: group.futureHires,
                missingBirthDates: group.missingBirthDates.count, statement: group.outlook)
        }
        .sorted { ($0.redundancyDate, $0.group) < ($1.redundancyDate, $1.group) }
    }
}

extension SelectionGroup {
    /// What the plan does to the group, in words; empty without a redundancy date.
    package var outlook: Statement {
        guard let redundancyDate, let decisiveDate else { return Statement(english: "", dutch: "") }
        var statement =
            isClosing
            ? Statement(
                english: "\(jobGroup) in \(establishment) closes on \(decisiveDate.inEnglish): "
                    + "\(Statement.people(heads).english).",
                dutch: "\(jobGroup) in \(establishment) sluit op \(decisiveDate.inDutch): "
                    + "\(Statement.people(heads).dutch).")
            : Statement(
                english: "\(jobGroup) in \(establishment) has a surplus from \(redundancyDate.inEnglish), at most "
                    + "\(Statement.fte(surplus, ".")) FTE.",
                dutch: "\(jobGroup) in \(establishment) heeft boventalligheid vanaf \(redundancyDate.inDutch), "
                    + "hoogstens \(Statement.fte(surplus, ",")) fte.")
        if isClosing, redundancyDate != decisiveDate {
            statement += Statement(
                english: "The first surplus is on \(redundancyDate.inEnglish).",
                dutch: "De eerste boventalligheid is er op \(redundancyDate.inDutch).")
        }
        if hasStatutoryOrder {
            statement += Statement(
                english: "Indicated cover \(Statement.fte(indicatedCentiFTE, ".")) of "
                    + "\(Statement.fte(toCover, ".")) FTE (\(Statement.people(toGo).english)).",
                dutch: "Wie is aangewezen dekt \(Statement.fte(indicatedCentiFTE, ",")) van "
                    + "\(Statement.fte(toCover, ",")) fte (\(Statement.people(toGo).dutch)).")
        } else {
            statement += Statement(
                english: "There is no statutory order in \(country): the group is exposed as a whole.",
                dutch: "In \(country) is er geen wettelijke ontslagvolgorde: de hele groep loopt risico.")
        }
        if !missingBirthDates.isEmpty {
            statement += Statement(
                english: "The order is not computed: \(Statement.people(missingBirthDates.count).english) without a "
                    + "birth date.",
                dutch: "De volgorde is niet berekend: \(Statement.people(missingBirthDates.count).dutch) zonder "
                    + "geboortedatum.")
        }
        if futureHires > 0 {
            statement += Statement(
                english: "Still to start here: \(Statement.people(futureHires).english).",
                dutch: "Begint hier nog: \(Statement.people(futureHires).dutch).")
        }
        return statement
    }
}
