import Workforce

/// Who works in each group at the end of the sample, in hundredths of FTE, redundant seats left out.
struct SampleSupply {
    /// Everybody in service.
    private(set) var all: [Int]
    /// Of them those whose end nothing foretells: permanent, and not leaving.
    private(set) var lasting: [Int]

    init(groups: Int) {
        all = Array(repeating: 0, count: groups)
        lasting = all
    }

    mutating func add(_ career: Career, at day: Int, toGroup group: Int) {
        guard career.isInService(at: day), career.showsFTE(at: day) else { return }
        all[group] += career.centiFTE
        if career.contract(at: day) == .permanent, career.exit == Career.never { lasting[group] += career.centiFTE }
    }

    /// What a decision leaves of some groups.
    ///
    /// A reduction is of those who would otherwise stay: contracts that end before it make no difference to how many
    /// must go, so that every reduction is one whatever the seed.
    func planned(_ decision: Decision, in groups: [Int]) -> Int {
        let basis = decision.percent < 100 ? lasting : all
        return groups.map { basis[$0] }.reduce(0, +) * decision.percent / 100
    }
}
