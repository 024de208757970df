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
    /// - Returns: events queued, by partner, and what outreach remembers now.
    @discardableResult
    func run(
        _ moment: ReleaseRequest.Moment, _ record: OutreachRecord? = nil
    ) throws -> (queued: [String: Int], record: OutreachRecord) {
        instance.enter(.release)
        let settings = instance.settings
        let now = instance.clock.now()
        var record = try record ?? instance.database.outreach()
        var request = ReleaseRequest(
            states: record.states, publications: record.publications, partners: settings.partners,
            rules: try instance.releaseRules(record, on: instance.today),
            settings: settings.eventSettings, now: now)
        request.moment = moment
        request.disabledPartners = try instance.database.disabledPartners()
        var generator = SystemRandomNumberGenerator()
        let plan = ReleasePlanner.plan(request, using: &generator)
        for problem in plan.problems { try Notices(instance).raise(code: problem.code, text: problem.sentence) }
        _ = try instance.database.commitRelease(plan, dueAt: now, now: now)
        let told = Set(plan.publications.map { [$0.subject, $0.partner] })
        record.publications.removeAll { told.contains([$0.subject, $0.partner]) }
        record.publications += plan.publications
        return (Dictionary(grouping: plan.events, by: \.partner).mapValues(\.count), record)
    }
}
