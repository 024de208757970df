import Intake
import Outreach
import Store

/// What a run lets partners hear: how it reads, and the release that follows at once where one is asked for.
///
/// Worked out beside the writing of people's results, and written after them.
struct NightOutward: Sendable {
    let summary: OutwardSummary
    /// Nil where the regular release is waited for.
    let release: Release.Prepared?
    private let afterRelease: OutwardSummary?
    private let summarise: @Sendable (OutreachRecord, [SubjectState]?) throws -> OutwardSummary

    /// - Parameters:
    ///   - memory: what outreach remembered before the run.
    ///   - comparesWith: the states of the scan before; nil where nothing is to be compared.
    init(
        of outreach: OutreachScan.Output, memory: OutreachRecord, comparesWith former: [SubjectState]?,
        releasesNow: Bool, _ instance: Instance
    ) throws {
        let day = instance.nextRelease.day
        let partners = try instance.reachablePartners()
        summarise = { record, former in
            OutwardSummary(
                of: outreach, record: record, partners: partners,
                rules: try instance.releaseRules(record, holds: outreach.holds, on: day), comparesWith: former)
        }
        let before = Pending { [summarise] in Result { try summarise(memory, former) } }
        defer { before.finish() }
        release = releasesNow ? try Release(instance).prepare(.atOnce, memory.after(outreach)) : nil
        afterRelease = try release.map { [summarise] in try summarise($0.record, nil) }
        summary = try before.wait().get()
    }

    /// How it reads once that release is written, as it was written.
    func after(_ released: Release.Committed) throws -> OutwardSummary? {
        try released.changedRecord.map { try summarise($0, nil) } ?? afterRelease
    }
}
