/// Where the fields of one record lie in the buffer it was found in: two numbers a field, and no text.
struct FieldTable: ~Copyable {
    /// More columns than this are taken for a wrong delimiter.
    static let maximumColumns = 4096

    let capacity: Int
    private let bounds: UnsafeMutablePointer<(start: Int32, end: Int32)>
    /// Fields of the record, those beyond `capacity` included.
    var count = 0
    /// A field beyond `capacity` holds something.
    var hasExtraValue = false
    /// Fields whose quotes are yet to be resolved, in place.
    var unresolved: [Int] = []
    /// Text follows a closing quote in one of these.
    var strayQuotes: [Int] = []

    init(capacity: Int) {
        self.capacity = capacity
        bounds = .allocate(capacity: max(1, capacity))
        bounds.initialize(repeating: (0, 0), count: max(1, capacity))
    }

    deinit { bounds.deallocate() }

    @inline(__always)
    mutating func reset() {
        count = 0
        hasExtraValue = false
        if !unresolved.isEmpty { unresolved.removeAll(keepingCapacity: true) }
        if !strayQuotes.isEmpty { strayQuotes.removeAll(keepingCapacity: true) }
    }

    @inline(__always)
    mutating func append(start: Int, end: Int) {
        if count < capacity {
            bounds[count] = (Int32(truncatingIfNeeded: start), Int32(truncatingIfNeeded: end))
        } else if end > start {
            hasExtraValue = true
        }
        count += 1
    }

    @inline(__always)
    func start(_ field: Int) -> Int { Int(bounds[field].start) }

    @inline(__always)
    func end(_ field: Int) -> Int { Int(bounds[field].end) }

    mutating func setEnd(_ field: Int, _ end: Int) { bounds[field].end = Int32(end) }

    /// Fields that the record lacks count as empty.
    @inline(__always)
    mutating func fillMissing() {
        var field = count
        while field < capacity {
            bounds[field] = (0, 0)
            field += 1
        }
    }

    /// The value of a field, blanks around it cut off.
    @inline(__always)
    func text(_ field: Int, in base: UnsafePointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        let (start, end) = bounds[field]
        let text = UnsafeBufferPointer(start: base + Int(start), count: Int(end &- start))
        guard let first = text.first, first <= 0x20 || text[text.count - 1] <= 0x20 else { return text }
        return FieldFormat.trimmed(text)
    }
}
