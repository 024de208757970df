internal import Crypto
internal import Foundation

/// Where a partner has got to in its own events, as a text that only this database can read.
///
/// It is encrypted and bound to the partner: nobody can make one, change one or use another's, and it says nothing of how much
/// there is. The same place is the same text, so that answers do not differ without reason; the number that it hides never
/// stands for two things under one key.
struct ResyncCursor {
    /// Which database it is a cursor of: a restored one begins anew, since its numbers were given out before.
    let epoch: String
    private let key: SymmetricKey
    private let nonceKey: SymmetricKey

    init(epoch: String, key: SymmetricKey) {
        func part(_ purpose: String) -> SymmetricKey {
            HKDF<SHA256>.deriveKey(inputKeyMaterial: key, info: Data(purpose.utf8), outputByteCount: 32)
        }
        self.epoch = epoch
        (self.key, nonceKey) = (part("seal"), part("nonce"))
    }

    func text(_ number: Int64, partner: String) throws -> String {
        let plain = withUnsafeBytes(of: number.bigEndian) { Array($0) }
        let bound = context(partner)
        var seed = HMAC<SHA256>(key: nonceKey)
        seed.update(data: bound)
        seed.update(data: plain)
        let nonce = try AES.GCM.Nonce(data: Data(seed.finalize().prefix(12)))
        let box = try AES.GCM.seal(plain, using: key, nonce: nonce, authenticating: bound)
        guard let combined = box.combined else { throw StoreError.damaged("nonce") }
        return combined.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
            .replacing("=", with: "")
    }

    /// Nil for what is no cursor of this partner and database.
    func number(_ text: String, partner: String) -> Int64? {
        guard text.utf8.count == ResyncCursor.length else { return nil }
        let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        let base64 = text.replacing("-", with: "+").replacing("_", with: "/") + padding
        guard let data = Data(base64Encoded: base64), let box = try? AES.GCM.SealedBox(combined: data),
            // That it does not open is what is asked here.
            let plain = try? AES.GCM.open(box, using: key, authenticating: context(partner)), plain.count == 8
        else { return nil }
        return plain.reduce(into: Int64(0)) { $0 = $0 << 8 | Int64($1) }
    }

    /// 12 bytes of nonce, 8 of number, 16 of tag, in base64 without padding.
    static let length = 48

    private func context(_ partner: String) -> Data { Data("resync cursor \(epoch) \(partner)".utf8) }
}
