import Workforce

/// The people of one group whose redundancy is a question, as columns, in the order in which they would go.
struct SimulationPeople {
    /// Rank group, then age band, then those who can be chosen before the indispensable.
    static let segments = RankGroup.allCases.count * bandSegments
    /// Segments of one rank group: five age bands and one for people without a birth date, two of each.
    static let bandSegments = 2 * (AgeBand.allCases.count + 1)
    /// The segment, in a rank group, of people without a birth date.
    static let withoutBand = 2 * AgeBand.allCases.count

    private(set) var row: [Int32] = []
    /// What their draws are keyed by: of the employee id, so that others coming and going change nothing.
    private(set) var key: [UInt64] = []
    private(set) var hazardClass: [UInt16] = []
    /// Hundredths of FTE; `supply` is 0 for externals where the plan does not count them.
    private(set) var centiFTE: [Int32] = []
    private(set) var supply: [Int32] = []
    /// The first evaluated date at which they are known to be gone; the number of dates where there is none.
    private(set) var leaveIndex: [UInt16] = []
    private(set) var segment: [UInt8] = []
    /// Start of service, as a day number.
    private(set) var service: [Int32] = []
    /// The first evaluated date by which they are retired, where they are not taken to leave then.
    private(set) var pensionIndex: [UInt16] = []

    var count: Int { row.count }

    struct Entry {
        var row: Int32
        var key: UInt64
        var hazardClass: UInt16
        var centiFTE: Int32
        var supply: Int32
        var leaveIndex: UInt16
        var segment: UInt8
        var service: Int32
        var pensionIndex: UInt16
    }

    /// What is read in every draw, without the counting of references that arrays come with.
    struct Columns {
        let count: Int
        let key: UnsafeBufferPointer<UInt64>
        let centiFTE: UnsafeBufferPointer<Int32>
        let supply: UnsafeBufferPointer<Int32>
        let leaveIndex: UnsafeBufferPointer<UInt16>
        let segment: UnsafeBufferPointer<UInt8>
        let service: UnsafeBufferPointer<Int32>
    }

    /// - Parameter body: what the columns are good for; not beyond it.
    func withColumns<Result>(_ body: (Columns) -> Result) -> Result {
        key.withUnsafeBufferPointer { key in
            centiFTE.withUnsafeBufferPointer { centiFTE in
                supply.withUnsafeBufferPointer { supply in
                    leaveIndex.withUnsafeBufferPointer { leaveIndex in
                        segment.withUnsafeBufferPointer { segment in
                            service.withUnsafeBufferPointer { service in
                                body(
                                    Columns(
                                        count: count, key: key, centiFTE: centiFTE, supply: supply,
                                        leaveIndex: leaveIndex, segment: segment, service: service))
                            }
                        }
                    }
                }
            }
        }
    }

    init(_ entries: [Entry], ids: ByteStringColumn) {
        let sorted = entries.sorted { left, right in
            if left.segment != right.segment { return left.segment < right.segment }
            if left.service != right.service { return left.service > right.service }
            return ids.isOrdered(Int(left.row), before: Int(right.row))
        }
        row = sorted.map(\.row)
        key = sorted.map(\.key)
        hazardClass = sorted.map(\.hazardClass)
        centiFTE = sorted.map(\.centiFTE)
        supply = sorted.map(\.supply)
        leaveIndex = sorted.map(\.leaveIndex)
        segment = sorted.map(\.segment)
        service = sorted.map(\.service)
        pensionIndex = sorted.map(\.pensionIndex)
    }

    static func segment(_ rankGroup: RankGroup, _ band: AgeBand?, isIndispensable: Bool) -> UInt8 {
        UInt8(
            Int(rankGroup.rawValue) * bandSegments + (band.map { 2 * Int($0.rawValue) } ?? withoutBand)
                + (isIndispensable ? 1 : 0))
    }
}
