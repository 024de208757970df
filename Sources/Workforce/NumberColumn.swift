/// A column of integers in a stated unit (cents, hundredths of hours), some absent: four bytes a row.
@frozen package struct NumberColumn: Equatable, Sendable {
    package var values: [Int32]

    /// The mark of a missing number.
    @inlinable package static var absent: Int32 { Int32.min }

    @inlinable package init(values: [Int32] = []) { self.values = values }

    @inlinable package init(absent count: Int) { values = Array(repeating: NumberColumn.absent, count: count) }

    @inlinable package var count: Int { values.count }

    @inlinable package subscript(row: Int) -> Int? {
        get { values[row] == NumberColumn.absent ? nil : Int(values[row]) }
        set { values[row] = newValue.map(Int32.init(clamping:)) ?? NumberColumn.absent }
    }

    @inlinable package mutating func append(_ value: Int?) {
        values.append(value.map(Int32.init(clamping:)) ?? NumberColumn.absent)
    }
}
