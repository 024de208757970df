import Workforce

/// The value map of a column, compiled: source value → canonical value, compared exactly.
struct ValueMap: Sendable {
    private var sources = CodeTable()
    private var canonical: [[UInt8]] = []
    /// What `*` maps every other value to; nil keeps such a value as it is.
    private(set) var fallback: [UInt8]?
    /// The canonical value of an empty source, where the map names one.
    private(set) var ofEmpty: [UInt8]?

    /// Nil when the map is empty.
    init?(_ values: [String: String]) {
        if values.isEmpty { return nil }
        // Sorted: of two sources that differ in blanks only, the same one wins in every run.
        for (source, value) in values.sorted(by: { $0.key < $1.key }) {
            let value = FieldFormat.withBytes(value) { Array($0) }
            FieldFormat.withBytes(source) { source in
                if source.isEmpty {
                    ofEmpty = value
                } else if source.count == 1, source[0] == UInt8(ascii: "*") {
                    fallback = value
                } else if Int(sources.intern(source)) == canonical.count {
                    canonical.append(value)
                }
            }
        }
    }

    /// The canonical value of `text`, or nil when the map says nothing of it.
    func value(of text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        if text.isEmpty { return ofEmpty }
        return sources.find(text).map { canonical[Int($0)] } ?? fallback
    }

    /// The named pairs, `*` and the empty source left out.
    var pairs: [(source: String, canonical: [UInt8])] {
        (0..<UInt32(sources.count)).map { (sources[$0], canonical[Int($0)]) }
    }
}
