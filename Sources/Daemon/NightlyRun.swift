import Dispatch
import DoorstroomConfiguration
import Foundation
import Logging
import Outcomes
import Outreach
import Prevention
import Store
import Synchronization
import Workforce

/// One full run on the newest snapshot: phases, scores, cells, offers, stored whole or not at all.
///
/// The scores are computed on another thread while the people's states are written: neither waits for the other, and
/// neither can read the other's results.
struct NightlyRun {
    private let instance: Instance
    private let progress: @Sendable (String) -> Void

    init(_ instance: Instance, progress: @escaping @Sendable (String) -> Void = { _ in }) {
        self.instance = instance
        self.progress = progress
    }

    func run(_ request: ScanRequest) throws -> OperationReply {
        instance.enter(.scan)
        let started = instance.clock.now()
        let settings = instance.settings
        var stopwatch = Stopwatch()
        let asOf = request.asOf ?? instance.today
        let former = try instance.database.lastLiveScan()
        let today = instance.today
        // A look ahead makes no replay of the nights that are still to come.
        let isAfterLookAhead = former.map { $0.asOf > today } ?? false
        let kind = isAfterLookAhead ? ScanRecord.Kind.live : try instance.database.scanKind(asOf: asOf)

        progress("reading the workforce as of \(asOf)")
        // Names are needed only where texts go outward: the gate looks for them there.
        // Of a date to come nothing goes outward: its announcements and embargoes are still to come as well.
        let composes = kind == .live && !request.sendsNothing && asOf <= today
        let loaded = try instance.database.loadWorkforce(
            asOf: asOf, employerCountry: settings.employer.country,
            aftercareMonths: settings.prevention.aftercareMonths, identity: composes ? .everything : .ids)
        stopwatch.lap("load")

        let scoring = PendingScores(
            ScoreEngine(scorecard: settings.scorecard, policy: settings.outcomes), loaded.workforce)
        progress("working out phases")
        let engine = PreventionEngine(policy: settings.prevention, statutes: settings.statutes)
        let result = engine.assess(loaded.workforce)
        stopwatch.lap("phases")
        var results = ScanResults(loaded: loaded, prevention: result, outreach: nil)
        let record = try instance.database.outreach()
        if composes {
            progress("composing alerts and offers")
            results.outreach = compose(loaded, result, engine: engine, record: record, settings: settings)
        }
        stopwatch.lap("outreach")

        let summariser = ScanSummariser(loaded: loaded, result: result)
        var summary = summariser.summary(kind: request.isDryRun ? .dryRun : kind == .live ? .live : .replay)
        summary.isAhead = asOf > today
        summary.formerPhases = former.flatMap(ScanSummariser.phases)
        if let former, kind == .live {
            let groups = try instance.database.groupsAtRisk(former)
            summariser.compare(with: former, groups: groups, in: &summary)
        }
        let nextRelease = instance.nextRelease.moment
        summary.nextReleaseLocal = nextRelease.map { WallClock(zone: settings.employer.timeZone).text($0) }
        if let outreach = results.outreach {
            summary.isStale = outreach.isStale
            for warning in outreach.warnings { summary.warnings[warning.code, default: 0] += 1 }
            try describe(outreach, record: record, summariser, in: &summary)
        }
        if request.isDryRun {
            summary.scores = ScanSummariser.organisation(scoring.wait())
            summary.conclude()
            return reply(summary)
        }

        progress("writing results")
        let header = ScanHeader(
            kind: kind, started: started, finished: instance.clock.now(), versions: settings.ruleVersions,
            counts: summary.countsByName, aftercareMonths: settings.prevention.aftercareMonths,
            rulebook: settings.rulebook)
        _ = try instance.database.commitScan(
            results, header: header, heldUntil: nextRelease ?? instance.clock.now(), scores: scoring.wait
        ) { committed in
            summary.changedResults = committed.changedResults
            summary.entered = committed.entered
            summary.scores = ScanSummariser.organisation(scoring.wait())
            summary.conclude()
            summary.nextRelease = nextRelease.map { $0.formatted(.iso8601) }
            stopwatch.lap("store")
            summary.seconds = stopwatch.laps
            return String(decoding: try JSONEncoder().encode(summary), as: UTF8.self)
        }
        try tell(results.outreach)
        if request.releasesNow, let outreach = results.outreach {
            summary.released = try Release(instance).run(.atOnce)
            var after = summary
            try describe(outreach, record: try instance.database.outreach(), summariser, in: &after)
            (summary.alerts, summary.offers) = (after.alerts, after.offers)
            summary.takeOver(upcoming: after.upcoming)
        }
        return reply(summary)
    }

    /// Says what partners have and will hear, as the next release would go by now.
    private func describe(
        _ outreach: OutreachScan.Output, record: OutreachRecord, _ summariser: ScanSummariser,
        in summary: inout ScanSummary
    ) throws {
        let rules = try instance.releaseRules(record, holds: outreach.holds, on: instance.nextRelease.day)
        let partners = try instance.reachablePartners()
        summariser.describe(outreach, record: record, partners: partners, rules: rules, in: &summary)
        summariser.foresee(outreach, record: record, partners: partners, rules: rules, in: &summary)
    }

    private func reply(_ summary: ScanSummary) -> OperationReply {
        var reply = OperationReply()
        reply.scan = summary
        return reply
    }

    private func compose(
        _ loaded: LoadedWorkforce, _ result: PreventionResult, engine: PreventionEngine, record: OutreachRecord,
        settings: Settings
    ) -> OutreachScan.Output {
        var input = OutreachScan.Input(workforce: loaded.workforce, inside: result, personKeys: loaded.keys)
        let disclosure = PlanDisclosure(plan: loaded.workforce.plan, asOf: loaded.workforce.asOf)
        input.outward = disclosure.outwardWorkforce(loaded.workforce).map(engine.assess)
        input.policy = settings.disclosure
        input.maxAgeDays = settings.intake.maxAgeDays
        input.memory = record.memory
        input.keys = record.keys
        input.states = record.states
        input.holds = record.holds
        var generator = SystemRandomNumberGenerator()
        return OutreachScan.run(input, using: &generator)
    }

    /// What only a person can mend.
    private func tell(_ outreach: OutreachScan.Output?) throws {
        guard let outreach else { return }
        for warning in outreach.warnings {
            try Notices(instance).raise(code: warning.code, text: warning.sentence)
        }
        for code in Set(outreach.warnings.map(\.code)).sorted() {
            instance.logger.warning(
                "A run found something to mend; see 'doorstroom notices'", metadata: ["code": "\(code)"])
        }
    }
}

/// Scores that are being computed on a thread of their own.
private final class PendingScores: Sendable {
    private let group = DispatchGroup()
    private let result = Mutex<ScoreResult?>(nil)

    init(_ engine: ScoreEngine, _ workforce: Workforce) {
        DispatchQueue.global(qos: .userInitiated).async(group: group) { [self] in
            let scores = engine.score(workforce)
            result.withLock { $0 = scores }
        }
    }

    @Sendable func wait() -> ScoreResult? {
        group.wait()
        return result.withLock { $0 }
    }
}

/// Seconds by stage.
struct Stopwatch {
    private(set) var laps: [String: Double] = [:]
    private var last = ContinuousClock.now

    mutating func lap(_ name: String) {
        let now = ContinuousClock.now
        let parts = (now - last).components
        laps[name] = (Double(parts.seconds) + Double(parts.attoseconds) / 1e18)
        last = now
    }
}
