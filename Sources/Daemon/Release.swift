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
            rules: try instance.releaseRules(record, on: instance.today),
            settings: settings.eventSettings, now: now)
        request.moment = moment
        request.disabledPartners = try instance.database.disabledPartners()
        var generator = SystemRandomNumberGenerator()
        let plan = ReleasePlanner.plan(request, using: &generator)
        for problem in plan.problems { try Notices(instance).raise(code: problem.code, text: problem.sentence) }
        _ = try instance.database.commitRelease(plan, dueAt: now, now: now)
        return Dictionary(grouping: plan.events, by: \.partner).mapValues(\.count)
    }
}
