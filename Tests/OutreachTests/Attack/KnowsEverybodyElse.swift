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
