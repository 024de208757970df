/// What hits many at once, so that the fates of groups go together: years by region, quarters by establishment.
struct Climate {
    let seed: UInt64

    /// Of one year in one region, per mille of the usual: how many leave, and how many plans are made.
    ///
    /// One year in five is a slump: people stay where they are, and two and a half times as many plans are made.
    func year(_ year: Int, region: Int) -> (leavers: Int, plans: Int) {
        var stream = SeededStream(seed: seed, .climate, region, year)
        switch stream.below(100) {
        case ..<20: return (750, 2_500)
        case ..<75: return (1_000, 700)
        default: return (1_300, 500)
        }
    }

    /// Leavers of an establishment in a quarter (counted through), per mille: now and then a competitor opens, or a
    /// manager drives people away.
    func leavers(site: Int, quarter: Int) -> Int {
        var stream = SeededStream(seed: seed, .climate, -1 - site, quarter)
        return stream.chance(80) ? 2_200 : 900
    }

    /// What a quarter changes of all plans of a region, as a share of the change that is planned.
    func planNews(region: Int, quarter: Int) -> Double {
        var stream = SeededStream(seed: seed, .climate, region, -1 - quarter)
        return stream.chance(300) ? stream.shock(deviation: 0.12) : 0
    }
}
