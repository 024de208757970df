#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Writes whole texts to an open descriptor by `write(2)`.
///
/// `FileHandle` ends the program where a descriptor refuses; here a refusal is an error like any other.
package struct DescriptorWriter: Sendable {
    /// Why bytes were not written.
    package struct Fault: Error, Equatable, Sendable {
        /// As the operating system numbers it.
        package var errno: Int32
        /// Bytes that came through before it.
        package var written: Int

        /// Nobody reads any more, as after `| head`.
        package var isReaderGone: Bool { errno == EPIPE }
        /// The disk or the user's share of it is full: it may work later.
        package var isDiskFull: Bool { errno == ENOSPC || errno == EDQUOT }
        package var isClosed: Bool { errno == EBADF }
        /// In the operating system's words.
        package var reason: String { String(cString: strerror(errno)) }
    }

    /// A wait without end.
    package static let forever: Int32 = -1

    private let descriptor: Int32

    package init(_ descriptor: Int32) { self.descriptor = descriptor }

    /// Writes all of the bytes.
    ///
    /// - Parameter patience: milliseconds to wait each time that a descriptor which does not block takes nothing.
    package func put(_ bytes: [UInt8], patience: Int32 = DescriptorWriter.forever) throws(Fault) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                write(descriptor, buffer.baseAddress.map { $0 + written }, buffer.count - written)
            }
            let reason = errno
            switch (count, reason) {
            case (1..., _): written += count
            case (0, _): throw Fault(errno: EIO, written: written)
            case (_, EINTR): continue
            case (_, EAGAIN): try wait(patience, written: written)
            default: throw Fault(errno: reason, written: written)
            }
        }
    }

    /// Waits until the descriptor takes something, or shows at the next write why it does not.
    private func wait(_ patience: Int32, written: Int) throws(Fault) {
        var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        if poll(&entry, 1, patience) == 0 { throw Fault(errno: EAGAIN, written: written) }
    }
}
