import Foundation

/// Writes files that only their owner may read.
enum PrivateFile {
    /// Writes a file that must not exist yet, mode 0600 from the first byte.
    ///
    /// - Throws: `CocoaError.fileWriteFileExists` when there is one, `fileWriteUnknown` when it cannot be made.
    static func write(_ text: String, to path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw CocoaError(errno == EEXIST ? .fileWriteFileExists : .fileWriteUnknown)
        }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        try handle.write(contentsOf: Data(text.utf8))
        try handle.synchronize()
        try handle.close()
    }
}
