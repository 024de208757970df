/// The folded words of one name or id, as hashes: for the next one the same storage is used again.
///
/// Words are hashed as polynomials, so that the hash of several words written as one follows from theirs: all the
/// ways to write a name cost a few multiplications, whatever their number.
struct FoldedWords {
    /// A folded text: its hash, and the power of the base by which one moves to the left of it.
    struct Run {
        var hash: UInt64 = 0
        var power: UInt64 = 1

        /// Both written as one.
        @inline(__always)
        static func + (left: Run, right: Run) -> Run {
            Run(hash: left.hash &* right.power &+ right.hash, power: left.power &* right.power)
        }

        @inline(__always)
        mutating func append(_ byte: UInt8) {
            hash = hash &* Self.base &+ UInt64(byte) &+ 1
            power = power &* Self.base
        }

        init() {}

        init(hash: UInt64, power: UInt64) {
            self.hash = hash
            self.power = power
        }

        init(_ bytes: some Sequence<UInt8>) { for byte in bytes { append(byte) } }

        static let blank = Run(CollectionOfOne(0x20))

        /// Odd, so that no power of it vanishes.
        private static let base: UInt64 = 0x9E37_79B9_7F4A_7C15
    }

    private(set) var words: [Run] = []
    private var rotated: [Run] = []

    /// The folding of each letter from U+00C0 to U+017F, the ones that names of this part of the world are made of.
    private let latin: [[UInt8]] = (0xC0...0x17F).map { value in
        Unicode.Scalar(UInt32(value)).flatMap { NameFolding.words(of: String($0)).first } ?? []
    }

    /// Reads a name. Words after a comma come first: "Vries, Jan de" is Jan de Vries.
    mutating func load(_ text: UnsafeBufferPointer<UInt8>) {
        words.removeAll(keepingCapacity: true)
        var word = Run()
        var isInWord = false
        var comma: Int?
        var position = 0
        while position < text.count {
            let byte = text[position]
            switch byte {
            case 0x61...0x7A, 0x30...0x39:
                word.append(byte)
                isInWord = true
            case 0x41...0x5A:
                word.append(byte | 0x20)
                isInWord = true
            case 0xC3...0xC5 where position + 1 < text.count:
                // Two bytes of UTF-8: U+00C0 to U+00FF begin with C3, up to U+013F with C4, up to U+017F with C5.
                let letter = latin[(Int(byte) - 0xC3) * 64 + Int(text[position + 1] & 0x3F)]
                if letter.isEmpty { return loadSlowly(text) }
                for folded in letter { word.append(folded) }
                isInWord = true
                position += 1
            case 0x80...: return loadSlowly(text)
            default:
                if isInWord { words.append(word) }
                word = Run()
                isInWord = false
                if byte == 0x2C, comma == nil { comma = words.count }
            }
            position += 1
        }
        if isInWord { words.append(word) }
        if let comma { rotate(at: comma) }
    }

    /// Runs `body` with the hash of every way to write the name: as it stands, family name first, with the first of
    /// the given names alone, without the particles of the family name; words written as one.
    @inline(__always)
    func forEachWriting(_ body: (UInt64) -> Void) {
        let given = words[0]
        var front = Run()
        for split in words.indices {
            var back = Run()
            for word in words[split...] { back = back + word }
            // Family name first, for the split that is right.
            body((back + front).hash)
            if split >= 2 {
                body((given + back).hash)
                body((back + given).hash)
            }
            front = front + words[split]
        }
    }

    /// The hash of the words with a blank after each.
    var spacedHash: UInt64 { words.reduce(Run()) { $0 + $1 + Run.blank }.hash }

    private mutating func loadSlowly(_ text: UnsafeBufferPointer<UInt8>) {
        let parts = String(decoding: text, as: UTF8.self)
            .split(separator: ",", maxSplits: 1, omittingEmptySubsequences: false)
            .map { NameFolding.words(of: String($0)).map { Run($0) } }
        words = parts.flatMap { $0 }
        if parts.count > 1 { rotate(at: parts[0].count) }
    }

    private mutating func rotate(at comma: Int) {
        guard comma > 0, comma < words.count else { return }
        rotated.removeAll(keepingCapacity: true)
        rotated.append(contentsOf: words[comma...])
        rotated.append(contentsOf: words[..<comma])
        swap(&words, &rotated)
    }
}
