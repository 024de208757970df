import Dispatch
import DoorstroomConfiguration
import Foundation
import Intake
import Logging
import Outcomes
import Outreach
import Prevention
import Store
import Synchronization
import Workforce

/// One full run: what is to be taken in first, then phases, scores, cells and offers of the newest snapshot, stored whole
/// or not at all.
///
/// What was read is handed over and not read back: while one core stores the snapshot, the other works out what follows
/// from it.
struct NightlyRun {
    private let instance: Instance
    private let progress: @Sendable (String) -> Void

    init(_ instance: Instance, progress: @escaping @Sendable (String) -> Void = { _ in }) {
        self.instance = instance
        self.progress = progress
    }

    func run(_ request: ScanRequest) throws -> OperationReply {
        var stopwatch = Stopwatch()
        let started = instance.clock.now()
        let night = try Night(instance, request)
        try instance.database.completeHistory(
            LeaverRule(
                policy: night.settings.prevention, statutes: night.settings.statutes,
                employerCountry: night.settings.employer.country))
        let adopted = Mutex<Pending<NightFindings>?>(nil)
        defer { adopted.withLock { $0 }?.wait().finish() }
        let intake = try takeIn(request.intake, for: night) { loaded in
            adopted.withLock { slot in
                slot = Pending { [progress] in night.findings(in: loaded, progress: progress) }
            }
        }
        if request.intake != nil { stopwatch.lap("import") }
        if case .bundle = request.intake, intake.error != nil { return intake }

        instance.enter(.scan)
        let findings =
            try adopted.withLock { $0 }?.wait() ?? night.findings(in: load(night), progress: progress)
        stopwatch.lap("findings")
        let outward = outward(findings, of: night)
        defer {
            outward.finish()
            findings.finish()
        }
        let unsent = night.kind == .live ? try nobodySends() : []
        var summary = try self.summary(of: findings, night, unsent: unsent)
        var reply = intake
        if request.isDryRun {
            try conclude(&summary, findings, outward)
            reply.scan = summary
            return reply
        }
        progress("writing results")
        let documents = Pending(after: findings.outreach) { outreach in
            Result { try outreach.get().map { try OutreachDocuments($0, stored: night.memory().states) } }
        }
        defer { documents.finish() }
        let header = ScanHeader(
            kind: night.kind, started: started, finished: instance.clock.now(), versions: night.settings.ruleVersions,
            counts: summary.countsByName, aftercareMonths: night.settings.prevention.aftercareMonths,
            rulebook: night.settings.rulebook)
        // Waits inside the closures alone: people are written meanwhile.
        _ = try instance.database.commitScan(
            findings.results, header: header, heldUntil: instance.nextRelease.moment ?? instance.clock.now(),
            likelihood: findings.likelihood, outreach: { try documents.wait().get() }, scores: findings.scores.wait
        ) { committed in
            summary.changedResults = committed.changedResults
            summary.entered = committed.entered
            try conclude(&summary, findings, outward)
            stopwatch.lap("store")
            summary.seconds = stopwatch.laps.merging(findings.seconds) { own, _ in own }
            let text = String(decoding: try JSONEncoder().encode(summary.kept), as: UTF8.self)
            return (text, instance.clock.now())
        }
        try tell(findings.outreach.wait().get())
        if night.kind == .live {
            try tell(findings.odometer.wait().warnings + night.unitProblems(of: findings) + unsent)
        }
        if let outward = try outward.wait().get(), let release = outward.release {
            let released = try Release(instance).commit(release)
            summary.released = released.queued
            try outward.after(released).map { summary.takeOver($0) }
        }
        // In the journal, where nobody who rewrites the database rewrites it too.
        if night.kind == .live, let head = try instance.database.ledgerHead() {
            var journal = instance.logger
            // Whatever else is to be kept out of it.
            journal.logLevel = min(journal.logLevel, .notice)
            journal.notice("The delivery ledger stands", metadata: ["head": "\(head)"])
        }
        reply.scan = summary
        return reply
    }

    /// What partners have and will hear, begun as soon as the intents are there; nil inside where that is not the run's
    /// business.
    private func outward(
        _ findings: NightFindings, of night: Night
    ) -> Pending<Result<NightOutward?, any Error>> {
        Pending(after: findings.outreach) { [instance] outreach in
            Result {
                let memory = try night.memory()
                guard let outreach = try outreach.get() else {
                    // What the run before meant to tell stands, and the next release tells it.
                    guard night.keepsIntents else { return nil }
                    return try NightOutward(
                        of: memory.unchanged, memory: memory, comparesWith: nil, releasesNow: false, instance)
                }
                return try NightOutward(
                    of: outreach, memory: memory,
                    comparesWith: night.kind == .live && night.former != nil ? memory.states : nil,
                    releasesNow: night.request.releasesNow && !night.request.isDryRun, instance)
            }
        }
    }

    /// The planner's morning reading, as far as phases tell it.
    private func summary(of findings: NightFindings, _ night: Night, unsent: [Problem]) throws -> ScanSummary {
        let summariser = ScanSummariser(loaded: findings.results.loaded, result: findings.results.prevention)
        var summary = night.summary(by: summariser)
        for problem in night.unitProblems(of: findings) + unsent { summary.warnings[problem.code, default: 0] += 1 }
        if night.kind == .live, let former = night.former {
            summariser.compare(with: former, groups: try instance.database.groupsAtRisk(former), in: &summary)
            if let rules = try readableRules(of: former) {
                summariser.compareClocks(with: rules.statutes, under: night.settings, in: &summary)
            }
        }
        if night.kind == .live {
            let trouble = try instance.database.outbox.trouble(among: night.settings.partners.map(\.id))
            for (code, count) in trouble.warnings where count > 0 { summary.warnings[code] = count }
            let counts = try PartnerDesk(instance.database).answerCounts(since: night.former?.finished)
            summary.partnerAnswers = counts.isEmpty ? nil : counts
        }
        let nextRelease = instance.nextRelease.moment
        summary.nextReleaseLocal = nextRelease.map { WallClock(zone: night.settings.employer.timeZone).text($0) }
        summary.nextRelease = nextRelease.map { $0.formatted(.iso8601) }
        return summary
    }

    /// The rules of the scan before; nil where it kept none, or where another version wrote them so that this one cannot
    /// read them: that leaves a line out of the summary, and is no reason to have no night.
    private func readableRules(of former: ScanRecord) throws -> Rulebook? {
        do {
            return try instance.database.rulebook(of: former)
        } catch let error as StoreError where error.code == "rules-unreadable" {
            instance.logger.warning(
                "The rules of the scan before cannot be read; what a change of law moved is not in the summary",
                metadata: ["code": "\(error.code)"])
            return nil
        }
    }

    /// Adds what is worked out while people are written.
    private func conclude(
        _ summary: inout ScanSummary, _ findings: NightFindings, _ outward: Pending<Result<NightOutward?, any Error>>
    ) throws {
        summary.add(findings.odometer.wait())
        if let outward = try outward.wait().get() { summary.add(outward.summary) }
        try add(findings.outreach.wait().get(), to: &summary)
        summary.add(findings.scores.wait())
        summary.conclude()
    }

    private func add(_ outreach: OutreachScan.Output?, to summary: inout ScanSummary) {
        guard let outreach else { return }
        summary.isStale = outreach.isStale
        // Crises that wait stand in a list of their own; the rest is to be mended in the data.
        for warning in outreach.warnings where warning.code != Crisis.noticeCode {
            summary.warnings[warning.code, default: 0] += 1
        }
    }

    private func takeIn(
        _ intake: ScanRequest.Intake?, for night: Night, _ take: @escaping @Sendable (LoadedWorkforce) -> Void
    ) throws -> OperationReply {
        let adoption = WorkforceAdoption(
            asOf: night.asOf, employerCountry: night.settings.employer.country,
            aftercareMonths: night.settings.prevention.aftercareMonths, take: take)
        return switch intake {
        case nil: OperationReply()
        case .bundle(let request): try SnapshotImport(instance, progress: progress).run(request, adoption: adoption)
        case .inbox: try InboxIntake(instance, progress: progress).run(adoption: adoption)
        }
    }

    private func load(_ night: Night) throws -> LoadedWorkforce {
        progress("reading the workforce as of \(night.asOf)")
        // Names are needed only where texts go outward: the gate looks for them there.
        return try instance.database.loadWorkforce(
            asOf: night.asOf, employerCountry: night.settings.employer.country,
            aftercareMonths: night.settings.prevention.aftercareMonths,
            identity: night.composes ? .everything : .ids)
    }

    /// Whoever is taken out of the configuration gets nothing more, and what waits for them waits for ever.
    private func nobodySends() throws -> [Problem] {
        let partners = instance.settings.partners.map(\.id)
        return try instance.database.outbox.waitingForOthers(than: partners).map { partner, _ in
            Problem(
                .warning, code: Partner.notConfigured, value: partner,
                reason: "events wait for a partner who is not in the configuration; nobody sends them",
                remedy: "configure the partner again; to give the events up, give it an agreement that has ended")
        }
    }

    /// What only a person can mend.
    private func tell(_ outreach: OutreachScan.Output?) throws {
        if let outreach { try tell(outreach.warnings) }
    }

    private func tell(_ warnings: [Problem]) throws {
        for warning in warnings {
            try Notices(instance).raise(warning)
        }
        // A crisis may rest on a plan that was not announced: of that the notice alone tells.
        for code in Set(warnings.map(\.code)).subtracting([Crisis.noticeCode]).sorted() {
            instance.logger.warning(
                "A run found something to mend; see 'doorstroom notices'", metadata: ["code": "\(code)"])
        }
    }
}
