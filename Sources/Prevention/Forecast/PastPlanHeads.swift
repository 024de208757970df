import Workforce

/// How many people there were in what plans of the past are about.
struct PastPlanHeads {
    private let history: HeadcountHistory
    private let countsExternals: Bool
    /// By scope the history's cells in it.
    private var cells: [PastPlanScopes.Scope: [Int]] = [:]

    /// - Parameters:
    ///   - wanted: of which scopes anybody asks.
    ///   - jobs: which job group a job is in, as jobs.csv has it today; of a repeated job the first row counts.
    init(
        _ history: HeadcountHistory, of wanted: Set<PastPlanScopes.Scope>, _ scopes: PastPlanScopes, jobs: [Job],
        countsExternals: Bool
    ) {
        self.history = history
        self.countsExternals = countsExternals
        if wanted.isEmpty { return }
        let jobGroupOf = Dictionary(
            jobs.map { ($0.job, $0.jobGroup.flatMap { $0.isEmpty ? nil : $0 } ?? $0.job) },
            uniquingKeysWith: { first, _ in first })
        let all = CodeTable.absent
        let jobGroups = (0..<UInt32(history.jobs.count)).map { code in
            scopes.jobGroups.find(jobGroupOf[history.jobs[code]] ?? history.jobs[code]) ?? all
        }
        let establishments = (0..<UInt32(history.establishments.count)).map { code in
            scopes.establishments.find(history.establishments[code]) ?? all
        }
        for (number, cell) in history.cells.enumerated() {
            // One that no plan names is in the scopes of `*` alone.
            for jobGroup in [jobGroups[Int(cell.job)], all] {
                for establishment in [establishments[Int(cell.establishment)], all] {
                    let scope = PastPlanScopes.Scope(jobGroup: jobGroup, establishment: establishment)
                    if wanted.contains(scope), cells[scope]?.last != number {
                        cells[scope, default: []].append(number)
                    }
                }
            }
        }
    }

    /// The people of a scope by the newest count on or before a day; nil where nobody was counted before it.
    func at(_ day: CalendarDate) -> (PastPlanScopes.Scope) -> Int? {
        guard let point = history.dates.lastIndex(where: { $0 <= day }) else { return { _ in nil } }
        return { scope in
            (cells[scope] ?? []).reduce(0) { sum, cell in
                sum + Int(countsExternals ? history.heads(of: cell, at: point) : history.employees(of: cell, at: point))
            }
        }
    }
}
