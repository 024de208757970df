internal import GRDB

/// What went wrong with the database, and what to do about it.
///
/// Never holds values that were stored or bound: messages of SQLite name tables and columns only, and the statements
/// themselves are left out.
package struct StoreError: Error, Equatable, Sendable {
    /// Stable, kebab case. Callers tell exit codes from it: `instance-held` is another owner (4),
    /// `database-busy`, `disk-full` and `migration-space` are temporary (75).
    package var code: String
    package var message: String
    /// What to do.
    package var remedy: String
    /// What SQLite or the operating system said.
    package var cause: String?

    package init(code: String, message: String, remedy: String, cause: String? = nil) {
        self.code = code
        self.message = message
        self.remedy = remedy
        self.cause = cause
    }
}

extension StoreError: CustomStringConvertible {
    package var description: String {
        "\(message)\(cause.map { " (\($0))" } ?? ""). \(remedy)"
    }
}

extension StoreError {
    /// The error that a failed statement comes out as; its bound arguments stay behind.
    init(_ error: DatabaseError, path: String) {
        let cause = "SQLite \(error.extendedResultCode.rawValue): \(error.message ?? "no message")"
        switch error.resultCode {
        // The log's index needs room as well.
        case .SQLITE_FULL,
            .SQLITE_IOERR where error.extendedResultCode == .SQLITE_IOERR_SHMSIZE:
            self.init(
                code: "disk-full", message: "the database \(path) cannot grow",
                remedy:
                    "Free space on its disk (backups and raw snapshots may go elsewhere), then run the same command "
                    + "again: nothing was kept by halves.", cause: cause)
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self.init(
                code: "database-busy", message: "the database \(path) is in use by another program",
                remedy:
                    "Try again; if it lasts, see which program has the file open: `fuser \(path)`.", cause: cause)
        case .SQLITE_NOTADB:
            self.init(
                code: "not-a-database", message: "\(path) is not a database of Doorstroom",
                remedy:
                    "Check `storage.path` in the configuration, or restore a backup: `doorstroom restore FILE`.",
                cause: cause)
        case .SQLITE_CORRUPT:
            self.init(
                code: "database-damaged", message: "the database \(path) is damaged",
                remedy:
                    "Keep a copy of the file, see `doorstroom doctor`, and restore the last backup: "
                    + "`doorstroom restore FILE`.", cause: cause)
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_CANTOPEN, .SQLITE_AUTH:
            self.init(
                code: "database-not-accessible", message: "the database \(path) cannot be opened as needed",
                remedy:
                    "See that its folder exists and that this user may write there: `ls -ld` the folder, "
                    + "`ls -l` the file.", cause: cause)
        case .SQLITE_IOERR:
            self.init(
                code: "disk-failure", message: "reading or writing the database \(path) failed",
                remedy:
                    "See the system log for faults of the disk; nothing was kept by halves.",
                cause: cause)
        default:
            self.init(
                code: "database-failed", message: "the database \(path) refused a statement",
                remedy:
                    "See `doorstroom doctor`; if the file is whole, this is a fault of the program: report it "
                    + "with this message.", cause: cause)
        }
    }

    /// Stored bytes that do not decode.
    static func damaged(_ what: String) -> StoreError {
        StoreError(
            code: "database-damaged", message: "the database holds a damaged \(what)",
            remedy: "Keep a copy of the file, see `doorstroom doctor`, and restore the last backup: "
                + "`doorstroom restore FILE`.")
    }
}
