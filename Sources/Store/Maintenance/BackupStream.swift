internal import Crypto
internal import Foundation

/// The form of a backup: a header, then frames of at most 1 MiB, each encrypted (AES-GCM) and authenticated with the header.
///
/// The key is derived from the identity key and a salt of the backup's own (HKDF), so that frames may be numbered
/// instead of carrying nonces; the last is marked, so that a stream that was cut, stretched or put in another order does not open.
struct BackupStream {
    static let magic = Data("DOORSTROOM BACKUP 1\n".utf8)
    static let frame = 1 << 20
    private static let saltLength = 32
    private static let tagLength = 16
    private static var headerLength: Int { magic.count + 16 + saltLength }

    private let key: SymmetricKey
    private let header: Data

    private init(_ identityKey: IdentityKey, header: Data) {
        self.header = header
        key = identityKey.derived(for: "doorstroom backup", salt: header.suffix(Self.saltLength))
    }

    /// Encrypts `source` into `target`, from where they stand.
    static func encrypt(_ source: FileHandle, to target: FileHandle, key: IdentityKey) throws {
        let salt = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }
        let stream = BackupStream(key, header: magic + Data(key.id.utf8) + salt)
        try target.write(contentsOf: stream.header)
        var number: UInt64 = 0
        var next = try source.read(upToCount: frame) ?? Data()
        repeat {
            let current = next
            next = current.count < frame ? Data() : try source.read(upToCount: frame) ?? Data()
            let sealed = try stream.seal(current, number: number, isLast: next.isEmpty)
            var length = UInt32(sealed.count).littleEndian
            try target.write(contentsOf: Data(bytes: &length, count: 4) + sealed)
            number += 1
        } while !next.isEmpty
    }

    /// Decrypts `source` into `target`.
    ///
    /// - Throws: `backup-key-wrong`, `backup-damaged`, `not-a-backup`. What was written to `target` by then is of no use.
    static func decrypt(_ source: FileHandle, to target: FileHandle, key: IdentityKey) throws {
        let header = try source.read(upToCount: headerLength) ?? Data()
        guard header.count == headerLength, header.prefix(magic.count) == magic else {
            throw StoreError(
                code: "not-a-backup", message: "the file is not a backup of Doorstroom",
                remedy: "Name a file that `doorstroom backup FILE` wrote.")
        }
        let id = String(decoding: header.dropFirst(magic.count).prefix(16), as: UTF8.self)
        guard id == key.id else {
            throw StoreError(
                code: "backup-key-wrong",
                message: "the backup was made with the identity key \(id), and the one given is \(key.id)",
                remedy:
                    "Point `storage.identityKeyFile` at the key with that id: backups leave it out, it was kept apart.")
        }
        let stream = BackupStream(key, header: header)
        var number: UInt64 = 0
        var isLast = false
        while !isLast {
            let (plain, last) = try stream.nextFrame(source, number: number)
            try target.write(contentsOf: plain)
            isLast = last
            number += 1
        }
        guard try (source.read(upToCount: 1) ?? Data()).isEmpty else { throw damaged }
    }

    private func nextFrame(_ source: FileHandle, number: UInt64) throws -> (plain: Data, isLast: Bool) {
        let prefix = try source.read(upToCount: 4) ?? Data()
        guard prefix.count == 4 else { throw Self.damaged }
        let length = prefix.enumerated().reduce(0) { $0 | Int($1.element) << (8 * $1.offset) }
        guard length >= Self.tagLength, length <= Self.frame + Self.tagLength,
            let sealed = try source.read(upToCount: length), sealed.count == length
        else { throw Self.damaged }
        if let plain = open(sealed, number: number, isLast: false) { return (plain, false) }
        guard let plain = open(sealed, number: number, isLast: true) else { throw Self.damaged }
        return (plain, true)
    }

    private func seal(_ plain: Data, number: UInt64, isLast: Bool) throws -> Data {
        let box = try AES.GCM.seal(
            plain, using: key, nonce: Self.nonce(number, isLast), authenticating: header)
        return box.ciphertext + box.tag
    }

    /// Nil when the frame is not the one that was sealed with this number and mark.
    private func open(_ sealed: Data, number: UInt64, isLast: Bool) -> Data? {
        // Failing to open is the answer here, not an error that is lost.
        guard let nonce = try? Self.nonce(number, isLast),
            let box = try? AES.GCM.SealedBox(
                nonce: nonce, ciphertext: sealed.dropLast(Self.tagLength), tag: sealed.suffix(Self.tagLength))
        else { return nil }
        return try? AES.GCM.open(box, using: key, authenticating: header)
    }

    private static func nonce(_ number: UInt64, _ isLast: Bool) throws -> AES.GCM.Nonce {
        var counter = number.littleEndian
        return try AES.GCM.Nonce(data: Data(bytes: &counter, count: 8) + Data([isLast ? 1 : 0, 0, 0, 0]))
    }

    static var damaged: StoreError {
        StoreError(
            code: "backup-damaged", message: "the backup is cut short or was changed",
            remedy: "Take another backup; compare the file's size with that of the original.")
    }
}
