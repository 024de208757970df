package import Foundation
internal import GRDB
internal import Workforce

extension Database {
    /// Removes what is older than the retention allows, in one transaction, and overwrites where it stood.
    ///
    /// The newest snapshot and the last live run stay however old they are. What stays is made independent of
    /// what goes: chunks that were changes of removed ones are stored whole, and side files still in force move to the
    /// oldest snapshot that is left.
    package func purge(_ retention: Retention, now: Date = Date()) throws -> Purged {
        let key = try requireIdentityKey()
        try translating { try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA secure_delete = ON") } }
        let purged = try write { db in
            var purged = Purged()
            purged.deliveries = try Outbox.purge(closedBefore: retention.deliveriesBefore, in: db)
            purged.contents = try Outbox.purgeContents(closedBefore: retention.contentsBefore, in: db)
            purged.contents += try Outbox.giveUp(untouchedSince: retention.contentsBefore, now: now, in: db)
            purged.scans = try Purge.scans(before: retention.personsBefore, db)
            purged.snapshots = try Purge.snapshots(before: retention.personsBefore, db)
            try ArchiveCleaning(db: db).run()
            try ChunkDetachment(db: db).run()
            try ArchiveCleaning(db: db).run()
            let identities = IdentityErasure(db: db, key: key)
            try IntroductionPurge(db: db).run(before: retention.personsBefore, listed: identities.listed())
            purged.persons = try identities.run()
            try Purge.logs(before: retention, db)
            try PartnerPurge.run(
                answersBefore: retention.deliveriesBefore,
                personsBefore: Date(timeIntervalSince1970: Double(retention.personsBefore.dayNumber) * 86_400),
                now: now, in: db)
            return purged
        }
        try overwriteFreePages()
        try translating { try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA secure_delete = OFF") } }
        try emptyLog()
        return purged
    }

    /// Fills the pages that earlier deletions left as they were, and gives them back empty.
    func overwriteFreePages() throws {
        try write { db in
            let free = try Int.fetchOne(db, sql: "PRAGMA freelist_count") ?? 0
            let size = try Int.fetchOne(db, sql: "PRAGMA page_size") ?? 0
            guard free > 0 else { return }
            try db.execute(sql: "CREATE TABLE purge_scratch (data BLOB)")
            let insert = try db.makeStatement(sql: "INSERT INTO purge_scratch VALUES (zeroblob(?))")
            // A blob a megabyte, so that no single one grows past SQLite's limit.
            for _ in 0..<(free * size / 1_000_000) { try insert.execute(arguments: [1_000_000]) }
            // What the megabytes left over: page by page, until none is free.
            for _ in 0..<(free + 1) {
                guard try Int.fetchOne(db, sql: "PRAGMA freelist_count") ?? 0 > 0 else { break }
                try insert.execute(arguments: [size])
            }
            try db.execute(sql: "DROP TABLE purge_scratch")
        }
    }
}
