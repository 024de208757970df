import Foundation

/// The file that holds the identity key: 32 bytes, in base64 or hexadecimal, for its owner alone.
package enum IdentityKeyFile {
    /// Length of an AES-256 key.
    package static let byteCount = 32

    /// Of a key file at most so many are read.
    static let mostBytes = 4096

    /// The key that a text holds, or nil.
    package static func decode(_ text: String) -> [UInt8]? {
        let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
        if trimmed.utf8.count == byteCount * 2, let bytes = hexadecimal(trimmed) { return bytes }
        guard let data = Data(base64Encoded: trimmed), data.count == byteCount else { return nil }
        return Array(data)
    }

    package static func encode(_ key: [UInt8]) -> String { Data(key).base64EncodedString() + "\n" }

    /// Writes a new key, mode 0600, and returns it; an existing file is read instead and never overwritten.
    ///
    /// - Throws: `CocoaError` when the file can neither be made nor read, or holds no key.
    @discardableResult
    package static func create(
        at path: String, random: (_ count: Int) -> [UInt8] = InitialConfiguration.systemRandom
    ) throws -> [UInt8] {
        let key = random(byteCount)
        do {
            try PrivateFile.write(encode(key), to: path)
            return key
        } catch let error as CocoaError where error.code == .fileWriteFileExists {
            guard let key = decode(try ConfigurationFiles.disk.read(path, mostBytes)) else {
                throw CocoaError(.fileReadCorruptFile)
            }
            return key
        }
    }

    /// The key that a file's bytes hold, or nil.
    static func decode(_ bytes: [UInt8]) -> [UInt8]? { String(validating: bytes, as: UTF8.self).flatMap(decode) }

    private static func hexadecimal(_ text: String) -> [UInt8]? {
        let digits = text.compactMap(\.hexDigitValue)
        guard digits.count == text.count, digits.count.isMultiple(of: 2) else { return nil }
        return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
    }
}
