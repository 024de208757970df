import DoorstroomConfiguration
import Foundation
import Outreach

/// The release at its scheduled time where no daemon runs: the verb `deliver` makes it, once it is due.
struct ScheduledRelease {
    private let instance: Instance

    init(_ instance: Instance) { self.instance = instance }

    /// Makes the release that has become due since the last one; the first call only begins to count.
    func makeUp() throws {
        let now = instance.clock.now()
        guard let last = try instance.lastRun(.release) else { return try instance.recordRun(.release, at: now) }
        guard instance.settings.schedule.missedRelease(last: last, now: now) != nil else { return }
        _ = try Release(instance).run(.regular)
        try instance.recordRun(.release, at: now)
    }
}
