import Foundation
import Store

extension Instance {
    /// The moment up to which runs of the schedule are accounted for; nil before the first start.
    func lastRun(_ run: ScheduledRun) throws -> Date? {
        try database.state("schedule.\(run.rawValue)").flatMap(Double.init).map(Date.init(timeIntervalSince1970:))
    }

    /// Whether a run had begun and not ended when the process last ended.
    func isRunOpen(_ run: ScheduledRun) throws -> Bool { try database.state("schedule.\(run.rawValue).open") != nil }

    func setRun(_ run: ScheduledRun, isOpen: Bool) throws {
        try database.setState("schedule.\(run.rawValue).open", isOpen ? "1" : nil)
    }

    /// Keeps that moment, so that a run is made once whatever happens to the process.
    func recordRun(_ run: ScheduledRun, at moment: Date) throws {
        try database.setState("schedule.\(run.rawValue)", String(moment.timeIntervalSince1970))
    }
}
