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

    /// A release that is worked out and not written.
    struct Prepared: Sendable {
        fileprivate let plan: ReleasePlan
        fileprivate let moment: ReleaseRequest.Moment
        fileprivate let now: Date
        /// What outreach remembers once it is written.
        let record: OutreachRecord
    }

    /// - Returns: events queued, by partner.
    ///
    /// - Parameter subjects: those that are looked at; nil for all.
    func run(_ moment: ReleaseRequest.Moment, of subjects: Set<String>? = nil) throws -> [String: Int] {
        try commit(prepare(moment, instance.database.outreach(), of: subjects))
    }

    /// Works out what partners are to hear, and writes nothing.
    ///
    /// - Parameter record: what outreach remembers when the release is written.
    func prepare(
        _ moment: ReleaseRequest.Moment, _ record: OutreachRecord, of subjects: Set<String>? = nil
    ) throws -> Prepared {
        let settings = instance.settings
        let now = instance.clock.now()
        var record = record
        var request = ReleaseRequest(
            states: record.states, publications: record.publications, partners: settings.partners,
            rules: try instance.releaseRules(record, on: instance.today),
            settings: settings.eventSettings, now: now)
        request.moment = moment
        request.subjects = subjects
        request.disabledPartners = try instance.database.disabledPartners()
        var generator = SystemRandomNumberGenerator()
        let plan = ReleasePlanner.plan(request, using: &generator)
        let told = Set(plan.publications.map { [$0.subject, $0.partner] })
        record.publications.removeAll { told.contains([$0.subject, $0.partner]) }
        record.publications += plan.publications
        return Prepared(plan: plan, moment: moment, now: now, record: record)
    }

    /// - Returns: events queued, by partner.
    func commit(_ prepared: Prepared) throws -> [String: Int] {
        instance.enter(.release)
        for problem in prepared.plan.problems {
            try Notices(instance).raise(problem)
        }
        do {
            _ = try instance.database.commitRelease(prepared.plan, dueAt: prepared.now, now: prepared.now)
        } catch let error as StoreError where error.code == "reservations-changed" {
            // Partners accept at any moment; that this happens twice in a row takes many of them.
            return try run(prepared.moment)
        }
        return Dictionary(grouping: prepared.plan.events, by: \.partner).mapValues(\.count)
    }
}
