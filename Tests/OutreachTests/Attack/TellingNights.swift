import Workforce

/// On which nights the people were counted of whom partners come to hear: known to everybody, since the rules of the gate
/// and the rhythm of snapshots and releases are.
struct TellingNights {
    /// By night: whether it was counted on, and a release tells of it before the next count.
    private let isTelling: [Bool]
    /// By night the last count on it or before.
    private let counts: [Int]
    private let nightsPerRelease: Int
    /// Nights from one telling to the next.
    let period: Int
    /// Counts of which a telling tells together.
    let countsPerTelling: Int

    /// - Parameter days: fewest days between the snapshots of two counts; 0 where every night counts.
    init(nights: Int, daysPerNight: Int, nightsPerSnapshot: Int, nightsPerRelease: Int, days: Int) {
        var counts: [Int] = []
        for night in 0..<nights {
            let snapshot = night / nightsPerSnapshot * nightsPerSnapshot
            let isCount =
                days == 0 || night == 0 || (night == snapshot && (night - counts.last!) * daysPerNight >= days)
            counts.append(isCount ? night : counts.last!)
        }
        var isTelling = [Bool](repeating: false, count: nights)
        for night in 0..<nights where night % nightsPerRelease == nightsPerRelease - 1 {
            isTelling[counts[night]] = true
        }
        self.isTelling = isTelling
        self.counts = counts
        self.nightsPerRelease = nightsPerRelease
        let nightsPerCount = zip(counts.dropFirst(), counts).map { $0 - $1 }.max() ?? 1
        period = max(nightsPerCount, nightsPerRelease)
        countsPerTelling = max(1, nightsPerRelease / nightsPerCount)
    }

    func tells(_ night: Int) -> Bool { isTelling[night] }

    /// The night whose counts an event of this night tells.
    func count(toldOn night: Int) -> Int { counts[night] }

    /// Whether an earlier release than that of this night told of the same count.
    func isLate(_ night: Int) -> Bool { counts[night] <= night - nightsPerRelease }

    /// The first telling night on which a move of this night counts; the number of nights where none does.
    func first(from night: Int) -> Int {
        isTelling[min(night, isTelling.count)...].firstIndex(of: true) ?? isTelling.count
    }
}
