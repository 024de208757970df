internal import Crypto
package import Foundation

/// The key that identities are encrypted with: 32 bytes from a file that the configuration names.
///
/// It never enters the database or a backup. Its `id` does: it is derived from the key, so that a wrong key is known
/// before anything is decrypted, and tells nothing about it.
package struct IdentityKey: Sendable {
    let key: SymmetricKey
    /// Eight bytes in hexadecimal, derived from the key (HKDF-SHA256).
    package let id: String

    /// - Parameter bytes: exactly 32 random bytes.
    package init(bytes: some ContiguousBytes) throws(StoreError) {
        let key = SymmetricKey(data: bytes)
        guard key.bitCount == 256 else {
            throw StoreError(
                code: "identity-key-malformed", message: "the identity key has \(key.bitCount / 8) bytes, not 32",
                remedy: "Point `storage.identityKeyFile` at the file that `doorstroom init` wrote. Never make a new "
                    + "key for an existing database: its identities could not be read any more.")
        }
        self.key = key
        let derived = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: key, info: Data("doorstroom identity key id".utf8), outputByteCount: 8)
        let digits = Array("0123456789abcdef".utf8)
        id = derived.withUnsafeBytes { bytes in
            String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
        }
    }

    /// The key in a file of exactly 32 bytes.
    package static func read(_ path: String) throws(StoreError) -> IdentityKey {
        do {
            return try IdentityKey(bytes: Data(contentsOf: URL(fileURLWithPath: path)))
        } catch let error as StoreError {
            throw error
        } catch {
            throw StoreError(
                code: "identity-key-unreadable", message: "the identity key file \(path) cannot be read",
                remedy: "See that it exists and that this user may read it; `doorstroom init` writes one for a new "
                    + "database.", cause: (error as NSError).localizedDescription)
        }
    }

    /// A key for another purpose (backups, digests), from which this one cannot be found.
    func derived(for purpose: String, salt: Data = Data()) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(inputKeyMaterial: key, salt: salt, info: Data(purpose.utf8), outputByteCount: 32)
    }

    /// AES-GCM with a random nonce; `context` is authenticated along, so that no ciphertext can stand in another's place.
    func seal(_ plain: [UInt8], context: String) throws -> Data {
        let box = try AES.GCM.seal(plain, using: key, authenticating: Data(context.utf8))
        guard let combined = box.combined else { throw StoreError.damaged("nonce") }
        return combined
    }

    func open(_ sealed: Data, context: String) throws(StoreError) -> [UInt8] {
        do {
            let box = try AES.GCM.SealedBox(combined: sealed)
            return Array(try AES.GCM.open(box, using: key, authenticating: Data(context.utf8)))
        } catch {
            throw StoreError.damaged("encrypted block (\(context))")
        }
    }
}
