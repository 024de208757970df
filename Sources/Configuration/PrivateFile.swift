import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Whose a file is to be.
package struct FileOwner: Equatable, Sendable {
    package var user: UInt32
    package var group: UInt32

    /// The owner of what a path leads to; nil when nothing is there.
    package init?(of path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        (user, group) = (status.st_uid, status.st_gid)
    }
}

/// Writes files that only their owner may read.
package enum PrivateFile {
    /// Writes a file that must not exist yet, mode 0600 from the first byte.
    ///
    /// - Parameter owner: to whom it is given, for a program that runs as root; nil keeps it the caller's.
    /// - Throws: `CocoaError.fileWriteFileExists` when there is one, else what keeps it from being made. One that was begun
    ///   is taken away.
    package static func write(_ text: String, to path: String, owner: FileOwner? = nil) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw lastFault() }
        do {
            try fill(descriptor, text, owner: owner, mode: 0o600)
        } catch {
            unlink(path)
            throw error
        }
        synchronise(folderOf: path)
    }

    /// Puts a staged text in the place of a file's: whole or not at all.
    package static func replace(_ path: String, by staged: String) throws {
        guard rename(staged, path) == 0 else { throw lastFault() }
        synchronise(folderOf: path)
    }

    /// Writes what is to take a file's place, beside it, with its owner and with its mode but for everybody else; one left by
    /// an earlier try is overwritten.
    package static func stage(_ text: String, for path: String, at staged: String) throws {
        var status = stat()
        guard stat(path, &status) == 0 else { throw CocoaError(.fileNoSuchFile) }
        unlink(staged)
        let descriptor = open(staged, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw lastFault() }
        do {
            var owner = FileOwner(of: path)
            if owner?.user == geteuid(), owner?.group == getegid() { owner = nil }
            try fill(descriptor, text, owner: owner, mode: status.st_mode & 0o770)
        } catch {
            unlink(staged)
            throw error
        }
        synchronise(folderOf: staged)
    }

    /// Makes the folder of a file, if there is none.
    static func folder(of path: String, mode: Int, owner: FileOwner?) throws {
        let folder = SettingsContext.directory(of: path)
        guard ConfigurationFiles.disk.status(folder) == nil else { return }
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: mode])
        if let owner, chown(folder, owner.user, owner.group) != 0 { throw CocoaError(.fileWriteNoPermission) }
    }

    private static func fill(_ descriptor: Int32, _ text: String, owner: FileOwner?, mode: mode_t) throws {
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        if let owner, fchown(descriptor, owner.user, owner.group) != 0 { throw lastFault() }
        guard fchmod(descriptor, mode) == 0 else { throw lastFault() }
        try handle.write(contentsOf: Data(text.utf8))
        try handle.synchronize()
        try handle.close()
    }

    /// What the system said last.
    private static func lastFault() -> CocoaError {
        switch errno {
        case EEXIST: CocoaError(.fileWriteFileExists)
        case EACCES, EPERM: CocoaError(.fileWriteNoPermission)
        case EROFS: CocoaError(.fileWriteVolumeReadOnly)
        case ENOSPC, EDQUOT: CocoaError(.fileWriteOutOfSpace)
        default: CocoaError(.fileWriteUnknown)
        }
    }

    /// The name of a new file is on disk only when its folder is.
    private static func synchronise(folderOf path: String) {
        let descriptor = open(SettingsContext.directory(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        // Some file systems know no such thing; the file itself is whole either way.
        fsync(descriptor)
        close(descriptor)
    }
}
