internal import Crypto
internal import Foundation
internal import GRDB
internal import Workforce

/// Who was erased, by a keyed digest of the employee id, in a file beside the database: a backup does not hold it, so that
/// what an older one brings back is erased again.
///
/// Text: a line that says what it is and with which key, then a line for each: the last date whose snapshots leave the person
/// out, and the digest.
struct ErasureList: Equatable {
    struct Entry: Hashable {
        var through: CalendarDate
        var digest: Data
    }

    private(set) var entries: [Entry] = []

    static func path(of database: String) -> String { database + ".erasures" }

    private static let title = "doorstroom erasures 1"

    /// - Parameter key: that the digests are made with; a list of another one is refused.
    static func read(_ path: String, key: SymmetricKey) throws -> ErasureList {
        guard FileManager.default.fileExists(atPath: path) else { return ErasureList() }
        guard let data = FileManager.default.contents(atPath: path) else { throw unreadable(path, "it cannot be read") }
        let lines = String(decoding: data, as: UTF8.self).split(separator: "\n")
        guard let head = lines.first, head.hasPrefix(title) else { throw unreadable(path, "it is another file") }
        guard head == "\(title) \(check(key))" else {
            throw unreadable(path, "it belongs to a database of another identity key")
        }
        var list = ErasureList()
        for line in lines.dropFirst() {
            let parts = line.split(separator: " ")
            guard parts.count == 2, let through = CalendarDate(iso: String(parts[0])),
                let digest = Data(hexadecimal: parts[1])
            else { throw unreadable(path, "a line of it is damaged") }
            list.add(Entry(through: through, digest: digest))
        }
        return list
    }

    mutating func add(_ entry: Entry) { if !entries.contains(entry) { entries.append(entry) } }

    /// Writes the whole list, on disk when it returns; a kill leaves the former or this one.
    func write(_ path: String, key: SymmetricKey) throws {
        let lines =
            ["\(Self.title) \(Self.check(key))"]
            + entries.map { "\($0.through) \(LedgerHead.hexadecimal($0.digest))" }
        try DurableFile.write(Data((lines.joined(separator: "\n") + "\n").utf8), to: path)
    }

    /// The digest that an employee id is listed by.
    static func digest(_ id: some ContiguousBytes, key: SymmetricKey) -> Data {
        var mac = HMAC<SHA256>(key: key)
        id.withUnsafeBytes { mac.update(data: $0) }
        return Data(mac.finalize())
    }

    static func digest(_ id: String, key: SymmetricKey) -> Data { digest(Array(id.utf8), key: key) }

    /// Tells keys apart and tells nothing of them.
    private static func check(_ key: SymmetricKey) -> String {
        LedgerHead.hexadecimal(digest("check of the key of an erasure list", key: key).prefix(8))
    }

    private static func unreadable(_ path: String, _ reason: String) -> StoreError {
        StoreError(
            code: "erasure-list-unreadable", message: "the list of the erased, \(path), cannot be used: \(reason)",
            remedy:
                "Put the list back that was kept beside this database. Without it whoever was erased since the backup "
                + "would be there again.")
    }
}

extension Data {
    fileprivate init?(hexadecimal text: some StringProtocol) {
        guard text.utf8.count.isMultiple(of: 2) else { return nil }
        self.init()
        var rest = Substring(text)
        while !rest.isEmpty {
            guard let byte = UInt8(rest.prefix(2), radix: 16) else { return nil }
            append(byte)
            rest = rest.dropFirst(2)
        }
    }
}
