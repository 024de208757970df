internal import Foundation

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// The proof that this process alone writes to a database: an exclusive `flock` on `<database>.lock`.
///
/// The kernel gives the lock back when the process ends, however it ends, so that a crash leaves nothing to clean up.
/// The file itself stays, with the last owner's process number in it for the message that a second owner gets.
final class InstanceLock: Sendable {
    private let descriptor: Int32

    /// Takes the lock, or says who has it.
    ///
    /// - Throws: `instance-held` when another process owns the database.
    init(database path: String) throws(StoreError) {
        let lockPath = path + ".lock"
        let isNew = access(lockPath, F_OK) != 0
        let descriptor = open(lockPath, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw StoreError(
                code: "database-not-accessible", message: "the lock file \(lockPath) cannot be opened",
                remedy: "See that the folder exists and that this user may write there.",
                cause: String(cString: strerror(errno)))
        }
        if isNew { DurableFile.takeOwner(descriptor, ofFolderOf: lockPath) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            var bytes = [UInt8](repeating: 0, count: 32)
            let length = pread(descriptor, &bytes, bytes.count, 0)
            let owner = String(decoding: bytes.prefix(max(0, length)).prefix { $0 != 0x0A }, as: UTF8.self)
            close(descriptor)
            throw StoreError(
                code: "instance-held",
                message: "another Doorstroom\(owner.isEmpty ? "" : " (process \(owner))") owns the database \(path)",
                remedy: "Let it finish, or stop it; while the daemon runs, verbs that write go through it by "
                    + "themselves when they use the same configuration.")
        }
        let text = "\(getpid())\n"
        _ = ftruncate(descriptor, 0)
        _ = text.withCString { pwrite(descriptor, $0, strlen($0), 0) }
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }
}
