import DoorstroomConfiguration
import Foundation
import Intake
import Logging
import Outreach
import Store

/// The `erase` verb: takes one person out of everything that is kept here, and looks whether it is so.
///
/// Begun is finished: where the process is ended in between, the next one that owns the database goes on.
struct Erasing {
    private let instance: Instance

    init(_ instance: Instance) { self.instance = instance }

    func run(_ request: EraseRequest) throws -> OperationReply {
        instance.enter(.erase)
        guard (1...Decision.longestReason).contains(request.reason.count) else {
            throw DaemonError(
                .usage, code: "reason-length",
                message: "The reason has \(request.reason.count) characters; it takes 1 to \(Decision.longestReason).",
                remedy: "Say why, such as the number of the request; nothing was erased.")
        }
        guard
            let pending = try instance.database.beginErasure(
                of: request.employee, reason: request.reason, systemUser: request.user, today: instance.today,
                now: instance.clock.now())
        else { return try goOn(with: request.employee) }
        let drops = try finish(pending)
        var message =
            "erased, with \(drops) refused or kept files; the next snapshot brings the person back unless the HR "
            + "system leaves them out. Backups keep what they hold: keep the list beside the database, and restore with it"
        if !pending.searchesID {
            message += ". The id is too short to be looked for in files; see inbox/refused and inbox/kept yourself"
        }
        return OperationReply(message: message)
    }

    /// Of somebody whom nobody knows any more the erasure may still be open.
    private func goOn(with employee: String) throws -> OperationReply {
        let open = try instance.database.pendingErasures().filter { $0.words.contains(employee) || !$0.searchesID }
        guard !open.isEmpty else { throw DaemonError.employeeUnknown }
        var drops = 0
        for pending in open { drops += try finish(pending) }
        return OperationReply(
            message: "erased: what had stayed open is done, with \(drops) refused or kept files that were left")
    }

    /// Goes on with whatever was begun and not done.
    func resume() throws {
        for pending in try instance.database.pendingErasures() {
            instance.enter(.erase)
            _ = try finish(pending)
            instance.logger.notice("An erasure that had been interrupted is done")
        }
    }

    /// - Returns: how many drops were erased.
    private func finish(_ pending: PendingErasure) throws -> Int {
        let inbox = InboxFolder(path: instance.settings.intake.inbox)
        let files = SubjectFiles(pending.words)
        let introductions = try instance.database.outreach().introductions.filter { $0.person == pending.person }
        let drops = try files.eraseDrops(in: inbox.refused) + files.eraseDrops(in: inbox.kept)
        try instance.database.erase(pending, now: instance.clock.now())
        let found = try self.found(pending, inbox)
        guard found.isEmpty else {
            throw DaemonError(
                .failed, code: "erasure-incomplete",
                message: "Files still name the person: \(found.map { ShownName.short($0) }.joined(separator: ", ")).",
                remedy:
                    "Remove them, or what names the person in them, and run the same command again, or start the daemon "
                    + "anew: the erasure stays open until none does. Once it is done, nobody has the id any more.")
        }
        try instance.database.concludeErasure(pending)
        // Where this is interrupted, the next regular release tells it.
        if !introductions.isEmpty { _ = try Release(instance).run(.regular, of: Set(introductions.map(\.key))) }
        return drops
    }

    /// Files beside the database, and refused and kept drops, that hold the person's bytes. What waits in the inbox is not
    /// looked at: it is taken in by the rules for whoever was erased.
    private func found(_ pending: PendingErasure, _ inbox: InboxFolder) throws -> [String] {
        let path = instance.database.path
        let named = (path as NSString).deletingLastPathComponent
        let folder = named.isEmpty ? "." : named
        let database = [path, path + "-wal", path + "-shm"]
        // A short number stands in a database by chance: among its counts, in its encrypted bytes.
        let telling = pending.words.filter { word in word.count >= 8 || word.contains { !$0.isNumber } }
        var found = try SubjectFiles(pending.words).found(in: folder, skipping: Set(database + [inbox.path]))
        for place in [inbox.refused, inbox.kept] where FileManager.default.fileExists(atPath: place) {
            found += try SubjectFiles(pending.words).found(in: place, skipping: [])
        }
        let others = try FileManager.default.contentsOfDirectory(atPath: folder).map { folder + "/" + $0 }
            .filter { !database.contains($0) }
        return try found + SubjectFiles(telling, areRecords: true).found(in: folder, skipping: Set(others))
    }
}

/// The `erase` verb.
package struct EraseRequest: Codable, Sendable {
    package var employee: String
    package var reason: String
    /// The system user who erases.
    package var user: String

    package init(employee: String, reason: String, user: String) {
        self.employee = employee
        self.reason = reason
        self.user = user
    }
}

extension DaemonError {
    /// Nobody has an employee id, or not any more.
    package static let employeeUnknown = DaemonError(
        .failed, code: "employee-unknown", message: "Nobody with that employee id is known.",
        remedy:
            "Employee ids are those of the HR system, upper and lower case as there. Whoever was erased, or is beyond "
            + "retention, is not known any more.")
}
