/// A buffer that may be read 64 bytes beyond its text, as `StructureMarks` needs.
final class PaddedBytes {
    static let padding = 64

    private(set) var base: UnsafeMutablePointer<UInt8>
    private(set) var capacity: Int

    init(capacity: Int) {
        self.capacity = capacity
        base = .allocate(capacity: capacity + Self.padding)
        base.initialize(repeating: 0, count: capacity + Self.padding)
    }

    convenience init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.init(capacity: bytes.count)
        if let source = bytes.baseAddress { base.update(from: source, count: bytes.count) }
    }

    deinit { base.deallocate() }

    /// Makes room for `capacity` bytes and keeps the first `count`.
    func grow(to capacity: Int, keeping count: Int) {
        guard capacity > self.capacity else { return }
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity + Self.padding)
        larger.initialize(repeating: 0, count: capacity + Self.padding)
        larger.update(from: base, count: count)
        base.deallocate()
        base = larger
        self.capacity = capacity
    }
}
