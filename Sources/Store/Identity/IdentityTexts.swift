internal import Workforce

/// What a block of people is called: the plain form of an encrypted block.
struct IdentityTexts: Equatable, Sendable {
    var name = ByteStringColumn()
    var email = ByteStringColumn()
    var jobWish = ByteStringColumn()

    func encode() -> [UInt8] {
        var writer = ByteWriter(capacity: name.bytes.count + email.bytes.count + jobWish.bytes.count + 64)
        for column in [name, email, jobWish] { TextCodec.encode(column, into: &writer) }
        return writer.bytes
    }

    static func decode(_ bytes: [UInt8], people: Int) throws(StoreError) -> IdentityTexts {
        let result = bytes.withUnsafeBytes { raw -> Result<IdentityTexts, StoreError> in
            do throws(StoreError) {
                var reader = ByteReader(raw)
                var texts = IdentityTexts()
                texts.name = try TextCodec.decode(&reader, rows: people)
                texts.email = try TextCodec.decode(&reader, rows: people)
                texts.jobWish = try TextCodec.decode(&reader, rows: people)
                return .success(texts)
            } catch { return .failure(error) }
        }
        return try result.get()
    }
}
