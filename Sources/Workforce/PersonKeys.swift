/// The persons behind the rows of a workforce, by the keys that the database knows them by: four bytes a row, since keys
/// are given out one after the other from 0 and four thousand million people are nobody's workforce.
@frozen package struct PersonKeys: Equatable, Sendable {
    @usableFromInline var numbers: [UInt32]

    package init(numbers: [UInt32] = []) { self.numbers = numbers }

    /// - Precondition: keys are 0 and up and fit four bytes.
    package init(_ keys: some Sequence<Int64>) { numbers = keys.map { UInt32($0) } }

    package mutating func append(contentsOf keys: some Sequence<Int64>) {
        numbers.append(contentsOf: keys.map { UInt32($0) })
    }
}

extension PersonKeys: RandomAccessCollection {
    @inlinable package var startIndex: Int { 0 }
    @inlinable package var endIndex: Int { numbers.count }
    @inlinable package subscript(row: Int) -> Int64 { Int64(numbers[row]) }
}
