/// How many leave of their own will, in truth: by service, and by much that no hazard class knows.
///
/// Service counts as in a log-logistic distribution with shape 2 (hazard 2t/(a² + t²)): few leave at once, most in the
/// third year, ever fewer later. Rational in t, hence the same on every machine. On top come the group (some lose four
/// times as many as others), the person (half are movers), the season, and the climate of region and establishment.
struct Attrition {
    let seed: UInt64
    let months: TruthMonths
    let climate: Climate
    let scenario: TruthScenario

    /// Years of service at which most leave.
    private static let peak = 2.5
    /// How much of the log-logistic hazard is felt: about 7 % of the people leave in a year.
    private static let level = 0.30
    /// Leavers by month: after the bonus and the holidays more, in the autumn fewer (per mille).
    private static let seasons = [1_500, 900, 900, 1_100, 1_200, 900, 1_100, 1_300, 1_200, 900, 800, 700]

    /// What a group has of its own.
    func factor(group: Int) -> Double {
        var stream = SeededStream(seed: seed, .attrition, -1 - group)
        return [0.55, 0.9, 1.3, 2.1][stream.pick([25, 45, 20, 10])]
    }

    /// What a month has for all of an establishment, per year.
    func factor(month: Int, site: Int, region: Int) -> Double {
        let (year, calendarMonth) = months.calendar(month)
        let season = Self.seasons[calendarMonth - 1]
        let place = climate.leavers(site: site, quarter: year * 4 + (calendarMonth - 1) / 3)
        let later = month > (months.opening + months.closing) / 2 ? scenario.laterAttrition : 1
        let common = Double(season * climate.year(year, region: region).leavers) / 1_000_000
        return common * Double(place) / 1_000 * later
    }

    /// The chance that somebody leaves in a month in which all factors are 1.
    func chance(_ career: Career, isMover: Bool, at day: Int) -> Double {
        let served = max(0.1, Double(day - career.service) / 365.25)
        let age = Double(day - career.birth) / 365.25
        let ageFactor = age < 30 ? 1.25 : age < 50 ? 1 : 0.65
        let hazard = 2 * served / (Self.peak * Self.peak + served * served)
        return Self.level * hazard * ageFactor * (isMover ? 1.6 : 0.4) / 12
    }
}
