import Prevention
import Workforce

@testable import Outreach

/// The attacker who knows of everybody in a cell but one person whether they are in it: no rule about counts keeps that
/// one person safe. How often it succeeds is measured here, and what secret offsets of the gate's numbers would buy.
struct KnowsEverybodyElse {
    /// Which numbers of the gate would be shifted by a secret from 0 to 4, the same for good for each partition.
    enum Secret: String, CaseIterable {
        case none
        /// The minimum, and with it minimum + 5.
        case threshold
        /// The edges of rounding.
        case rounding
        case both
        /// No secret kept for good, but chance at every count, as the gate has it (R124).
        case chance
    }

    private struct Keys: Hashable {
        var threshold = 0
        var rounding = 0
    }

    /// A count over all nights, and who was in it when.
    private struct Pool {
        var counts: [Int]
        var members: [[Bool]]
    }

    private let pools: [Pool]
    private static let prior = 0.25

    /// - Parameter most: people looked at in each pool.
    init(_ nights: ProbedNights, most: Int = 12) {
        struct Place: Hashable {
            var region: String
            var job: UInt32
            var standing: ProbedNights.Standing
        }
        var found: [Place: [Int: Set<Int>]] = [:]
        for night in nights.nights.indices {
            let employees = nights.nights[night].workforce.employees
            for row in 0..<employees.count {
                guard let standing = nights.standing(of: row, on: night) else { continue }
                let place = Place(
                    region: employees.establishments[employees.establishment[row]], job: employees.job[row],
                    standing: standing)
                found[place, default: [:]][night, default: []].insert(row)
            }
        }
        pools = found.values.filter { $0.values.contains { $0.count >= 10 } }.map { byNight in
            let people = Set(byNight.values.flatMap { $0 }).sorted().prefix(most)
            return Pool(
                counts: nights.nights.indices.map { byNight[$0]?.count ?? 0 },
                members: people.map { person in nights.nights.indices.map { byNight[$0]?.contains(person) ?? false } })
        }.sorted { $0.counts.lexicographicallyPrecedes($1.counts) }
    }

    /// The share of people whose phase is known beyond 0.9, and how many were looked at.
    func successes(_ secret: Secret) -> (people: Int, share: Double) {
        if secret == .chance { return successesAgainstChance }
        let keys: [Keys] = (0..<25).map { number in
            Keys(
                threshold: [.threshold, .both].contains(secret) ? number % 5 : 0,
                rounding: [.rounding, .both].contains(secret) ? number / 5 : 0)
        }
        let different = Set(keys)
        var (people, won) = (0, 0.0)
        for pool in pools {
            let with = different.map { ($0, Self.told(pool.counts, $0)) }
            for member in pool.members {
                let without = different.map { Self.told(zip(pool.counts, member).map { $0 - ($1 ? 1 : 0) }, $0) }
                people += 1
                for (_, told) in with {
                    let inside = Double(with.count { $0.1 == told })
                    let outside = Double(without.count { $0 == told })
                    let posterior = Self.prior * inside / (Self.prior * inside + (1 - Self.prior) * outside)
                    if posterior > DisclosureAttack.threshold { won += 1 / Double(with.count) }
                }
            }
        }
        return (people, won / Double(max(1, people)))
    }

    /// Once for each person, with chance drawn anew.
    private var successesAgainstChance: (people: Int, share: Double) {
        var generator = SeededGenerator(seed: 1)
        var (people, won) = (0, 0)
        for pool in pools {
            for member in pool.members {
                let without = zip(pool.counts, member).map { $0 - ($1 ? 1 : 0) }
                var (inside, outside) = (Track(), Track())
                for (night, count) in pool.counts.enumerated() {
                    let told = inside.draw(count, using: &generator)
                    inside.take(told, of: count)
                    outside.take(told, of: without[night])
                }
                people += 1
                let weight = Self.prior * inside.chance
                if weight / (weight + (1 - Self.prior) * outside.chance) > DisclosureAttack.threshold { won += 1 }
            }
        }
        return (people, Double(won) / Double(max(1, people)))
    }

    /// How likely what was told is, if these were the counts.
    private struct Track {
        enum Told: Equatable { case nothing, gone, published(Int) }

        private(set) var chance = 1.0
        private var reference: Int?
        private var isFirst = true
        private let mechanism = Mechanism()

        func draw(_ count: Int, using generator: inout SeededGenerator) -> Told {
            var rest = Double.random(in: 0..<1, using: &generator)
            for told in [Told.gone, .published(mechanism.rounded(count))] {
                rest -= likelihood(of: told, count)
                if rest < 0 { return told }
            }
            return .nothing
        }

        mutating func take(_ told: Told, of count: Int) {
            chance *= likelihood(of: told, count)
            if count > 0 { isFirst = false }
            switch told {
            case .nothing: break
            case .gone: reference = nil
            case .published: reference = count
            }
        }

        private func likelihood(of told: Told, _ count: Int) -> Double {
            let figure = Told.published(mechanism.rounded(count))
            guard let reference else {
                let isUp = count >= (isFirst ? mechanism.minimum : mechanism.raise)
                return told == (isUp ? figure : .nothing) ? 1 : 0
            }
            let (goes, changes) = (mechanism.goes(count), mechanism.changes(reference, to: count))
            switch told {
            case .gone: return goes
            case .nothing: return (1 - goes) * (1 - changes)
            case .published: return told == figure ? (1 - goes) * changes : 0
            }
        }
    }

    /// What is told of a count night by night, as one number each: nothing, a withdrawal, or what is published.
    private static func told(_ counts: [Int], _ keys: Keys) -> [Int] {
        let minimum = 10 + keys.threshold
        var (standing, reference, isFirst) = (false, 0, true)
        return counts.map { count in
            let isUp = count >= (standing || isFirst ? minimum : minimum + 5)
            if count > 0 { isFirst = false }
            defer { standing = isUp }
            guard isUp else { return standing ? -1 : 0 }
            if standing, abs(count - reference) < 5 { return 0 }
            reference = count
            return (count + 2 + keys.rounding) / 5 * 5
        }
    }
}
