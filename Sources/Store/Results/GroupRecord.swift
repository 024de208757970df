internal import Foundation
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
            || group.forecast != nil
    }

    /// Code order: bytes of the job group, then of the establishment.
    func isOrdered(before other: GroupRecord) -> Bool {
        if jobGroup != other.jobGroup { return jobGroup.utf8.lexicographicallyPrecedes(other.jobGroup.utf8) }
        return establishment.utf8.lexicographicallyPrecedes(other.establishment.utf8)
    }

    /// As it is stored: without the reference date where that is `asOf`, the date of the run.
    init(_ group: SelectionGroup, keys: PersonKeys, asOf: CalendarDate) {
        self.group = group
        if group.referenceDate == asOf { self.group.referenceDate = nil }
        self.group.missingBirthDates = []
        // Follows from the rest, and is asked for on the night itself only.
        self.group.toCover = 0
        self.group.going = []
        missingBirthDates = group.missingBirthDates.map { keys[$0] }.sorted()
    }

    /// As a run of that date told it: the order was made for a reference date wherever there is a redundancy date.
    func told(by asOf: CalendarDate) -> GroupRecord {
        guard group.redundancyDate != nil, group.referenceDate == nil else { return self }
        var record = self
        record.group.referenceDate = asOf
        return record
    }

    /// From a row of `GroupTable.columns`.
    init(_ row: BulkCursor) throws {
        group = SelectionGroup(jobGroup: row.text(0), establishment: row.text(1), country: row.text(2))
        group.hasStatutoryOrder = row.integer(3) != 0
        group.inService = Int(row.integer(4))
        group.supply = Int(row.integer(5))
        group.surplus = Int(row.integer(6))
        group.redundancyDate = Self.date(row.day(7))
        group.isClosing = row.integer(8) != 0
        group.decisiveDate = Self.date(row.day(9))
        group.referenceDate = Self.date(row.day(10))
        group.heads = Int(row.integer(11))
        group.headsCentiFTE = Int(row.integer(12))
        group.toGo = Int(row.integer(13))
        group.indicatedCentiFTE = Int(row.integer(14))
        group.largestToGo = Int(row.integer(15))
        group.futureHires = Int(row.integer(16))
        group.planRows = Self.numbers(row.text(17))
        missingBirthDates = Self.numbers(row.text(18))
        if !row.isNull(19) {
            group.forecast = try JSONDecoder().decode(GroupForecast.self, from: Data(row.text(19).utf8))
        }
    }

    /// In the order of `GroupTable.columns`, then the runs it is valid for.
    func bind(to statement: BulkStatement, from scan: Int64, to end: Int64) throws {
        statement.bind(group.jobGroup, at: 1)
        statement.bind(group.establishment, at: 2)
        statement.bind(group.country, at: 3)
        statement.bind(group.hasStatutoryOrder ? 1 : 0, at: 4)
        statement.bind(Int64(group.inService), at: 5)
        statement.bind(Int64(group.supply), at: 6)
        statement.bind(Int64(group.surplus), at: 7)
        statement.bind(day: Self.day(group.redundancyDate), at: 8)
        statement.bind(group.isClosing ? 1 : 0, at: 9)
        statement.bind(day: Self.day(group.decisiveDate), at: 10)
        statement.bind(day: Self.day(group.referenceDate), at: 11)
        statement.bind(Int64(group.heads), at: 12)
        statement.bind(Int64(group.headsCentiFTE), at: 13)
        statement.bind(Int64(group.toGo), at: 14)
        statement.bind(Int64(group.indicatedCentiFTE), at: 15)
        statement.bind(Int64(group.largestToGo), at: 16)
        statement.bind(Int64(group.futureHires), at: 17)
        statement.bind(Self.text(group.planRows), at: 18)
        statement.bind(Self.text(missingBirthDates), at: 19)
        if let forecast = group.forecast {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys]
            statement.bind(String(decoding: try encoder.encode(forecast), as: UTF8.self), at: 20)
        } else {
            statement.bindNull(at: 20)
        }
        statement.bind(scan, at: 21)
        statement.bind(end, at: 22)
    }

    private static func date(_ day: Int32) -> CalendarDate? {
        day == ColumnCodec.absent ? nil : CalendarDate(dayNumber: day)
    }

    private static func day(_ date: CalendarDate?) -> Int32 { date?.dayNumber ?? ColumnCodec.absent }

    private static func text(_ numbers: [some BinaryInteger]) -> String {
        numbers.map { String($0) }.joined(separator: ",")
    }

    private static func numbers<Number: FixedWidthInteger>(_ text: String) -> [Number] {
        text.split(separator: ",").compactMap { Number($0) }
    }
}
