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

    /// What forbids a learning place; empty where nothing does.
    struct Ban: OptionSet {
        let rawValue: UInt8

        /// What is planned for the group.
        static let plan = Ban(rawValue: 1)
        /// What has befallen a person in it.
        static let person = Ban(rawValue: 2)
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
        var cases = Array(repeating: Ban(), count: result.groups.count)
        let yearAgo = result.asOf.adding(months: -12)
        for row in result.rules.indices {
            let rules = result.rules[row]
            guard !rules.isEmpty, rules != .base else { continue }
            cases[Int(result.group[row])].formUnion(
                Self.ban(rules, row: row, workforce: workforce, yearAgo: yearAgo))
        }
        self.cases = cases
    }

    /// What forbids to offer a learning place for this job (nil: any) in these units of the establishment.
    func ban(job: String?, units: Set<String>, establishment: String) -> Ban {
        if let job {
            let name = GroupName(jobGroup: jobGroups[job] ?? job, establishment: establishment)
            return groupIndexes[name].map(ban) ?? []
        }
        return units.flatMap { unitGroups[$0] ?? [] }.reduce(into: []) { $0.formUnion(ban($1)) }
    }

    private func ban(_ index: Int) -> Ban {
        let group = result.groups[index]
        let isShrinking = group.hasStatutoryOrder ? group.largestToGo >= 1 : group.surplus >= Self.leastSurplus
        return isShrinking ? cases[index].union(.plan) : cases[index]
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
        var ban: Ban = rules.isDisjoint(with: planned) ? [] : .plan
        if !rules.isDisjoint(with: personal) { ban.insert(.person) }
        let reason = workforce.employees.exitReason[row]
        // A notice without a reason may be the employer's, hence counts; only personal reasons do not.
        if rules.contains(.notice), reason != .cause, reason != .probation { ban.insert(.person) }
        if rules.contains(.ended), let exit = workforce.employees.exitDate[row], exit > yearAgo { ban.insert(.person) }
        return ban
    }
}
