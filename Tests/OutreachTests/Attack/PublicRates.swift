import Prevention
import Workforce

@testable import Outreach

/// What anybody may know of employers like this one: how counts of such cells move from night to night, how many people
/// are in which phase. Taken from another employer of the same kind, hence no knowledge of this one, and better than any
/// outsider would have it.
struct PublicRates: Sendable {
    /// How far a count may move in one night, as far as it is distinguished.
    static let reach = 12
    private static let buckets = 6

    /// By phase, time and size, the chance of each move from `-reach` to `reach`.
    private var moves: [[[[Double]]]] = []
    /// By phase, the share of people in it.
    private(set) var share = [0.0, 0, 0, 0, 0]
    /// Of those who left, the share who are in phase 4 then.
    private(set) var endedShare = 0.0
    /// The share of people whose hours are not a multiple of a tenth.
    private(set) var oddHoursShare = 0.0
    private let nightsPerSnapshot: Int

    private struct Place: Hashable {
        var region: String
        var occupation: String
        var standing: ProbedNights.Standing
    }

    init(of nights: ProbedNights) {
        nightsPerSnapshot = nights.nightsPerSnapshot
        var counts = (0...4).map { _ in
            (0..<6).map { _ in
                (0..<Self.buckets).map { _ in [Double](repeating: 0, count: 2 * Self.reach + 1) }
            }
        }
        var tables: [[Place: Int]] = []
        var total = 0
        for night in nights.nights.indices {
            let workforce = nights.nights[night].workforce
            let regions = Dictionary(
                uniqueKeysWithValues: workforce.establishments.map { ($0.establishment, $0.region ?? "") })
            let employees = workforce.employees
            let regionOf = (0..<UInt32(employees.establishments.count)).map {
                regions[employees.establishments[$0]] ?? ""
            }
            var table: [Place: Int] = [:]
            for row in 0..<employees.count {
                let phase = Int(nights.nights[night].inside.phase[row])
                share[phase] += 1
                total += phase > 0 ? 1 : 0
                guard let standing = nights.standing(of: row, on: night) else { continue }
                let region = regionOf[Int(employees.establishment[row])]
                let job = employees.jobs[employees.job[row]]
                table[Place(region: region, occupation: job, standing: standing), default: 0] += 1
                table[Place(region: region, occupation: "all", standing: standing), default: 0] += 1
            }
            tables.append(table)
        }
        for place in Set(tables.flatMap(\.keys)) {
            for night in tables.indices.dropFirst() {
                let (before, after) = (tables[night - 1][place] ?? 0, tables[night][place] ?? 0)
                let move = max(-Self.reach, min(Self.reach, after - before))
                let time = time(of: place.standing.quarter, on: nights.nights[night].workforce.asOf, night: night)
                counts[place.standing.phase][time][Self.bucket(before)][move + Self.reach] += 1
            }
        }
        // A size that was seldom seen moves as all sizes of its phase and time do; and those as all phases.
        let everywhere = Self.smoothed(Self.sum(counts.flatMap { $0.flatMap { $0 } }), towards: nil)
        moves = counts.map { times in
            times.map { sizes in
                let all = Self.smoothed(Self.sum(sizes), towards: everywhere)
                return sizes.map { Self.smoothed($0, towards: all) }
            }
        }
        share = share.map { $0 / Double(total) }
        let left = nights.moves.filter { $0.kind == .left && $0.night < nights.nights.count }
        endedShare =
            Double(left.filter { nights.standing(of: $0.member, on: $0.night)?.phase == 4 }.count)
            / Double(max(1, left.count))
        let hours = nights.nights[0].workforce.employees.centiFTE
        oddHoursShare = Double(hours.filter { $0 % 10 != 0 }.count) / Double(hours.count)
    }

    private static func sum(_ seen: [[Double]]) -> [Double] {
        seen.reduce([Double](repeating: 0, count: 2 * reach + 1)) { zip($0, $1).map(+) }
    }

    /// With a little chance for moves that were not seen: less the larger they are, or as others move.
    private static func smoothed(_ seen: [Double], towards others: [Double]?) -> [Double] {
        let floor =
            others?.map { 20 * $0 } ?? seen.indices.map { 0.5 / Double(1 + abs($0 - reach) * abs($0 - reach)) }
        let sum = seen.reduce(0, +) + floor.reduce(0, +)
        return zip(seen, floor).map { ($0 + $1) / sum }
    }

    /// Whether the quarter of the exits is to come, runs or has passed (before it only chance moves a count), and whether the
    /// night has a new snapshot.
    private func time(of quarter: String?, on day: CalendarDate, night: Int) -> Int {
        let isNew = night % nightsPerSnapshot == 0 ? 3 : 0
        guard let quarter else { return isNew }
        return isNew + (day.quarter < quarter ? 0 : day.quarter == quarter ? 1 : 2)
    }

    private static func bucket(_ count: Int) -> Int {
        switch count {
        case 0: 0
        case ..<4: 1
        case ..<8: 2
        case ..<14: 3
        case ..<25: 4
        default: 5
        }
    }

    /// Chances of the moves of one night from a count, `-reach` first.
    func moves(phase: Int, quarter: String?, on day: CalendarDate, night: Int, from count: Int) -> [Double] {
        moves[phase][time(of: quarter, on: day, night: night)][Self.bucket(count)]
    }

    /// The chance that hours of so many people add up to a remainder of `remainder` hundredths in ten.
    func remainder(_ remainder: Int, of people: Int) -> Double {
        var chances = [1.0] + [Double](repeating: 0, count: 9)
        let one = (0..<10).map { $0 == 0 ? 1 - oddHoursShare : oddHoursShare / 9 }
        for _ in 0..<people {
            var next = [Double](repeating: 0, count: 10)
            for have in 0..<10 { for add in 0..<10 { next[(have + add) % 10] += chances[have] * one[add] } }
            chances = next
        }
        return chances[((remainder % 10) + 10) % 10]
    }
}
