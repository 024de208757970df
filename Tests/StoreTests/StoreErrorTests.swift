import GRDB
import Testing

@testable import Store

@Suite("Errors of the database")
struct StoreErrorTests {
    @Test(
        "What SQLite says becomes what is to be done",
        arguments: [
            (ResultCode.SQLITE_FULL, "disk-full"), (.SQLITE_IOERR_SHMSIZE, "disk-full"),
            (.SQLITE_IOERR_WRITE, "disk-failure"), (.SQLITE_BUSY, "database-busy"),
            (.SQLITE_BUSY_SNAPSHOT, "database-busy"), (.SQLITE_CORRUPT, "database-damaged"),
            (.SQLITE_NOTADB, "not-a-database"), (.SQLITE_READONLY_ROLLBACK, "database-not-accessible"),
            (.SQLITE_CONSTRAINT_CHECK, "database-failed"),
        ])
    func codes(result: ResultCode, code: String) {
        #expect(StoreError(DatabaseError(resultCode: result), path: "/x.sqlite").code == code)
    }
}
