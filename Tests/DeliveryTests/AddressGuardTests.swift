import Testing

@testable import Delivery

@Suite("Address guard")
struct AddressGuardTests {
    static let classes: [(String, AddressClass?)] = [
        ("0.0.0.0", .thisNetwork), ("0.1.2.3", .thisNetwork),
        ("10.0.0.1", .privateUse), ("10.255.255.255", .privateUse), ("9.255.255.255", nil), ("11.0.0.0", nil),
        ("100.64.0.0", .sharedCarrier), ("100.127.255.255", .sharedCarrier), ("100.63.255.255", nil),
        ("100.128.0.0", nil),
        ("127.0.0.1", .loopback), ("127.255.255.254", .loopback), ("128.0.0.1", nil),
        ("169.254.169.254", .linkLocal), ("169.253.255.255", nil),
        ("172.16.0.1", .privateUse), ("172.31.255.255", .privateUse), ("172.15.255.255", nil), ("172.32.0.0", nil),
        ("192.0.0.8", .protocolAssignment), ("192.0.1.1", nil),
        ("192.0.2.1", .documentation), ("198.51.100.1", .documentation), ("203.0.113.255", .documentation),
        ("192.88.99.1", .sixToFour), ("192.168.1.1", .privateUse), ("192.169.0.0", nil),
        ("198.18.0.1", .benchmarking), ("198.19.255.255", .benchmarking), ("198.17.255.255", nil), ("198.20.0.0", nil),
        ("224.0.0.1", .multicast), ("239.255.255.255", .multicast), ("223.255.255.255", nil),
        ("240.0.0.1", .reserved), ("255.255.255.255", .reserved),
        ("1.1.1.1", nil), ("93.184.216.34", nil),
        ("::", .thisNetwork), ("::1", .loopback), ("::2", .reserved), ("::7f00:1", .reserved),
        ("::ffff:127.0.0.1", .mappedIPv4), ("::ffff:8.8.8.8", .mappedIPv4), ("::ffff:10.0.0.1", .mappedIPv4),
        ("64:ff9b::8.8.8.8", .translation), ("64:ff9b:1::1", .translation),
        ("100::1", .reserved), ("2001::1", .teredo), ("2001:0:ffff::", .teredo), ("2001:2::1", .benchmarking),
        ("2001:20::1", .protocolAssignment), ("2001:1ff::1", .protocolAssignment), ("2001:200::1", nil),
        ("2001:db8::1", .documentation), ("3fff:0fff::1", .documentation), ("3fff:1000::1", nil),
        ("2002:7f00:1::", .sixToFour), ("2003::1", nil), ("2606:4700:4700::1111", nil),
        ("4000::1", .reserved), ("5f00::1", .reserved),
        ("fc00::1", .uniqueLocal), ("fdff::1", .uniqueLocal), ("fe80::1", .linkLocal), ("febf::1", .linkLocal),
        ("fec0::1", .privateUse), ("ff02::1", .multicast),
    ]

    /// Each block of the deny list, and beside its ends what another rule decides of; nil is reachable.
    static let ranges: [(first: String, last: String, AddressClass, before: AddressClass?, after: AddressClass?)] = [
        ("0.0.0.0", "0.255.255.255", .thisNetwork, nil, nil),
        ("10.0.0.0", "10.255.255.255", .privateUse, nil, nil),
        ("100.64.0.0", "100.127.255.255", .sharedCarrier, nil, nil),
        ("127.0.0.0", "127.255.255.255", .loopback, nil, nil),
        ("169.254.0.0", "169.254.255.255", .linkLocal, nil, nil),
        ("172.16.0.0", "172.31.255.255", .privateUse, nil, nil),
        ("192.0.0.0", "192.0.0.255", .protocolAssignment, nil, nil),
        ("192.0.2.0", "192.0.2.255", .documentation, nil, nil),
        ("192.88.99.0", "192.88.99.255", .sixToFour, nil, nil),
        ("192.168.0.0", "192.168.255.255", .privateUse, nil, nil),
        ("198.18.0.0", "198.19.255.255", .benchmarking, nil, nil),
        ("198.51.100.0", "198.51.100.255", .documentation, nil, nil),
        ("203.0.113.0", "203.0.113.255", .documentation, nil, nil),
        ("224.0.0.0", "239.255.255.255", .multicast, nil, .reserved),
        ("240.0.0.0", "255.255.255.255", .reserved, .multicast, nil),
        ("::", "::", .thisNetwork, nil, .loopback),
        ("::1", "::1", .loopback, .thisNetwork, .reserved),
        ("::ffff:0.0.0.0", "::ffff:255.255.255.255", .mappedIPv4, .reserved, .reserved),
        ("64:ff9b::", "64:ff9b::ffff:ffff", .translation, .reserved, .reserved),
        ("64:ff9b:1::", "64:ff9b:1:ffff:ffff:ffff:ffff:ffff", .translation, .reserved, .reserved),
        ("100::", "100::ffff:ffff:ffff:ffff", .reserved, .reserved, .reserved),
        ("2001::", "2001:0:ffff:ffff:ffff:ffff:ffff:ffff", .teredo, nil, .protocolAssignment),
        ("2001:2::", "2001:2:0:ffff:ffff:ffff:ffff:ffff", .benchmarking, .protocolAssignment, .protocolAssignment),
        ("2001:1::", "2001:1:ffff:ffff:ffff:ffff:ffff:ffff", .protocolAssignment, .teredo, .benchmarking),
        ("2001:3::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff", .protocolAssignment, .protocolAssignment, nil),
        ("2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", .documentation, nil, nil),
        ("2002::", "2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff", .sixToFour, nil, nil),
        ("3fff::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff", .documentation, nil, nil),
        ("4000::", "fbff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", .reserved, nil, .uniqueLocal),
        ("fc00::", "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", .uniqueLocal, .reserved, .reserved),
        ("fe80::", "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff", .linkLocal, .reserved, .privateUse),
        ("fec0::", "feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", .privateUse, .linkLocal, .multicast),
        ("ff00::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", .multicast, .privateUse, nil),
    ]

    @Test(
        "Every block of the deny list is denied from its first address to its last, and ends there", arguments: ranges)
    func wholeRange(
        range: (first: String, last: String, denied: AddressClass, before: AddressClass?, after: AddressClass?)
    ) throws {
        let first = try #require(IPAddress(range.first))
        let last = try #require(IPAddress(range.last))
        #expect(AddressClass(of: first) == range.denied)
        #expect(AddressClass(of: last) == range.denied)
        // The half-way address lies in it, too.
        #expect(AddressClass(of: try #require(Self.middle(first, last))) == range.denied)
        if let before = Self.neighbour(of: first, by: -1) { #expect(AddressClass(of: before) == range.before) }
        if let after = Self.neighbour(of: last, by: 1) { #expect(AddressClass(of: after) == range.after) }
        // Denied addresses are denied in their mapped form as well.
        if first.isIPv4 {
            #expect(AddressClass(of: try #require(IPAddress("::ffff:\(range.first)"))) == .mappedIPv4)
        }
        let open = AddressGuard(allowed: [], ports: [443], isLoopback: false)
        #expect(open.refusal(of: first, port: 443, ownAddresses: []) == .address(range.denied))
        #expect(open.refusal(of: last, port: 443, ownAddresses: []) == .address(range.denied))
    }

    /// The address one below or above; nil beyond the ends of its family.
    private static func neighbour(of address: IPAddress, by step: Int) -> IPAddress? {
        var bytes = address.bytes
        for index in bytes.indices.reversed() {
            bytes[index] &+= UInt8(truncatingIfNeeded: step)
            let carries = step > 0 ? bytes[index] == 0 : bytes[index] == 255
            if !carries { return IPAddress(text(bytes)) }
        }
        return nil
    }

    private static func middle(_ first: IPAddress, _ last: IPAddress) -> IPAddress? {
        // Half of the first byte that differs, the rest as in the last.
        guard let index = zip(first.bytes, last.bytes).enumerated().first(where: { $0.1.0 != $0.1.1 })?.offset else {
            return first
        }
        var bytes = last.bytes
        bytes[index] = first.bytes[index] + (last.bytes[index] - first.bytes[index]) / 2
        return IPAddress(text(bytes))
    }

    private static func text(_ bytes: [UInt8]) -> String {
        guard bytes.count == 16 else { return bytes.map(String.init).joined(separator: ".") }
        return stride(from: 0, to: 16, by: 2).map { String(Int(bytes[$0]) << 8 | Int(bytes[$0 + 1]), radix: 16) }
            .joined(separator: ":")
    }

    @Test("Every address that is not globally reachable has a class", arguments: classes)
    func classification(text: String, expected: AddressClass?) throws {
        let address = try #require(IPAddress(text))
        #expect(AddressClass(of: address) == expected)
        let open = AddressGuard(allowed: [], ports: [443], isLoopback: false)
        #expect(open.refusal(of: address, port: 443, ownAddresses: []) == expected.map { .address($0) })
    }

    @Test("Every class of the rules is reached by an address, but the host's own")
    func everyClass() {
        #expect(Set(Self.classes.compactMap(\.1)) == Set(AddressClass.allCases).subtracting([.ownHost]))
    }

    @Test(
        "Only the usual notations are addresses",
        arguments: [
            ("127.1", false), ("2130706433", false), ("0x7f.0.0.1", false), ("0177.0.0.1", false), ("1.2.3.4.5", false),
            ("", false), ("localhost", false), ("1.2.3.4", true), ("[::1]", true), ("fe80::1%eth0", true),
            ("1::2::3", false),
        ])
    func notation(text: String, readable: Bool) {
        #expect((IPAddress(text) != nil) == readable)
    }

    @Test(
        "Blocks hold what lies in them",
        arguments: [
            ("10.20.0.0/16", "10.20.255.1", true), ("10.20.0.0/16", "10.21.0.1", false),
            ("10.0.0.0/9", "10.127.0.1", true),
            ("10.0.0.0/9", "10.128.0.1", false), ("0.0.0.0/0", "8.8.8.8", true), ("0.0.0.0/0", "::1", false),
            ("10.0.0.7", "10.0.0.7", true), ("10.0.0.7", "10.0.0.8", false), ("fd12::/20", "fd12:0fff::1", true),
            ("fd12::/20", "fd12:1000::1", false),
        ])
    func blocks(block: String, address: String, inside: Bool) throws {
        #expect(try #require(AddressBlock(block)).contains(try #require(IPAddress(address))) == inside)
    }

    @Test(
        "What is no block is refused",
        arguments: ["10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0.0/-1", "10.0.0/8", "x/8"])
    func notBlocks(text: String) { #expect(AddressBlock(text) == nil) }

    @Test("The allow list lets a partner of the intranet through, also in its mapped form, and nothing beside it")
    func allowList() throws {
        let block = try #require(AddressBlock("10.20.0.0/16"))
        let intranet = AddressGuard(allowed: [block], ports: [443], isLoopback: false)
        func refusal(_ text: String) throws -> AddressGuard.Refusal? {
            intranet.refusal(of: try #require(IPAddress(text)), port: 443, ownAddresses: [])
        }
        #expect(try refusal("10.20.1.1") == nil)
        #expect(try refusal("::ffff:10.20.1.1") == nil)
        #expect(try refusal("10.21.1.1") == .address(.privateUse))
        #expect(try refusal("169.254.169.254") == .address(.linkLocal))
        #expect(try refusal("8.8.8.8") == nil)
    }

    @Test(
        "The host's own addresses are refused, public ones and those inside an allowed block; a single one can be named"
    )
    func ownAddresses() throws {
        let own: Set<IPAddress> = [try #require(IPAddress("10.20.1.1")), try #require(IPAddress("93.184.216.34"))]
        func refusal(_ text: String, allowed: [String]) throws -> AddressGuard.Refusal? {
            AddressGuard(allowed: allowed.compactMap { AddressBlock($0) }, ports: [443], isLoopback: false)
                .refusal(of: try #require(IPAddress(text)), port: 443, ownAddresses: own)
        }
        #expect(try refusal("93.184.216.34", allowed: []) == .address(.ownHost))
        #expect(try refusal("10.20.1.1", allowed: ["10.0.0.0/8"]) == .address(.ownHost))
        #expect(try refusal("::ffff:10.20.1.1", allowed: ["10.0.0.0/8"]) == .address(.ownHost))
        #expect(try refusal("10.20.1.1", allowed: ["10.20.1.1"]) == nil)
        #expect(try refusal("10.20.1.2", allowed: ["10.0.0.0/8"]) == nil)
    }

    @Test("A loopback endpoint leads to loopback only, and no other endpoint does")
    func loopback() throws {
        let local = AddressGuard(allowed: [], ports: [8080], isLoopback: true)
        let address = try #require(IPAddress("127.0.0.1"))
        #expect(local.refusal(of: address, port: 8080, ownAddresses: [address]) == nil)
        #expect(local.refusal(of: try #require(IPAddress("::1")), port: 8080, ownAddresses: []) == nil)
        #expect(local.refusal(of: try #require(IPAddress("8.8.8.8")), port: 8080, ownAddresses: []) != nil)
        #expect(local.refusal(of: address, port: 8081, ownAddresses: []) == .port(8081))
        func refusal(_ text: String, allowed: [String]) throws -> AddressGuard.Refusal? {
            AddressGuard(allowed: allowed.compactMap { AddressBlock($0) }, ports: [443], isLoopback: false)
                .refusal(of: try #require(IPAddress(text)), port: 443, ownAddresses: [address])
        }
        for blocks in [[], ["0.0.0.0/0", "::/0"], ["127.0.0.0/8"], ["127.0.0.0/31"], ["10.0.0.0/8"]] {
            #expect(try refusal("127.0.0.1", allowed: blocks) == .address(.loopback))
            #expect(try refusal("::1", allowed: blocks) == .address(.loopback))
            #expect(try refusal("::ffff:127.0.0.1", allowed: blocks) == .address(.mappedIPv4))
        }
        #expect(try refusal("127.0.0.1", allowed: ["127.0.0.1"]) == nil)
        #expect(try refusal("127.0.0.2", allowed: ["127.0.0.1"]) == .address(.loopback))
    }

    @Test("A block that reaches beyond a denied range opens nothing of it")
    func wideBlocks() throws {
        func refusal(_ text: String, allowed: String) throws -> AddressGuard.Refusal? {
            AddressGuard(allowed: [try #require(AddressBlock(allowed))], ports: [443], isLoopback: false)
                .refusal(of: try #require(IPAddress(text)), port: 443, ownAddresses: [])
        }
        #expect(try refusal("169.254.169.254", allowed: "0.0.0.0/0") == .address(.linkLocal))
        #expect(try refusal("169.254.169.254", allowed: "168.0.0.0/7") == .address(.linkLocal))
        #expect(try refusal("169.254.169.254", allowed: "169.254.0.0/16") == nil)
        #expect(try refusal("10.1.2.3", allowed: "8.0.0.0/5") == .address(.privateUse))
        #expect(try refusal("10.1.2.3", allowed: "10.0.0.0/8") == nil)
        #expect(try refusal("::ffff:10.1.2.3", allowed: "::/0") == .address(.mappedIPv4))
        #expect(try refusal("fd00::1", allowed: "::/0") == .address(.uniqueLocal))
        #expect(try refusal("fd00::1", allowed: "fd00::/8") == nil)
    }

    @Test("Only listed ports are dialled")
    func ports() throws {
        let ports = AddressGuard(allowed: [], ports: [443, 8443], isLoopback: false)
        let address = try #require(IPAddress("8.8.8.8"))
        #expect(ports.refusal(of: address, port: 8443, ownAddresses: []) == nil)
        #expect(ports.refusal(of: address, port: 22, ownAddresses: []) == .port(22))
    }

    @Test("The host knows its loopback address")
    func hostAddresses() throws {
        #expect(HostAddresses.current().contains(try #require(IPAddress("127.0.0.1"))))
    }
}
