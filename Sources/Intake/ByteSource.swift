import Glibc

/// Bytes that can be read at any place from several threads: a file, or memory.
///
/// Files are read in blocks and not mapped: a mapped file that somebody truncates kills the process, and its pages would
/// count as our memory.
final class ByteSource: Sendable {
    private enum Storage: Sendable {
        case file(descriptor: Int32)
        case memory([UInt8])
    }

    private let storage: Storage
    let count: Int

    init(_ bytes: [UInt8]) {
        storage = .memory(bytes)
        count = bytes.count
    }

    /// Opens a regular file.
    init(path: String) throws(ByteSourceError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw ByteSourceError(reason: String(cString: strerror(errno))) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw ByteSourceError(reason: "it is no regular file")
        }
        storage = .file(descriptor: descriptor)
        count = Int(status.st_size)
    }

    deinit {
        if case .file(let descriptor) = storage { close(descriptor) }
    }

    /// Reads `length` bytes at `offset`, fewer only at the end of the source.
    func read(at offset: Int, _ length: Int, into buffer: UnsafeMutablePointer<UInt8>) throws(ByteSourceError) -> Int {
        let length = min(length, count - offset)
        if length <= 0 { return 0 }
        switch storage {
        case .memory(let bytes):
            bytes.withUnsafeBufferPointer { buffer.update(from: $0.baseAddress! + offset, count: length) }
        case .file(let descriptor):
            var done = 0
            while done < length {
                let result = pread(descriptor, buffer + done, length - done, off_t(offset + done))
                if result > 0 {
                    done += result
                } else if result == 0 {
                    throw ByteSourceError(reason: "it became shorter while it was read")
                } else if errno != EINTR {
                    throw ByteSourceError(reason: String(cString: strerror(errno)))
                }
            }
        }
        return length
    }
}

/// Why bytes could not be read, in the system's words; becomes an `unreadable-file` problem.
struct ByteSourceError: Error {
    var reason: String
}
