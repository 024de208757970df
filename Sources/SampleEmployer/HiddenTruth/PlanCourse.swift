/// One plan from its first publication to what became of it; months are places in ``TruthMonths``.
struct PlanCourse {
    enum Scope: Equatable {
        /// A whole establishment, which closes.
        case site(Int)
        /// One selection group.
        case group(Int)
    }

    /// Months between the decision about who goes and the day from which the plan holds.
    static let noticeMonths = 3
    /// Months for which an executed plan stays in the file.
    static let monthsListed = 3

    var scope: Scope
    /// What is to go, as a share of the supply at publication; 1 is a closure.
    var share: Double
    var published: Int
    /// From when it holds, as first published.
    var planned: Int
    /// From when it holds in truth.
    var date: Int
    /// From when the file has the later date; `planned` and later dates are the same where nothing slips.
    var slipKnown: Int
    /// From when the plan is no more; nil where it is carried out.
    var calledOff: Int?
    /// What news made of `share`, by quarters since publication, at the end of each; the file follows a quarter later.
    var revisions: [Double]
    /// What is carried out of the last revision.
    var execution: Double

    var isClosure: Bool { share == 1 }

    /// When it is decided who goes.
    var decision: Int { date - Self.noticeMonths }

    /// Whether the group hires nobody, in the month.
    func isFrozen(_ month: Int) -> Bool { published <= month && month < calledOff ?? date }

    /// Whether `plan.csv` of the month has it.
    func isListed(_ month: Int) -> Bool {
        published <= month && month < calledOff ?? date + Self.monthsListed
    }

    /// The date that `plan.csv` of the month gives.
    func believedDate(_ month: Int) -> Int { month < slipKnown ? planned : date }

    /// The share that is to go as `plan.csv` of the month gives it; a reduction never becomes a closure.
    func believedShare(_ month: Int) -> Double {
        let quarters = (month - published) / 3 - 1
        guard !isClosure, quarters >= 0, let last = revisions.last else { return share }
        return min(0.9, share * (quarters < revisions.count ? revisions[quarters] : last))
    }

    /// The share that goes in truth.
    var trueShare: Double { isClosure ? 1 : min(0.95, share * (revisions.last ?? 1) * execution) }
}
