package import Foundation

/// The folder into which HR systems drop their exports (interface: "Snapshot bundle").
///
/// A drop counts as whole when it was renamed into place, or when its size and times stood still for ten seconds:
/// writers that copy slowly are not read half-way. Names that begin with a dot are somebody's unfinished copies.
package struct InboxFolder: Sendable {
    package let path: String
    /// How long a drop must stand still.
    private let stillness: TimeInterval

    package init(path: String, stillness: TimeInterval = 10) {
        self.path = path
        self.stillness = stillness
    }

    /// Where refused drops are moved, with the report beside them.
    package var refused: String { path + "/refused" }
    /// Of the report beside a refused drop.
    static let reportSuffix = ".report.txt"
    /// Where accepted drops are kept when configuration says so.
    package var kept: String { path + "/kept" }

    /// Drops that stood still long enough at `now`, oldest name first.
    package func settledDrops(now: Date) throws -> [String] {
        let manager = FileManager.default
        guard manager.fileExists(atPath: path) else { return [] }
        return try manager.contentsOfDirectory(atPath: path).sorted().filter { name in
            guard !name.hasPrefix("."), name != "refused", name != "kept" else { return false }
            guard let newest = try newestChange(path + "/" + name) else { return false }
            return now.timeIntervalSince(newest) >= stillness
        }.map { path + "/" + $0 }
    }

    /// Whether a drop is a link, wherever that leads; it settles like any other, to be refused.
    package func isLink(_ drop: String) throws -> Bool { try InboxFolder.attributes(drop)?.isLink == true }

    /// The newest change of a file or link, or of anything in a folder; nil when it went away while we looked.
    private func newestChange(_ item: String) throws -> Date? {
        guard let own = try InboxFolder.attributes(item) else { return nil }
        if own.isLink { return own.changed }
        var newest = own.changed
        for inner in FileManager.default.enumerator(atPath: item) ?? FileManager.DirectoryEnumerator() {
            guard let inner = inner as? String, let found = try InboxFolder.attributes(item + "/" + inner) else {
                continue
            }
            newest = max(newest, found.changed)
        }
        return newest
    }

    /// Of the item itself, and not of what it may lead to; nil when it is not there.
    private static func attributes(_ item: String) throws -> (changed: Date, isLink: Bool)? {
        do {
            let found = try FileManager.default.attributesOfItem(atPath: item)
            return (
                found[.modificationDate] as? Date ?? .distantPast,
                found[.type] as? FileAttributeType == .typeSymbolicLink
            )
        } catch CocoaError.fileReadNoSuchFile, CocoaError.fileNoSuchFile {
            return nil
        }
    }

    /// Takes an accepted drop away: raw files go after intake unless they are to be kept.
    package func settle(_ drop: String, keeps: Bool) throws {
        if keeps {
            try move(drop, to: kept)
        } else {
            try FileManager.default.removeItem(atPath: drop)
        }
    }

    /// Moves a refused drop aside and writes why beside it.
    ///
    /// - Parameter erases: the drop holds what may not be kept at all (health data, national identifiers): only the
    ///   report stays.
    package func refuse(_ drop: String, report: String, erases: Bool = false) throws {
        let target = try move(drop, to: refused)
        if erases { try FileManager.default.removeItem(atPath: target) }
        try Data(report.utf8).write(to: URL(fileURLWithPath: target + InboxFolder.reportSuffix), options: .atomic)
    }

    /// Erases refused drops and reports that have lain for longer than `days`.
    package func eraseRefused(olderThan days: Int, now: Date) throws -> Int {
        let manager = FileManager.default
        guard manager.fileExists(atPath: refused) else { return 0 }
        var erased = 0
        for name in try manager.contentsOfDirectory(atPath: refused) {
            let item = refused + "/" + name
            guard let changed = try manager.attributesOfItem(atPath: item)[.modificationDate] as? Date,
                now.timeIntervalSince(changed) > Double(days) * 86_400
            else { continue }
            try manager.removeItem(atPath: item)
            erased += 1
        }
        return erased
    }

    @discardableResult
    private func move(_ drop: String, to folder: String) throws -> String {
        let manager = FileManager.default
        try manager.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let name = (drop as NSString).lastPathComponent
        var target = folder + "/" + name
        var number = 2
        while try InboxFolder.attributes(target) != nil {
            target = folder + "/\(name).\(number)"
            number += 1
        }
        try manager.moveItem(atPath: drop, toPath: target)
        return target
    }
}
