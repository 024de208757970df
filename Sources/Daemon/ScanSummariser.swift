import DoorstroomConfiguration
import Foundation
import Outcomes
import Outreach
import Prevention
import Store
import Workforce

/// Makes the planner's summary out of what a run found.
struct ScanSummariser {
    let loaded: LoadedWorkforce
    let result: PreventionResult
    private let titles: [String: String?]
    private let places: [String: Establishment]

    init(loaded: LoadedWorkforce, result: PreventionResult) {
        self.loaded = loaded
        self.result = result
        titles = Dictionary(
            loaded.workforce.jobs.map { ($0.jobGroup ?? $0.job, $0.title) }, uniquingKeysWith: { first, _ in first })
        places = Dictionary(
            loaded.workforce.establishments.map { ($0.establishment, $0) }, uniquingKeysWith: { first, _ in first })
    }

    func summary(kind: ScanSummary.Kind) -> ScanSummary {
        let workforce = loaded.workforce
        var summary = ScanSummary(kind: kind, asOf: workforce.asOf, snapshotDate: workforce.snapshotDate)
        for phase in result.phase where phase > 0 { summary.phases[Int(phase) - 1] += 1 }
        summary.people = result.groups.reduce(0) { $0 + $1.inService }
        summary.likely = result.grounds.map(likely)
        let closures = PlannedClosures(result).entries
        summary.groupsAtRisk = closures.count
        summary.groups = closures.prefix(200).map(groupAtRisk)
        for job in workforce.jobs.reversed() {
            if let occupation = job.isco08, let title = job.title { summary.jobsByOccupation[occupation] = title }
        }
        for warning in result.warnings { summary.warnings[warning.code, default: 0] += 1 }
        return summary
    }

    private func likely(_ grounds: ForecastGrounds) -> ScanSummary.Likely {
        let people = result.rules.indices.count { row in
            let rules = result.rules[row]
            return result.phase[row] == 2 && rules.contains(.likely) && rules.isDisjoint(with: [.indicated, .closing])
        }
        let forecasts = result.groups.compactMap(\.forecast)
        return ScanSummary.Likely(
            people: people, groups: forecasts.count, expected: forecasts.reduce(0) { $0 + $1.expected },
            declining: grounds.decliningEstablishments)
    }

    func title(of jobGroup: String) -> String? {
        titles[jobGroup] ?? nil
    }

    func place(of establishment: String) -> Establishment? {
        places[establishment]
    }

    func groupAtRisk(_ entry: PlannedClosures.Entry) -> ScanSummary.GroupAtRisk {
        let place = place(of: entry.establishment)
        let rows = entry.planRows.map { loaded.workforce.plan[$0] }
        return ScanSummary.GroupAtRisk(
            jobGroup: entry.jobGroup, title: title(of: entry.jobGroup), establishment: entry.establishment,
            place: place?.name,
            region: place?.region, redundancyDate: entry.redundancyDate, isClosing: entry.isClosing,
            people: entry.inService, heads: entry.heads, toGo: entry.toGo, surplus: entry.surplus,
            indicatedCentiFTE: entry.covered, toCover: entry.toCover, hasStatutoryOrder: entry.hasStatutoryOrder,
            missingBirthDates: entry.missingBirthDates, futureHires: entry.futureHires,
            announcedOn: rows.contains { $0.announcedOn == nil } ? nil : rows.compactMap(\.announcedOn).max(),
            embargoUntil: rows.compactMap(\.embargoUntil).max())
    }

    /// People by phase, as a former scan counted them.
    static func phases(of scan: ScanRecord) -> [Int]? {
        let counts = (1...4).compactMap { scan.counts["phase\($0)"] }
        return counts.count == 4 ? counts : nil
    }
}

extension ScanSummary {
    /// Adds the organisation's scores by outcome, and the units whose vitality is low (domain rules §5), of those above
    /// the inward minimum.
    mutating func add(_ result: ScoreResult<ScoreHundredths>) {
        scores = result.aggregates.first { $0.scope == .organisation }?.scores ?? []
        lowVitality = result.aggregates.lazy.filter { $0.scope == .unit }.compactMap(\.unitVitality).filter(\.isLow)
            .sorted { ($0.value, $0.unit) < ($1.value, $1.unit) }
    }

    /// Adds the statutory units that are near a collective redundancy, and what is to be mended in how they are told apart.
    mutating func add(_ counted: Odometer) {
        odometer = counted.readings.filter(\.isNear)
        for warning in counted.warnings { warnings[warning.code, default: 0] += 1 }
    }

    /// What is kept with the scan: lists as far as anybody reads, since a large employer's would grow the database by
    /// more than everything else that a night changes.
    var kept: ScanSummary {
        var kept = self
        let most = 50
        kept.groups = Array(groups.prefix(most))
        kept.alerts = Array(alerts.prefix(most))
        kept.offers = Array(offers.prefix(most))
        kept.withheld = Array(withheld.prefix(most))
        kept.upcoming = Array(upcoming.prefix(most))
        kept.crises = crises.map { Array($0.prefix(most)) }
        kept.odometer = odometer.map { Array($0.prefix(most)) }
        kept.likely?.declining = Array((likely?.declining ?? []).prefix(most))
        kept.lowVitality = lowVitality.map { Array($0.prefix(most)) }
        kept.jobsByOccupation = [:]
        kept.changes?.groups = Array((changes?.groups ?? []).prefix(most))
        kept.changes?.outward = Array((changes?.outward ?? []).prefix(most))
        return kept
    }

    /// What the store keeps beside the summary, by name.
    var countsByName: [String: Int] {
        var counts = ["people": people, "groupsAtRisk": groupsAtRisk]
        for (index, count) in phases.enumerated() { counts["phase\(index + 1)"] = count }
        return counts
    }
}

extension Settings {
    /// The versions of everything that a run's results follow from.
    var ruleVersions: [String: String] {
        var versions = ["program": ProgramVersion.text, "scorecard": "\(scorecard.name) \(scorecard.version)"]
        for pack in statutes { versions["statute-\(pack.country.lowercased())"] = pack.version }
        return versions
    }
}
