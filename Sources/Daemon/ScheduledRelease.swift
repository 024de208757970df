import DoorstroomConfiguration
import Foundation
import Outreach
import Store

/// The release at its scheduled time where no daemon runs: the verb `deliver` makes it, once it is due.
struct ScheduledRelease {
    private let instance: Instance

    init(_ instance: Instance) { self.instance = instance }

    /// Makes the release that has become due since the last one; where there was none, since the last run.
    func makeUp() throws {
        let now = instance.clock.now()
        guard let last = try instance.lastRun(.release) ?? instance.database.lastLiveScan()?.finished else { return }
        guard !ScheduleService.isFarAhead(last, of: now) else { return try instance.recordRun(.release, at: now) }
        guard instance.settings.schedule.missedRelease(last: last, now: now) != nil else { return }
        _ = try Release(instance).run(.regular)
        try instance.recordRun(.release, at: now)
    }
}
