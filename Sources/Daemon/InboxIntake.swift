import DoorstroomConfiguration
import Foundation
import Intake
import Logging
import Store
import Workforce

/// Takes in what has settled in the inbox: accepted drops go (or are kept), refused ones move aside with their report.
struct InboxIntake {
    private let instance: Instance
    private let progress: @Sendable (String) -> Void

    init(_ instance: Instance, progress: @escaping @Sendable (String) -> Void = { _ in }) {
        self.instance = instance
        self.progress = progress
    }

    /// - Parameter adoption: takes the workforce of the last drop over, for a run that follows at once.
    func run(adoption: WorkforceAdoption? = nil) throws -> OperationReply {
        let settings = instance.settings
        let inbox = InboxFolder(path: settings.intake.inbox)
        var reply = OperationReply()
        var refusals = InboxRefusals()
        let drops = try inbox.settledDrops(now: instance.clock.now())
        for drop in drops {
            do {
                if try inbox.isLink(drop) { throw IntakeError.linkInInbox(InboxRefusals.name(drop)) }
                let outcome = try SnapshotImport(instance, progress: progress).run(
                    ImportRequest(path: drop), adoption: drop == drops.last ? adoption : nil)
                reply.imports += outcome.imports
                if var error = outcome.error {
                    try refuse(drop, in: inbox, error: error, reports: outcome.imports)
                    error.problems = outcome.imports.flatMap(\.refusals)
                    refusals.add(drop, error)
                } else {
                    try inbox.settle(drop, keeps: settings.intake.keepRawFiles)
                }
            } catch let error as IntakeError {
                let error = DaemonError(error)
                try refuse(drop, in: inbox, error: error, reports: [])
                refusals.add(drop, error)
            }
        }
        reply.error = refusals.error(of: drops.count, reportsIn: inbox.refused)
        return reply
    }

    /// Refusals after which not even the file stays: data that may not be here at all.
    private static let neverKept: Set<String> = ["health-data", "national-identifier"]

    private func refuse(
        _ drop: String, in inbox: InboxFolder, error: DaemonError, reports: [SnapshotReport]
    ) throws {
        let text = ([error.description] + error.problems.map(\.sentence) + reports.map { ReportRendering($0).table() })
            .joined(separator: "\n")
        let codes = Set(reports.flatMap(\.refusals).map(\.code))
        try inbox.refuse(drop, report: text + "\n", erases: !codes.isDisjoint(with: InboxIntake.neverKept))
        instance.raise(
            code: "snapshot-refused",
            text: "\(InboxRefusals.name(drop)) in the inbox was refused (\(error.code)); "
                + "the report lies in \(inbox.refused).")
    }
}

extension Problem {
    /// On one line: where, what, and what to do.
    package var sentence: String {
        var place = file ?? ""
        if let line { place += ":\(line)" }
        if let column { place += place.isEmpty ? column : " \(column)" }
        let shown = value.map { " '\($0)'" } ?? ""
        let head = place + shown
        return ShownName.plain(head.isEmpty ? "" : head + ": ") + reason.capitalizedSentence + " "
            + remedy.capitalizedSentence
    }
}
