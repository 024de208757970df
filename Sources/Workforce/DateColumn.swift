/// A column of dates, some absent: four bytes a row.
@frozen package struct DateColumn: Equatable, Sendable {
    /// Day numbers; `absent` where there is no date.
    package var days: [Int32]

    /// The mark of a missing date; no supported day has this number.
    @inlinable package static var absent: Int32 { Int32.min }

    @inlinable package init(days: [Int32] = []) { self.days = days }

    @inlinable package init(absent count: Int) { days = Array(repeating: DateColumn.absent, count: count) }

    @inlinable package var count: Int { days.count }

    @inlinable package subscript(row: Int) -> CalendarDate? {
        get { days[row] == DateColumn.absent ? nil : CalendarDate(dayNumber: days[row]) }
        set { days[row] = newValue?.dayNumber ?? DateColumn.absent }
    }

    @inlinable package mutating func append(_ date: CalendarDate?) { days.append(date?.dayNumber ?? DateColumn.absent) }
}
