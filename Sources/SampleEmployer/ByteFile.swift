#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file written from a buffer of bytes: no `String` is made for a cell.
///
/// A line is put together with `put…` and ended with `endLine`; it may be up to 4,096 bytes long.
final class ByteFile {
    private static let capacity = 1 << 17
    private static let longestLine = 4_096

    private let path: String
    private let descriptor: Int32
    private let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: ByteFile.capacity)
    private var filled = 0

    init(path: String) throws(SampleError) {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        if descriptor < 0 { throw Self.failure(path, "could not be made") }
    }

    deinit {
        if descriptor >= 0 { _ = close(descriptor) }
        buffer.deallocate()
    }

    @inline(__always)
    func put(byte: UInt8) {
        buffer[filled] = byte
        filled += 1
    }

    /// A comma: the end of a cell.
    @inline(__always)
    func comma() { put(byte: 0x2C) }

    @inline(__always)
    func put(_ bytes: [UInt8]) {
        bytes.withUnsafeBufferPointer { bytes in
            if let base = bytes.baseAddress { (buffer + filled).update(from: base, count: bytes.count) }
        }
        filled += bytes.count
    }

    /// Text that needs no quoting.
    func put(_ text: StaticString) {
        (buffer + filled).update(from: text.utf8Start, count: text.utf8CodeUnitCount)
        filled += text.utf8CodeUnitCount
    }

    /// A cell, in quotation marks where RFC 4180 wants them.
    func putCell(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.contains(where: { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }) else {
            for byte in bytes { put(byte: byte) }
            return
        }
        put(byte: 0x22)
        for byte in bytes {
            if byte == 0x22 { put(byte: 0x22) }
            put(byte: byte)
        }
        put(byte: 0x22)
    }

    /// Text as it is, such as a line of column names.
    func put(plain text: String) {
        for byte in text.utf8 { put(byte: byte) }
    }

    /// A whole number, filled up with zeros to `width`.
    func put(_ number: Int, width: Int = 1) {
        var digits = 1
        var bound = 10
        while number >= bound || digits < width {
            digits += 1
            bound *= 10
        }
        var rest = number
        for place in stride(from: filled + digits - 1, through: filled, by: -1) {
            buffer[place] = 0x30 + UInt8(rest % 10)
            rest /= 10
        }
        filled += digits
    }

    /// Hundredths as a decimal number with two places.
    func putHundredths(_ number: Int) {
        if number < 0 { put(byte: 0x2D) }
        put(abs(number) / 100)
        put(byte: 0x2E)
        put(abs(number) % 100, width: 2)
    }

    func endLine() throws(SampleError) {
        put(byte: 0x0A)
        if filled > Self.capacity - Self.longestLine { try flush() }
    }

    /// Writes what is left; a full disk shows here at the latest.
    func finish() throws(SampleError) { try flush() }

    private func flush() throws(SampleError) {
        var written = 0
        while written < filled {
            let count = write(descriptor, buffer + written, filled - written)
            if count < 0, errno == EINTR { continue }
            if count <= 0 { throw Self.failure(path, "could not be written") }
            written += count
        }
        filled = 0
    }

    /// Makes a folder and those above it that are missing.
    static func makeFolder(_ path: String) throws(SampleError) {
        var prefix = path.hasPrefix("/") ? "/" : ""
        for part in path.split(separator: "/") {
            prefix += (prefix.isEmpty || prefix == "/" ? "" : "/") + part
            if mkdir(prefix, 0o755) != 0, errno != EEXIST { throw failure(prefix, "could not be made") }
        }
    }

    /// Whether something exists at `path`.
    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    private static func failure(_ path: String, _ what: String) -> SampleError {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        return SampleError(
            "sample-write", "\(name) \(what): \(String(cString: strerror(errno)))",
            remedy:
                "choose a folder that you may write to, on a disk with room, in which nothing of the kind exists yet")
    }
}
