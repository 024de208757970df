import Foundation

/// Texts as the disclosure gate compares them: lower-case letters and digits without diacritics, in words.
///
/// "Zoë  DE-VRIES" and "zoe de vries" fold to the same words. Letters that Unicode does not decompose (ø, ł, ß, æ …)
/// are spelled out; characters that show nothing are skipped, and Cyrillic and Greek letters that look like Latin ones are
/// those, so that neither can hide a name (Unicode Technical Standard 39, confusables). Names in those scripts fold alike on
/// both sides.
enum NameFolding {
    static func words(of text: String) -> [[UInt8]] {
        var words: [[UInt8]] = []
        var word: [UInt8] = []
        func end() {
            if !word.isEmpty { words.append(word) }
            word.removeAll(keepingCapacity: true)
        }
        if text.utf8.allSatisfy({ $0 < 0x80 }) {
            for byte in text.utf8 {
                if let folded = fold(ascii: byte) { word.append(folded) } else { end() }
            }
        } else {
            for scalar in text.decomposedStringWithCompatibilityMapping.lowercased()
                .decomposedStringWithCanonicalMapping
                .unicodeScalars
            {
                if scalar.isASCII {
                    if let folded = fold(ascii: UInt8(scalar.value)) { word.append(folded) } else { end() }
                } else if let spelled = spelledOut[scalar] {
                    word.append(contentsOf: spelled.utf8)
                } else {
                    switch scalar.properties.generalCategory {
                    case .nonspacingMark, .enclosingMark, .format, .spacingMark: break
                    case .lowercaseLetter, .otherLetter, .modifierLetter, .titlecaseLetter, .uppercaseLetter,
                        .decimalNumber:
                        word.append(contentsOf: String(scalar).utf8)
                    default: end()
                    }
                }
            }
        }
        end()
        return words
    }

    private static func fold(ascii byte: UInt8) -> UInt8? {
        switch byte {
        case 0x61...0x7A, 0x30...0x39: byte
        case 0x41...0x5A: byte | 0x20
        default: nil
        }
    }

    private static let spelledOut: [Unicode.Scalar: String] = [
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i", "ĸ": "k", "ŋ": "n", "ß": "ss",
        "æ": "ae", "œ": "oe", "þ": "th",
        "а": "a", "в": "b", "е": "e", "һ": "h", "і": "i", "ј": "j", "к": "k", "ӏ": "l", "м": "m", "н": "h", "о": "o",
        "р": "p", "ԛ": "q", "ѕ": "s", "с": "c", "т": "t", "у": "y", "ԝ": "w", "х": "x", "ԁ": "d",
        "α": "a", "β": "b", "ε": "e", "ι": "i", "κ": "k", "ν": "v", "ο": "o", "ρ": "p", "τ": "t", "υ": "u", "χ": "x",
    ]
}
