import DoorstroomConfiguration
import Foundation
import Outreach
import Store
import Workforce

/// Compares what is with what partners were told, and queues what they are to hear: rendered, numbered, in one
/// transaction.
struct Release {
    private let instance: Instance

    init(_ instance: Instance) { self.instance = instance }

    /// - Parameter record: what outreach remembers, where that is at hand.
    /// - Returns: events queued, by partner.
    func run(_ moment: ReleaseRequest.Moment, _ record: OutreachRecord? = nil) throws -> [String: Int] {
        instance.enter(.release)
        let settings = instance.settings
        let now = instance.clock.now()
        let record = try record ?? instance.database.outreach()
        var request = ReleaseRequest(
            states: record.states, publications: record.publications, partners: settings.partners,
            rules: ReleaseRules(
                holds: record.holds, approvals: record.approvals, mode: settings.release.mode,
                policy: settings.disclosure, allowsNew: try !isStale(), today: instance.today),
            settings: settings.eventSettings, now: now)
        request.moment = moment
        request.disabledPartners = try instance.database.disabledPartners()
        var generator = SystemRandomNumberGenerator()
        let plan = ReleasePlanner.plan(request, using: &generator)
        for problem in plan.problems { try Notices(instance).raise(code: problem.code, text: problem.sentence) }
        _ = try instance.database.commitRelease(plan, dueAt: now, now: now)
        return Dictionary(grouping: plan.events, by: \.partner).mapValues(\.count)
    }

    /// Whether the newest snapshot is too old for anything new to go out (domain rules §2).
    private func isStale() throws -> Bool {
        let today = instance.today
        guard let newest = try instance.database.newestSnapshot(onOrBefore: today) else { return true }
        return newest.asOf.adding(days: instance.settings.intake.maxAgeDays) < today
    }
}
