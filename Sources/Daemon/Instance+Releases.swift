import DoorstroomConfiguration
import Foundation
import Outreach
import Store
import Workforce

extension Instance {
    /// What a release on a day would go by, as things stand now.
    func releaseRules(
        _ record: OutreachRecord, holds: [Hold]? = nil, on day: CalendarDate
    ) throws -> ReleaseRules {
        let settings = settings
        // Too old a snapshot lets nothing new out (domain rules §2).
        let snapshot = try database.newestSnapshot(onOrBefore: day)?.asOf
        return ReleaseRules(
            holds: holds ?? record.holds, approvals: record.approvals, mode: settings.release.mode,
            policy: settings.disclosure,
            allowsNew: snapshot.map { $0.adding(days: settings.intake.maxAgeDays) >= day } ?? false, today: day,
            reservations: record.reservations)
    }

    /// The next regular release: its moment, and its day in the employer's time zone.
    var nextRelease: (moment: Date?, day: CalendarDate) {
        let settings = settings
        let moment = settings.schedule.nextRelease(after: clock.now())
        return (moment, moment.map { WallClock(zone: settings.employer.timeZone).day($0) } ?? today)
    }

    /// The partners that a release sends to: not those whose endpoint is disabled.
    func reachablePartners() throws -> [Partner] {
        let disabled = try database.disabledPartners()
        return settings.partners.filter { !disabled.contains($0.id) }
    }
}
