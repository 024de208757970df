import Prevention
import Workforce

/// Keeps internships out of groups that are themselves being made redundant (domain rules §11, "Guard").
///
/// It looks at the full run, embargoed rows included: what they forbid is silently not offered.
struct DisplacementGuard {
    private let result: PreventionResult
    /// By group: what in it forbids a learning place.
    private let cases: [Ban]
    /// By unit that was asked for: every group of which somebody belongs to it.
    private let unitGroups: [String: Set<Int>]
    private let groupIndexes: [GroupName: Int]
    private let jobGroups: [String: String]

    private struct GroupName: Hashable {
        var jobGroup: String
        var establishment: String
    }

    /// What forbids a learning place, the weightier the greater.
    enum Ban: Int, Comparable {
        case none
        /// What is planned for the group.
        case plan
        /// What has befallen a person in it.
        case person

        static func < (one: Ban, other: Ban) -> Bool { one.rawValue < other.rawValue }
    }

    private static let planned: PhaseRules = [.announced, .indicated, .closing, .likely]
    private static let personal: PhaseRules = [.agreedExit, .declared]
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
        var cases = Array(repeating: Ban.none, count: result.groups.count)
        let yearAgo = result.asOf.adding(months: -12)
        for row in result.rules.indices {
            let rules = result.rules[row]
            guard !rules.isEmpty, rules != .base else { continue }
            let group = Int(result.group[row])
            cases[group] = max(cases[group], Self.ban(rules, row: row, workforce: workforce, yearAgo: yearAgo))
        }
        self.cases = cases
    }

    /// What forbids to offer a learning place for this job (nil: any) in these units of the establishment.
    func ban(job: String?, units: Set<String>, establishment: String) -> Ban {
        if let job {
            let name = GroupName(jobGroup: jobGroups[job] ?? job, establishment: establishment)
            return groupIndexes[name].map(ban) ?? .none
        }
        return units.flatMap { unitGroups[$0] ?? [] }.map(ban).max() ?? .none
    }

    private func ban(_ index: Int) -> Ban {
        let group = result.groups[index]
        let isShrinking = group.hasStatutoryOrder ? group.largestToGo >= 1 : group.surplus >= Self.leastSurplus
        return max(cases[index], isShrinking ? .plan : .none)
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

    private static func ban(_ rules: PhaseRules, row: Int, workforce: Workforce, yearAgo: CalendarDate) -> Ban {
        if !rules.isDisjoint(with: personal) { return .person }
        let reason = workforce.employees.exitReason[row]
        // A notice without a reason may be the employer's, hence counts; only personal reasons do not.
        if rules.contains(.notice), reason != .cause, reason != .probation { return .person }
        if rules.contains(.ended), let exit = workforce.employees.exitDate[row], exit > yearAgo { return .person }
        return rules.isDisjoint(with: planned) ? .none : .plan
    }
}
