internal import GRDB
package import Prevention
internal import Workforce

/// A selection group as it is stored: persons by key, not by row.
package struct GroupRecord: Equatable, Sendable {
    /// As the run found it, without `missingBirthDates`, which speak of rows.
    package var group: SelectionGroup
    /// Persons whose missing birth date kept the order from being computed (domain rules §4.6).
    package var missingBirthDates: [PersonKey]

    package var jobGroup: String { group.jobGroup }
    package var establishment: String { group.establishment }

    /// Whether the plan, or anything else, takes people away from it.
    var isAffected: Bool {
        group.redundancyDate != nil || group.surplus > 0 || group.isClosing || group.largestToGo > 0
    }

    init(_ group: SelectionGroup, keys: [Int64]) {
        self.group = group
        self.group.missingBirthDates = []
        missingBirthDates = group.missingBirthDates.map { keys[$0] }.sorted()
    }

    init(_ row: Row) throws {
        group = SelectionGroup(jobGroup: row[0], establishment: row[1], country: row[2])
        group.hasStatutoryOrder = row[3]
        group.inService = row[4]
        group.supply = row[5]
        group.surplus = row[6]
        group.redundancyDate = (row[7] as Int32?).map(CalendarDate.init(dayNumber:))
        group.isClosing = row[8]
        group.decisiveDate = (row[9] as Int32?).map(CalendarDate.init(dayNumber:))
        group.referenceDate = (row[10] as Int32?).map(CalendarDate.init(dayNumber:))
        group.heads = row[11]
        group.headsCentiFTE = row[12]
        group.toGo = row[13]
        group.indicatedCentiFTE = row[14]
        group.largestToGo = row[15]
        group.futureHires = row[16]
        group.planRows = Self.numbers(row[17])
        missingBirthDates = Self.numbers(row[18])
    }

    /// In the order of `GroupTable.columns`.
    var arguments: StatementArguments {
        [
            group.jobGroup, group.establishment, group.country, group.hasStatutoryOrder, group.inService, group.supply,
            group.surplus, group.redundancyDate?.dayNumber, group.isClosing, group.decisiveDate?.dayNumber,
            group.referenceDate?.dayNumber, group.heads, group.headsCentiFTE, group.toGo, group.indicatedCentiFTE,
            group.largestToGo, group.futureHires, Self.text(group.planRows), Self.text(missingBirthDates),
        ]
    }

    private static func text(_ numbers: [some BinaryInteger]) -> String {
        numbers.map { String($0) }.joined(separator: ",")
    }

    private static func numbers<Number: FixedWidthInteger>(_ text: String) -> [Number] {
        text.split(separator: ",").compactMap { Number($0) }
    }
}
