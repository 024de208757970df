internal import Foundation

/// What one person is called, for finding the texts that name them.
struct SubjectNames: Codable, Equatable, Sendable {
    var id: String
    var name: String
    var email: String

    /// Shorter ones are looked for only where a whole field holds them: in running text they are anything.
    static let shortest = 4

    /// What is looked for in running text, the longest first.
    var searched: [String] {
        [id, name, email].filter { $0.count >= Self.shortest }.sorted { $0.utf8.count > $1.utf8.count }
    }

    /// Whether a whole field says who it is: by id, name or address.
    func isMeant(by field: String?) -> Bool {
        guard let field, !field.isEmpty else { return false }
        return field == id || [name, email].contains { !$0.isEmpty && $0.lowercased() == field.lowercased() }
    }

    func isMentioned(in text: String?) -> Bool {
        guard let text else { return false }
        return isMeant(by: text) || redacted(text) != text
    }

    /// Whether an identifier that somebody outside made up names the person: `Jan-de-Vries`, `file_E00042.2`. Whatever is no
    /// letter or digit parts its words.
    func isMentioned(inIdentifier text: String?) -> Bool {
        guard let text, !text.isEmpty else { return false }
        if isMentioned(in: text) { return true }
        let words = Self.words(text)
        return searched.contains { searched in
            let wanted = Self.words(searched)
            return !wanted.isEmpty && wanted.count <= words.count
                && (0...(words.count - wanted.count)).contains { Array(words[$0..<($0 + wanted.count)]) == wanted }
        }
    }

    /// Lower case, without accents: identifiers have none.
    private static func words(_ text: String) -> [String] {
        text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
            .split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }

    /// The text with what stands in the person's place.
    func redacted(_ text: String) -> String {
        var text = text
        for word in searched { text = Self.replacing(word, in: text) }
        return text
    }

    static let mark = "[erased]"

    /// Replaces whole words only: an id within a longer number is another number.
    private static func replacing(_ word: String, in text: String) -> String {
        var result = ""
        var rest = text[...]
        while let found = rest.range(of: word, options: .caseInsensitive) {
            let before = found.lowerBound == text.startIndex ? nil : text[text.index(before: found.lowerBound)]
            let after = found.upperBound == text.endIndex ? nil : text[found.upperBound]
            let isWord = ![before, after].contains { $0.map { $0.isLetter || $0.isNumber } ?? false }
            result += rest[..<found.lowerBound] + (isWord ? mark : String(rest[found]))
            rest = rest[found.upperBound...]
        }
        return result + rest
    }
}
