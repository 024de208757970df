/// Every run of words of some texts, by hash, as the disclosure gate looks names and ids up in it.
struct TextIndex {
    private var joinedRuns: [UInt64: Set<Int>] = [:]
    private var spacedRuns: [UInt64: Set<Int>] = [:]
    /// One bit for the upper bits of each hash: answers nearly every question with one load.
    private var bits = [UInt64](repeating: 0, count: 1 << 12)

    /// Longest run looked at, in words: names have fewer.
    private static let longestRun = 12

    init(_ texts: [OutwardText]) {
        for (position, text) in texts.enumerated() {
            let words = NameFolding.words(of: text.text).map { FoldedWords.Run($0) }
            for first in words.indices {
                var joined = FoldedWords.Run()
                var spaced = FoldedWords.Run()
                for word in words[first..<min(words.count, first + Self.longestRun)] {
                    joined = joined + word
                    spaced = spaced + word + FoldedWords.Run.blank
                    joinedRuns[joined.hash, default: []].insert(position)
                    spacedRuns[spaced.hash, default: []].insert(position)
                    mark(joined.hash)
                    mark(spaced.hash)
                }
            }
        }
    }

    @inline(__always)
    func mayHold(_ hash: UInt64) -> Bool {
        bits[Int(truncatingIfNeeded: hash >> 52)] & (1 << (hash >> 46 & 63)) != 0
    }

    /// Texts that hold the run with its words written as one.
    func joined(_ hash: UInt64) -> Set<Int> { joinedRuns[hash] ?? [] }

    /// Texts that hold the run word for word.
    func spaced(_ hash: UInt64) -> Set<Int> { spacedRuns[hash] ?? [] }

    private mutating func mark(_ hash: UInt64) {
        bits[Int(truncatingIfNeeded: hash >> 52)] |= 1 << (hash >> 46 & 63)
    }
}
