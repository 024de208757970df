import Foundation
import GRDB
import Testing

@testable import Store

@Suite("The write-ahead log")
struct LogKeeperTests {
    private static let page = 4_096
    /// Pages.
    private static let longEnough: Int32 = 50
    private static let tooLong: Int32 = 1_600

    private let scratch: Scratch
    private let keeper = LogKeeper(longEnough: Self.longEnough, tooLong: Self.tooLong)
    private let pool: DatabasePool

    init() throws {
        scratch = try Scratch()
        var configuration = Configuration()
        configuration.prepareDatabase { [keeper] db in keeper.follow(db) }
        pool = try DatabasePool(path: scratch.path, configuration: configuration)
        try pool.write { db in try db.execute(sql: "CREATE TABLE filling (id INTEGER PRIMARY KEY, content BLOB)") }
    }

    /// Commits of some four pages each, one after the other.
    private func fill(_ ids: Range<Int>) throws {
        for id in ids {
            try pool.write { db in
                try db.execute(sql: "INSERT INTO filling VALUES (?, zeroblob(10000))", arguments: [id])
            }
        }
    }

    /// Pages that the log has ever needed: its file only grows.
    private var longest: Int {
        get throws {
            let size = try FileManager.default.attributesOfItem(atPath: scratch.path + "-wal")[.size] as? Int
            return try #require(size) / (Self.page + 24)
        }
    }

    /// Rows that the file itself holds, whatever stands in the log.
    private func rowsInFile() throws -> Int {
        let copy = scratch.folder + "/copy-\(UUID().uuidString)"
        try FileManager.default.copyItem(atPath: scratch.path, toPath: copy)
        var configuration = Configuration()
        configuration.readonly = true
        let alone = try DatabaseQueue(path: "file:\(copy)?immutable=1", configuration: configuration)
        return try alone.read { db in
            guard try db.tableExists("filling") else { return 0 }
            return try Int.fetchOne(db, sql: "SELECT count(*) FROM filling") ?? 0
        }
    }

    @Test("It comes into the file beside the commits, and is begun anew before a commit would have to do it")
    func bringsIn() async throws {
        try keeper.open(scratch.path)
        for first in stride(from: 0, to: 1_000, by: 20) {
            try fill(first..<(first + 20))
            let end = ContinuousClock.now + .seconds(60)
            while keeper.isAtWork {
                try #require(ContinuousClock.now < end)
                try await Task.sleep(for: .milliseconds(5))
            }
        }
        #expect(try rowsInFile() > 950)
        let longest = try longest
        #expect(longest < Int(Self.tooLong))
        keeper.close()
        #expect(try await pool.read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM filling") } == 1_000)
    }

    @Test("Where nobody brings it in, the commit that finds it too long does")
    func byCommit() throws {
        try fill(0..<700)
        #expect(try Int(Self.tooLong)..<(Int(Self.tooLong) + 10) ~= longest)
        #expect(try rowsInFile() > 300)
    }

    @Test("Whoever brings it in alone is in nobody's way and has nobody in theirs")
    func alone() throws {
        try keeper.open(scratch.path)
        try keeper.alone {
            try fill(0..<200)
            #expect(try rowsInFile() < 20)
            try pool.writeWithoutTransaction { db in _ = try db.checkpoint(.truncate) }
            #expect(try longest == 0)
        }
        #expect(try rowsInFile() == 200)
        try fill(200..<1_400)
        #expect(try longest < 2 * Int(Self.tooLong))
    }
}
