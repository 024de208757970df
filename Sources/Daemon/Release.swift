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
        fileprivate let subjects: Set<String>?
        fileprivate let now: Date
        /// What outreach remembers once it is written.
        let record: OutreachRecord
    }

    /// A release that was written.
    struct Committed: Sendable {
        /// Events, by partner.
        let queued: [String: Int]
        /// What outreach remembers now; nil where that is what was prepared.
        let changedRecord: OutreachRecord?
    }

    /// How often a release is worked out: partners accept at any moment, and each acceptance in between undoes it.
    static let attempts = 5

    /// - Returns: events queued, by partner.
    ///
    /// - Parameter subjects: those that are looked at; nil for all.
    func run(_ moment: ReleaseRequest.Moment, of subjects: Set<String>? = nil) throws -> [String: Int] {
        try commit(prepare(moment, instance.database.outreach(), of: subjects)).queued
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
        return Prepared(plan: plan, moment: moment, subjects: subjects, now: now, record: record)
    }

    /// Writes a release; worked out anew where partners accepted or gave back places meanwhile.
    /// - Throws: `reservations-changed` when that goes on and on.
    func commit(_ prepared: Prepared) throws -> Committed {
        instance.enter(.release)
        var written = prepared
        var attempt = 1
        while true {
            do {
                _ = try instance.database.commitRelease(written.plan, dueAt: written.now, now: written.now)
                break
            } catch let error as StoreError where error.code == "reservations-changed" && attempt < Self.attempts {
                attempt += 1
                written = try prepare(prepared.moment, instance.database.outreach(), of: prepared.subjects)
            }
        }
        for problem in written.plan.problems { instance.raise(code: problem.code, text: problem.notice) }
        return Committed(
            queued: Dictionary(grouping: written.plan.events, by: \.partner).mapValues(\.count),
            changedRecord: attempt == 1 ? nil : written.record)
    }
}
