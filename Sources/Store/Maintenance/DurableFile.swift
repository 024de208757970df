package import Foundation

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Small files that must be whole after any kill and any power failure.
package enum DurableFile {
    /// What the name of a file ends in while it is written.
    package static let unfinishedSuffix = ".writing"

    /// Puts a file in the place of another, mode 0600: on disk when this returns.
    ///
    /// It gets the owner and mode of what it replaces, so that what root writes stays readable to the daemon.
    package static func write(_ data: Data, to path: String) throws {
        let temporary = path + unfinishedSuffix
        unlink(temporary)
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure(path) }
        defer { close(descriptor) }
        var former = stat()
        if stat(path, &former) == 0 {
            // Not everybody may give files away; then they are one's own, as the former was.
            _ = fchown(descriptor, former.st_uid, former.st_gid)
            _ = fchmod(descriptor, former.st_mode & 0o777)
        } else {
            takeOwner(descriptor, ofFolderOf: path)
        }
        do {
            let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: false)
            try handle.write(contentsOf: data)
            try handle.synchronize()
        } catch {
            unlink(temporary)
            if StoreError.isDiskFull(error) { throw StoreError.diskFull(writing: path, because: error) }
            throw failure(path)
        }
        try move(temporary, to: path)
    }

    /// What root makes anew beside others' files gets their owner: the daemon must be able to read it.
    static func takeOwner(_ descriptor: Int32, ofFolderOf path: String) {
        guard geteuid() == 0 else { return }
        let folder = (path as NSString).deletingLastPathComponent
        var status = stat()
        guard stat(folder.isEmpty ? "." : folder, &status) == 0 else { return }
        _ = fchown(descriptor, status.st_uid, status.st_gid)
    }

    /// Gives a file a second name; where its file system knows none, a copy.
    static func name(_ path: String, also other: String) throws {
        if link(path, other) == 0 { return }
        guard [EPERM, ENOTSUP, EOPNOTSUPP, ENOSYS, EMLINK].contains(errno) else { throw failure(other) }
        do {
            try FileManager.default.copyItem(atPath: path, toPath: other)
            let handle = try FileHandle(forUpdating: URL(fileURLWithPath: other))
            try handle.synchronize()
            try handle.close()
        } catch {
            if StoreError.isDiskFull(error) { throw StoreError.diskFull(writing: other, because: error) }
            throw failure(other)
        }
    }

    /// Renames, and waits until the folder is on disk.
    package static func move(_ path: String, to target: String) throws {
        guard renameat(AT_FDCWD, path, AT_FDCWD, target) == 0 else { throw failure(target) }
        try synchronizeFolder(of: target)
    }

    package static func synchronizeFolder(of path: String) throws {
        let folder = (path as NSString).deletingLastPathComponent
        let descriptor = open(folder.isEmpty ? "." : folder, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure(path) }
    }

    static func failure(_ path: String) -> StoreError {
        let code = errno
        return StoreError(
            code: code == ENOSPC || code == EDQUOT ? "disk-full" : "file-not-written",
            message: "\(path) could not be written",
            remedy: "See that this user may write in that folder and that its disk has room, then run the same command "
                + "again.",
            cause: String(cString: strerror(code)))
    }
}
