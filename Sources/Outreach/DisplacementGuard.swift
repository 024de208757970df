import Prevention
import Workforce

/// Keeps internships out of groups that are themselves being made redundant (domain rules §11, "Guard").
///
/// It looks at the full run, embargoed rows included: what they forbid is silently not offered.
struct DisplacementGuard {
    private let result: PreventionResult
    /// By group: whether it holds a case that forbids a learning place.
    private let hasCase: [Bool]
    /// By unit that was asked for: every group of which somebody belongs to it.
    private let unitGroups: [String: Set<Int>]
    private let groupIndexes: [GroupName: Int]
    private let jobGroups: [String: String]

    private struct GroupName: Hashable {
        var jobGroup: String
        var establishment: String
    }

    private static let cases: PhaseRules = [.announced, .indicated, .closing, .likely, .agreedExit, .declared]
    /// Surplus from which a group without statutory order is closed to learners, in hundredths of FTE.
    private static let leastSurplus = 50

    /// - Parameter units: the units whose groups will be asked for; one pass finds them all.
    init(workforce: Workforce, result: PreventionResult, units: Set<String>) {
        self.result = result
        unitGroups = Self.groups(of: units, workforce: workforce, result: result)
        groupIndexes = Dictionary(
            result.groups.enumerated().map { (GroupName(jobGroup: $1.jobGroup, establishment: $1.establishment), $0) },
            uniquingKeysWith: { first, _ in first })
        jobGroups = Dictionary(
            workforce.jobs.map { ($0.job, $0.jobGroup ?? $0.job) }, uniquingKeysWith: { _, new in new })
        var hasCase = Array(repeating: false, count: result.groups.count)
        let yearAgo = result.asOf.adding(months: -12)
        for row in result.rules.indices {
            let rules = result.rules[row]
            guard !rules.isEmpty, rules != .base, Self.isCase(rules, row: row, workforce: workforce, yearAgo: yearAgo)
            else { continue }
            hasCase[Int(result.group[row])] = true
        }
        self.hasCase = hasCase
    }

    /// Whether a learning place for this job (nil: any) in these units of the establishment must not be offered.
    func forbids(job: String?, units: Set<String>, establishment: String) -> Bool {
        if let job {
            let name = GroupName(jobGroup: jobGroups[job] ?? job, establishment: establishment)
            return groupIndexes[name].map(isShrinking) ?? false
        }
        return units.contains { unitGroups[$0]?.contains(where: isShrinking) ?? false }
    }

    private func isShrinking(_ index: Int) -> Bool {
        let group = result.groups[index]
        return hasCase[index]
            || (group.hasStatutoryOrder ? group.largestToGo >= 1 : group.surplus >= Self.leastSurplus)
    }

    private static func groups(
        of units: Set<String>, workforce: Workforce, result: PreventionResult
    ) -> [String: Set<Int>] {
        let employees = workforce.employees
        var groups: [String: Set<Int>] = [:]
        var isAsked = Array(repeating: false, count: employees.units.count)
        for unit in units {
            if let code = employees.units.find(unit) { isAsked[Int(code)] = true }
        }
        guard isAsked.contains(true) else { return [:] }
        for row in employees.unit.indices {
            let code = employees.unit[row]
            guard code != CodeTable.absent, isAsked[Int(code)] else { continue }
            groups[employees.units[code], default: []].insert(Int(result.group[row]))
        }
        return groups
    }

    private static func isCase(_ rules: PhaseRules, row: Int, workforce: Workforce, yearAgo: CalendarDate) -> Bool {
        if !rules.isDisjoint(with: cases) { return true }
        let reason = workforce.employees.exitReason[row]
        // A notice without a reason may be the employer's, hence counts; only personal reasons do not.
        if rules.contains(.notice), reason != .cause, reason != .probation { return true }
        if rules.contains(.ended), let exit = workforce.employees.exitDate[row] { return exit > yearAgo }
        return false
    }
}
