import Testing

@testable import Intake

@Suite("The hash of codes") struct TextHashTests {
    /// Codes as employers number them.
    static let shapes: [(String, [String])] = [
        ("J0000", (0..<500).map { "J" + padded($0, 4) }), ("E000", (0..<120).map { "E" + padded($0, 3) }),
        ("S0", (0..<60).map { "S\($0)" }), ("skill-000", (0..<400).map { "skill-" + padded($0, 3) }),
        ("00000", (0..<2_000).map { padded($0, 5) }), ("5223", (5_000..<5_400).map { "\($0)" }),
        ("afdeling-noord-000", (0..<500).map { "afdeling-noord-" + padded($0, 3) }),
    ]

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: width - digits.count) + digits
    }

    @Test("Codes that differ in a digit are spread over a table, whatever the seed", arguments: shapes)
    func spread(shape: String, codes: [String]) {
        var seed: UInt64 = 1
        for _ in 0..<300 {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            #expect(looks(for: codes, seed: seed) < 2.5, "seed \(seed)")
        }
    }

    /// How many slots are looked at for a code, in a table that is at most half full.
    private func looks(for codes: [String], seed: UInt64) -> Double {
        var size = 256
        while codes.count * 2 > size { size *= 2 }
        var isTaken = [Bool](repeating: false, count: size)
        var looks = 0
        for code in codes {
            let bytes = Array(code.utf8) + [UInt8](repeating: 7, count: 32)
            let hash = bytes.withUnsafeBufferPointer {
                TextHash.hash(UnsafeBufferPointer(rebasing: $0[..<code.utf8.count]), seed: seed)
            }
            var place = Int(truncatingIfNeeded: hash) & (size - 1)
            looks += 1
            while isTaken[place] {
                place = (place + 1) & (size - 1)
                looks += 1
            }
            isTaken[place] = true
        }
        return Double(looks) / Double(codes.count)
    }

    @Test("Of a text the hash is one, whether it is taken from the text or from its words")
    func words() {
        for text in ["", "J1", "12345678", "123456789", "1234567890123456"] {
            let bytes = Array(text.utf8) + [UInt8](repeating: 7, count: 32)
            bytes.withUnsafeBufferPointer {
                let text = UnsafeBufferPointer(rebasing: $0[..<text.utf8.count])
                #expect(
                    TextHash.hash(text, seed: 3)
                        == TextHash.hash(words: TextHash.words(text), count: text.count, seed: 3))
            }
        }
    }
}
