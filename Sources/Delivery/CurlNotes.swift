import CCurl

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What libcurl's callbacks note down during one transfer, and the limits they keep.
final class CurlNotes {
    /// Most bytes of an answer that are read, headers included (delivery rules: 16 KB).
    static let answerCap = 16_384
    /// Longest `Retry-After` and `Location` that are kept.
    private static let longestHeader = 300

    private var received = 0
    /// The final answer's headers have come in whole.
    private(set) var answerBegun = false
    /// The connection stands and the request was let go.
    private(set) var requestSent = false
    private(set) var retryAfter: String?
    private(set) var location: String?
    private(set) var refusal: AddressGuard.Refusal?
    private(set) var kept = KeptAnswer()
    private var purpose = Transfer.Purpose.event
    private var addressGuard: AddressGuard?
    private var ownAddresses: @Sendable () -> Set<IPAddress> = { [] }
    /// Status of the header block that is being read.
    private var blockIsFinal = false

    /// Clears everything for the next transfer.
    func begin(_ transfer: Transfer, ownAddresses: @escaping @Sendable () -> Set<IPAddress>) {
        kept = KeptAnswer()
        purpose = transfer.purpose
        received = 0
        answerBegun = false
        requestSent = false
        retryAfter = nil
        location = nil
        refusal = nil
        blockIsFinal = false
        addressGuard = transfer.endpoint.dialGuard
        self.ownAddresses = ownAddresses
    }

    /// Reads a header line; false stops the transfer at the cap.
    private func header(_ line: UnsafeRawBufferPointer) -> Bool {
        received += line.count
        if line.starts(with: "HTTP/".utf8) {
            // 1xx blocks come before the answer proper.
            let words = line.split(separator: UInt8(ascii: " "), maxSplits: 2)
            blockIsFinal = words.count >= 2 && words[1].first.map { $0 != UInt8(ascii: "1") } ?? false
        } else if line.allSatisfy({ $0 == 0x0D || $0 == 0x0A }) {
            if blockIsFinal { answerBegun = true }
        } else if !answerBegun {
            if let value = Self.value(of: "retry-after:", in: line) { retryAfter = value }
            if let value = Self.value(of: "location:", in: line) {
                // The query may hold what is nobody's business here.
                location = String(value.prefix { $0 != "?" && $0 != "#" })
            }
            if purpose == .handshake {
                if let value = Self.value(of: "webhook-allowed-origin:", in: line) {
                    kept.handshake.allowedOrigin = value
                }
                if let value = Self.value(of: "webhook-allowed-rate:", in: line) { kept.handshake.allowedRate = value }
            }
        }
        return received <= Self.answerCap
    }

    private func body(_ bytes: UnsafeRawBufferPointer) -> Bool {
        received += bytes.count
        guard received <= Self.answerCap else { return false }
        switch purpose {
        case .token, .call: kept.body += bytes
        case .event, .handshake: break
        }
        return true
    }

    private func allows(_ address: IPAddress?, port: Int) -> Bool {
        guard let address, let addressGuard else { return false }
        refusal = addressGuard.refusal(of: address, port: port, ownAddresses: ownAddresses())
        return refusal == nil
    }

    /// A header's value when the line is of that name, printable and not too long.
    private static func value(of name: String, in line: UnsafeRawBufferPointer) -> String? {
        let name = Array(name.utf8)
        guard line.count > name.count, zip(line, name).allSatisfy({ $0 | 0x20 == $1 || $0 == $1 }) else { return nil }
        let value = line.dropFirst(name.count).prefix(longestHeader).filter { (0x20...0x7E).contains($0) }
        return String(decoding: value, as: UTF8.self).trimmingPrefix(while: { $0 == " " }).description
    }

    private static func port(of address: UnsafePointer<sockaddr>) -> Int? {
        switch Int32(address.pointee.sa_family) {
        case AF_INET:
            address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { Int(UInt16(bigEndian: $0.pointee.sin_port)) }
        case AF_INET6:
            address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) {
                Int(UInt16(bigEndian: $0.pointee.sin6_port))
            }
        default: nil
        }
    }

    private static func notes(_ context: UnsafeMutableRawPointer?) -> CurlNotes? {
        context.map { Unmanaged<CurlNotes>.fromOpaque($0).takeUnretainedValue() }
    }
}

// MARK: - Callbacks, all on the transport's thread

extension CurlNotes {
    static let onBody: ccurl_data_function = { bytes, size, count, context in
        notes(context)?.body(UnsafeRawBufferPointer(start: bytes, count: size * count)) == true ? size * count : 0
    }

    static let onHeader: ccurl_data_function = { bytes, size, count, context in
        let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
        return notes(context)?.header(line) == true ? size * count : 0
    }

    /// Judges the address that is about to be dialled, and opens the socket only if it may be.
    static let onOpenSocket: ccurl_open_socket_function = { context, _, address in
        guard let notes = notes(context), let address, let dialled = ccurl_socket_address(address) else {
            return curl_socket_t(-1)
        }
        guard let port = port(of: dialled), notes.allows(IPAddress(dialled), port: port) else {
            return curl_socket_t(-1)
        }
        #if os(Linux)
            let type = address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue)
        #else
            let type = address.pointee.socktype
        #endif
        return socket(address.pointee.family, type, address.pointee.protocol)
    }

    /// Judges the connected address once more, also when the connection is an old one.
    static let onRequest: ccurl_before_request_function = { context, remote, _, port, _ in
        guard let notes = notes(context), let remote,
            notes.allows(IPAddress(String(cString: remote)), port: Int(port))
        else { return CInt(CURL_PREREQFUNC_ABORT) }
        notes.requestSent = true
        return CInt(CURL_PREREQFUNC_OK)
    }
}
