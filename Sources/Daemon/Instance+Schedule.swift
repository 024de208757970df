import Foundation
import Store

extension Instance {
    /// The moment up to which runs of the schedule are accounted for; nil before the first start.
    func lastRun(_ run: ScheduledRun) throws -> Date? {
        try database.state("schedule.\(run.rawValue)").flatMap(Double.init).map(Date.init(timeIntervalSince1970:))
    }

    /// Keeps that moment, so that a run is made once whatever happens to the process.
    func recordRun(_ run: ScheduledRun, at moment: Date) throws {
        try database.setState("schedule.\(run.rawValue)", String(moment.timeIntervalSince1970))
    }
}
