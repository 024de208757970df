/// Interned codes (jobs, establishments, units, skills): each distinct text once, rows refer to it by number.
///
/// Numbers are given in order of first appearance and never change, so that columns of them can be appended to.
package struct CodeTable: Sendable {
    package private(set) var texts = ByteStringColumn()
    private var slots: [UInt32]
    private var mask: Int

    /// The mark of a missing code in a column.
    @inlinable package static var absent: UInt32 { UInt32.max }

    package init() {
        slots = Array(repeating: CodeTable.absent, count: 64)
        mask = 63
    }

    /// A table of these texts in this order; a repeated text keeps its first number.
    package init(_ texts: some Sequence<String>) {
        self.init()
        for text in texts { _ = intern(text) }
    }

    package var count: Int { texts.count }

    package subscript(code: UInt32) -> String { texts[Int(code)] }

    /// The number of `text`, given now if it is new.
    package mutating func intern(_ text: UnsafeBufferPointer<UInt8>) -> UInt32 {
        var slot = Int(truncatingIfNeeded: CodeTable.hash(text)) & mask
        while slots[slot] != CodeTable.absent {
            if matches(Int(slots[slot]), text) { return slots[slot] }
            slot = (slot + 1) & mask
        }
        let code = UInt32(texts.count)
        texts.append(text)
        slots[slot] = code
        if texts.count * 2 > slots.count { grow() }
        return code
    }

    package mutating func intern(_ text: String) -> UInt32 {
        var text = text
        return text.withUTF8 { intern($0) }
    }

    /// The number of `text`, or nil when it was never interned.
    package func find(_ text: String) -> UInt32? {
        var text = text
        return text.withUTF8 { find($0) }
    }

    package func find(_ text: UnsafeBufferPointer<UInt8>) -> UInt32? {
        var slot = Int(truncatingIfNeeded: CodeTable.hash(text)) & mask
        while slots[slot] != CodeTable.absent {
            if matches(Int(slots[slot]), text) { return slots[slot] }
            slot = (slot + 1) & mask
        }
        return nil
    }

    /// For every code its place in byte order.
    package func byteOrderRanks() -> [UInt32] {
        let order = (0..<UInt32(count)).sorted { texts.isOrdered(Int($0), before: Int($1)) }
        var ranks = [UInt32](repeating: 0, count: count)
        for (rank, code) in order.enumerated() { ranks[Int(code)] = UInt32(rank) }
        return ranks
    }

    private func matches(_ code: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
        texts.withBytes(code) { $0.count == text.count && $0.elementsEqual(text) }
    }

    private mutating func grow() {
        slots = Array(repeating: CodeTable.absent, count: slots.count * 2)
        mask = slots.count - 1
        for code in 0..<texts.count {
            var slot = texts.withBytes(code) { Int(truncatingIfNeeded: CodeTable.hash($0)) } & mask
            while slots[slot] != CodeTable.absent { slot = (slot + 1) & mask }
            slots[slot] = UInt32(code)
        }
    }

    private static func hash(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
        // FNV-1a: codes are short, and the table is rebuilt from the same bytes on every run.
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in text { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        return hash ^ (hash >> 32)
    }
}
