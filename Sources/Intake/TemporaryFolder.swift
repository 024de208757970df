import Foundation

/// A folder that only this user can read (mode 0700), for what an archive unpacks to; removed with its contents.
///
/// Its owner holds a lock on it while it is in use, so that a folder which a killed process left behind is recognised
/// and removed by the next one: people's data never stays in it.
final class TemporaryFolder {
    static let prefix = "doorstroom-intake-"
    let path: String
    private let descriptor: Int32

    /// Makes a folder inside `parent`, and first removes those that no living process holds.
    init(in parent: String) throws {
        TemporaryFolder.removeAbandoned(in: parent)
        // A second process that sweeps between making and locking takes the new folder for an abandoned one: try again.
        for _ in 0..<3 {
            var template = Array((parent + "/" + TemporaryFolder.prefix + "XXXXXX").utf8CString)
            let made: String? = template.withUnsafeMutableBufferPointer { buffer in
                guard let base = buffer.baseAddress, mkdtemp(base) != nil else { return nil }
                return String(cString: base)
            }
            guard let made else { break }
            let descriptor = open(made, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
            guard descriptor >= 0 else { continue }
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0, access(made, F_OK) == 0 {
                self.path = made
                self.descriptor = descriptor
                return
            }
            close(descriptor)
        }
        throw IntakeError(
            code: "temporary-folder", reason: "No temporary folder can be made: \(TemporaryFolder.lastError()).",
            remedy: "Make the temporary folder of the system writable and leave room on its disk, or set TMPDIR.")
    }

    deinit {
        TemporaryFolder.removeTree(path)
        close(descriptor)
    }

    static func lastError() -> String { String(cString: strerror(errno)) }

    private static func removeAbandoned(in parent: String) {
        guard let directory = opendir(parent) else { return }
        defer { closedir(directory) }
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard name.hasPrefix(prefix) else { continue }
            let path = parent + "/" + name
            let held = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            guard held >= 0 else { continue }
            if flock(held, LOCK_EX | LOCK_NB) == 0 { removeTree(path) }
            close(held)
        }
    }

    private static func removeTree(_ path: String) {
        // Entries are plain files that this program wrote; a failure leaves a 0700 folder for the next sweep.
        guard let directory = opendir(path) else { return }
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { unlink(path + "/" + name) }
        }
        closedir(directory)
        rmdir(path)
    }
}
