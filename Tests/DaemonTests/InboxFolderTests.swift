import Foundation
import Testing

@testable import Daemon

@Suite("The inbox folder")
struct InboxFolderTests {
    @Test("A drop is taken once it stood still, a growing or hidden one is left")
    func stillness() throws {
        let folder = try Folder()
        try folder.write("b.csv", changed: 20)
        try folder.write("growing.csv", changed: 3)
        try folder.write(".copying.csv", changed: 60)
        try folder.write("bundle/employees.csv", changed: 20)
        try folder.touch("bundle", changed: 20)
        let inbox = InboxFolder(path: folder.path)
        let drops = try inbox.settledDrops(now: folder.now).map { ($0 as NSString).lastPathComponent }
        #expect(drops == ["b.csv", "bundle"])
    }

    @Test("A folder in which one file still grows is left")
    func growingInside() throws {
        let folder = try Folder()
        try folder.write("bundle/employees.csv", changed: 2)
        try folder.touch("bundle", changed: 60)
        #expect(try InboxFolder(path: folder.path).settledDrops(now: folder.now).isEmpty)
    }

    @Test("A refused drop is moved aside with its report, and a second of the same name beside it")
    func refused() throws {
        let folder = try Folder()
        let inbox = InboxFolder(path: folder.path)
        for _ in 0..<2 {
            try folder.write("export.csv", changed: 20)
            try inbox.refuse(folder.path + "/export.csv", report: "why\n")
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: inbox.refused).sorted()
        #expect(names == ["export.csv", "export.csv.2", "export.csv.2.report.txt", "export.csv.report.txt"])
        #expect(try inbox.settledDrops(now: folder.now).isEmpty)
    }

    @Test("An accepted drop is gone, or kept when configuration says so", arguments: [true, false])
    func settled(keeps: Bool) throws {
        let folder = try Folder()
        try folder.write("export.csv", changed: 20)
        let inbox = InboxFolder(path: folder.path)
        try inbox.settle(folder.path + "/export.csv", keeps: keeps)
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/export.csv"))
        #expect(FileManager.default.fileExists(atPath: inbox.kept + "/export.csv") == keeps)
    }

    @Test("An inbox that is not there holds nothing")
    func missing() throws {
        #expect(try InboxFolder(path: "/nowhere/inbox").settledDrops(now: Date()).isEmpty)
    }
}

/// A temporary folder whose files have the age that a test wants.
private final class Folder {
    let path = NSTemporaryDirectory() + "inbox-\(UUID().uuidString)"
    let now = Date(timeIntervalSince1970: 1_800_000_000)

    init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }

    func write(_ name: String, changed seconds: TimeInterval) throws {
        let file = path + "/" + name
        try FileManager.default.createDirectory(
            atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try Data("x".utf8).write(to: URL(fileURLWithPath: file))
        try touch(name, changed: seconds)
    }

    func touch(_ name: String, changed seconds: TimeInterval) throws {
        try FileManager.default.setAttributes(
            [.modificationDate: now.addingTimeInterval(-seconds)], ofItemAtPath: path + "/" + name)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
