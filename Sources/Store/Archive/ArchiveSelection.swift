internal import Dispatch
internal import Synchronization
internal import Workforce

/// People of some archived chunks, to be decoded into columns.
struct ArchiveSelection: Sendable {
    struct Part: Sendable {
        var chain: ChunkChain
        /// Rows of the chunk that are wanted, ascending; nil means all of them.
        var rows: [Int32]?

        var count: Int { rows?.count ?? chain.rows }
    }

    var parts: [Part]

    var count: Int { parts.reduce(0) { $0 + $1.count } }

    /// One column of numbers.
    func numbers(_ column: ArchiveColumn) throws(StoreError) -> [Int32] {
        try map(column) { $0 }
    }

    /// One column, each number turned into a value.
    @inline(__always)
    func map<Value>(_ column: ArchiveColumn, _ value: (Int32) -> Value) throws(StoreError) -> [Value] {
        var failure: StoreError?
        let most = parts.reduce(0) { max($0, $1.chain.rows) }
        let values = [Value](unsafeUninitializedCapacity: count) { buffer, filled in
            withUnsafeTemporaryAllocation(of: Int32.self, capacity: most) { scratch in
                for part in parts {
                    let decoded = UnsafeMutableBufferPointer(rebasing: scratch[..<part.chain.rows])
                    decoded.initialize(repeating: 0)
                    do throws(StoreError) { try part.chain.decode(column, into: decoded) } catch {
                        failure = error
                        return
                    }
                    if let rows = part.rows {
                        for row in rows {
                            buffer.initializeElement(at: filled, to: value(decoded[Int(row)]))
                            filled += 1
                        }
                    } else {
                        for row in decoded.indices {
                            buffer.initializeElement(at: filled + row, to: value(decoded[row]))
                        }
                        filled += decoded.count
                    }
                }
            }
        }
        if let failure { throw failure }
        return values
    }

    /// A column of codes below `limit`.
    func codes(_ column: ArchiveColumn, limit: Int, orAbsent: Bool = false) throws(StoreError) -> [UInt32] {
        var highest: UInt32 = 0
        let codes = try map(column) { number -> UInt32 in
            if orAbsent, number == ColumnCodec.absent { return CodeTable.absent }
            let code = UInt32(bitPattern: number)
            highest = max(highest, code)
            return code
        }
        guard Int(highest) < max(1, limit) else { throw .damaged("code of a column") }
        return codes
    }

    /// A column of an enumeration with consecutive raw values from 0.
    func cases<Value>(_ column: ArchiveColumn, _ all: [Value]) throws(StoreError) -> [Value] {
        var isDamaged = false
        let values = try map(column) { number -> Value in
            if number >= 0, Int(number) < all.count { return all[Int(number)] }
            isDamaged = true
            return all[0]
        }
        if isDamaged { throw .damaged("value of a column") }
        return values
    }

    func skills(limit: Int) throws(StoreError) -> (codes: [UInt32], ends: [UInt32]) {
        var codes: [UInt32] = []
        var ends: [UInt32] = []
        ends.reserveCapacity(count)
        for part in parts {
            let lists = try part.chain.decodeLists(.skills, rows: part.chain.rows)
            let start = UInt32(codes.count)
            if let rows = part.rows {
                for row in rows {
                    for place in lists.range(Int(row)) { codes.append(UInt32(bitPattern: lists.codes[place])) }
                    ends.append(UInt32(codes.count))
                }
            } else {
                codes.append(contentsOf: lists.codes.lazy.map { UInt32(bitPattern: $0) })
                ends.append(contentsOf: lists.ends.lazy.map { start + UInt32($0) })
            }
        }
        var highest: UInt32 = 0
        for code in codes { highest = max(highest, code) }
        guard codes.isEmpty || Int(highest) < limit else { throw .damaged("code of a skill") }
        return (codes, ends)
    }
}
