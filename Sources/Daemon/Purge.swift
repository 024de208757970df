import DoorstroomConfiguration
import Foundation
import Store
import Workforce

/// Erases what retention no longer allows (configuration key `retention`).
struct Purge {
    /// How long a refused drop lies in the inbox for somebody to mend it.
    private static let refusedDays = 30

    private let instance: Instance

    init(_ instance: Instance) { self.instance = instance }

    func run() throws -> OperationReply {
        instance.enter(.purge)
        let settings = instance.settings
        let today = instance.today
        let deliveries = today.adding(months: -12 * settings.retention.deliveryYears)
        let contents = today.adding(months: -settings.retention.contentMonths)
        let wall = WallClock(zone: settings.employer.timeZone)
        let purged = try instance.database.purge(
            Retention(
                personsBefore: today.adding(months: -settings.retention.personMonths),
                deliveriesBefore: wall.moment(day: deliveries, minute: 0),
                contentsBefore: wall.moment(day: contents, minute: 0)), now: instance.clock.now())
        let refused = try InboxFolder(path: settings.intake.inbox)
            .eraseRefused(olderThan: Purge.refusedDays, now: instance.clock.now())
        return OperationReply(
            message: "erased \(purged.snapshots) snapshots, \(purged.scans) scans, \(purged.persons) persons and "
                + "\(purged.deliveries) deliveries beyond their retention, the content of \(purged.contents) others, and \(refused) refused files"
        )
    }
}
