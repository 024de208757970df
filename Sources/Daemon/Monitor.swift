import Console
import Delivery
import DoorstroomConfiguration
import Foundation
import Logging
import Outreach
import Store
import Workforce

/// Looks at the instance from outside its work: readiness, metrics, signs of life.
struct Monitor: Sendable {
    private let instance: Instance
    private let engine: DeliveryEngine
    private let started: Date
    /// Nil where there is no partner API.
    private let partnerRequests: RequestTally?

    init(_ instance: Instance, engine: DeliveryEngine, partnerRequests: RequestTally? = nil) {
        self.partnerRequests = partnerRequests
        self.instance = instance
        self.engine = engine
        started = instance.clock.now()
    }

    /// Free space under which nothing should be begun, in bytes.
    static let leastFreeSpace = 200_000_000
    /// How long a due event may wait before somebody should look.
    static let longestDue: TimeInterval = 3600

    @Sendable func readiness() async -> ReadinessReport {
        ReadinessReport(checks: [await database(), schedule(), disk(), await deliveries()])
    }

    /// Whether the database answers: a service that cannot read it must not tell the watchdog that it lives.
    func isAlive() async -> Bool { await database().ready }

    private func database() async -> ReadinessReport.Check {
        do {
            _ = try await instance.database.outbox.endpoints()
            return .init(name: "database", ready: true)
        } catch {
            return .init(name: "database", ready: false, detail: "The database does not answer; see the log.")
        }
    }

    private func schedule() -> ReadinessReport.Check {
        do {
            let last = try instance.lastRun(.scan) ?? started
            let due = instance.settings.schedule.nextScan(after: last)
            let late = due.map { instance.clock.now().timeIntervalSince($0) > 1800 } ?? false
            return .init(
                name: "schedule", ready: !late, detail: late ? "A scheduled scan is more than half an hour late." : "")
        } catch {
            return .init(name: "schedule", ready: false, detail: "The schedule's state cannot be read; see the log.")
        }
    }

    private func disk() -> ReadinessReport.Check {
        let folder = (instance.settings.storage.path as NSString).deletingLastPathComponent
        do {
            let attributes = try FileManager.default.attributesOfFileSystem(forPath: folder)
            let free = (attributes[.systemFreeSize] as? NSNumber)?.intValue ?? 0
            return .init(
                name: "disk", ready: free >= Monitor.leastFreeSpace,
                detail: free >= Monitor.leastFreeSpace ? "" : "Less than 200 MB is free beside the database.")
        } catch {
            return .init(name: "disk", ready: false, detail: "The disk's free space cannot be read.")
        }
    }

    private func deliveries() async -> ReadinessReport.Check {
        do {
            let waiting = try await oldestDue()
            let late = waiting > Monitor.longestDue
            return .init(
                name: "deliveries", ready: !late,
                detail: late ? "An event has been due for more than an hour; see 'doorstroom deliveries list'." : "")
        } catch {
            return .init(name: "deliveries", ready: false, detail: "The outbox cannot be read; see the log.")
        }
    }

    /// Seconds that the longest-waiting event has been due; 0 when nothing is.
    ///
    /// A partner whose files cannot be used is told of by a notice, and makes nobody else unready.
    private func oldestDue() async throws -> Double {
        let now = instance.clock.now()
        let usable = instance.settings.partners.filter { $0.endpoint.troubles.isEmpty }
        let oldest = try await instance.database.outbox.oldestDue(partners: usable.map(\.id), now: now)
        return oldest.map { max(0, now.timeIntervalSince($0)) } ?? 0
    }

    /// How the endpoints fare: by partner, so that an alert names the one to ask.
    private func addEndpoints(to text: inout MetricsText) async throws {
        let endpoints = try await instance.database.outbox.endpoints()
        let now = instance.clock.now()
        for partner in instance.settings.partners.map(\.id) {
            let endpoint = endpoints.first { $0.partner == partner }
            text.add(
                "doorstroom_endpoint_disabled", "Whether nothing is sent to the partner: it is disabled, or gone.",
                labels: [("partner", partner)], value: endpoint?.disabled == nil ? 0 : 1)
        }
        for partner in instance.settings.partners.map(\.id) {
            let opened = endpoints.first { $0.partner == partner }?.circuitOpened
            text.add(
                "doorstroom_endpoint_circuit_open",
                "Whether nearly everything at the partner fails, so that only single events are tried.",
                labels: [("partner", partner)], value: opened == nil ? 0 : 1)
        }
        for partner in instance.settings.partners.map(\.id) {
            let since = endpoints.first { $0.partner == partner }?.failingSince
            text.add(
                "doorstroom_endpoint_failing_seconds", "For how long every attempt at the partner has failed.",
                labels: [("partner", partner)], value: since.map { max(0, now.timeIntervalSince($0)) } ?? 0)
        }
    }

    @Sendable func metrics() async -> String {
        var text = MetricsText()
        text.add(
            "doorstroom_info", "Version of the running program.", labels: [("version", ProgramVersion.text)], value: 1)
        text.add(
            "doorstroom_start_timestamp_seconds", "When the process began.", value: started.timeIntervalSince1970)
        do {
            text.add(
                "doorstroom_last_good_scan_timestamp_seconds", "When the last good scan finished.",
                value: try instance.database.lastLiveScan()?.finished.timeIntervalSince1970)
            text.add(
                "doorstroom_snapshot_date_timestamp_seconds", "The date of the newest snapshot.",
                value: try instance.database.snapshots().last.map { Double($0.asOf.dayNumber) * 86_400 })
            text.add(
                "doorstroom_open_notices", "Notices that nobody has read yet, without crises that wait for a person.",
                // Without crises that wait for a person: one may rest on a plan that nobody outside may know of.
                value: Double(try instance.database.notices().count { $0.code != Crisis.noticeCode }))
            text.add(
                "doorstroom_oldest_due_delivery_seconds", "How long the longest-waiting event has been due.",
                value: try await oldestDue())
            try await addEndpoints(to: &text)
        } catch {
            instance.logger.error("The metrics could not be read", metadata: ["code": "metrics-unavailable"])
        }
        let totals = engine.totals
        for (outcome, count) in [
            ("delivered", totals.delivered), ("retrying", totals.retrying), ("parked", totals.parked),
            ("exhausted", totals.exhausted), ("expired", totals.expired),
        ] {
            text.add(
                "doorstroom_delivery_outcomes_total", "Outcomes of deliveries since the start.", kind: .counter,
                labels: [("outcome", outcome)], value: Double(count))
        }
        text.add(
            "doorstroom_delivery_attempts_total", "Attempts since the start.", kind: .counter,
            value: Double(totals.attempts))
        for (status, count) in partnerRequests?.all ?? [] {
            text.add(
                "doorstroom_partner_api_requests_total", "Requests to the partner API since the start, by status.",
                kind: .counter, labels: [("status", "\(status)")], value: Double(count))
        }
        return text.text
    }
}
