import Foundation

/// The checksums of national identifiers: the Dutch BSN and the Belgian INSZ (disclosure gate).
enum NationalIdentifier {
    /// Whether a whole run of digits could be one. Nine digits: BSN, the eleven test. Eleven: INSZ, modulo 97.
    static func passes(_ digits: [UInt8]) -> Bool {
        switch digits.count {
        case 9: passesElevenTest(digits)
        case 11: passesModulo97(digits)
        default: false
        }
    }

    /// 9·a + 8·b + … + 2·h − i is a multiple of 11; nine zeros are no number.
    private static func passesElevenTest(_ digits: [UInt8]) -> Bool {
        var sum = 0
        for (position, digit) in digits.enumerated() { sum += Int(digit) * (position == 8 ? -1 : 9 - position) }
        return sum % 11 == 0 && digits.contains { $0 != 0 }
    }

    /// The last two are 97 less the rest of the first nine by 97; for births from 2000 a 2 stands before the nine.
    private static func passesModulo97(_ digits: [UInt8]) -> Bool {
        let number = digits.prefix(9).reduce(0) { $0 * 10 + Int($1) }
        let check = Int(digits[9]) * 10 + Int(digits[10])
        return 97 - number % 97 == check || 97 - (2_000_000_000 + number) % 97 == check
    }

    /// Whether a text holds one as an isolated run: digits that no letter or digit touches, written in one piece or
    /// in groups with a single dot, blank, hyphen or slash between.
    static func isFound(in text: String) -> Bool {
        var groups: [[UInt8]] = []
        func holdsIdentifier() -> Bool {
            for first in groups.indices {
                var digits: [UInt8] = []
                for group in groups[first...] {
                    digits += group
                    if digits.count > 11 { break }
                    if passes(digits) { return true }
                }
            }
            return false
        }
        var run: [UInt8] = []
        var isTouched = false
        var separators = 0
        for scalar in text.decomposedStringWithCompatibilityMapping.unicodeScalars {
            if let digit = scalar.properties.numericType == .decimal ? scalar.properties.numericValue : nil {
                if run.isEmpty, separators > 1 {
                    if holdsIdentifier() { return true }
                    groups = []
                }
                separators = 0
                run.append(UInt8(digit))
                continue
            }
            let isLetter = scalar.properties.isAlphabetic
            if !run.isEmpty {
                if isTouched || isLetter {
                    if holdsIdentifier() { return true }
                    groups = []
                } else {
                    groups.append(run)
                }
                run = []
            }
            isTouched = isLetter
            separators += [".", " ", "-", "/"].contains(scalar) ? 1 : 2
        }
        if !run.isEmpty, !isTouched { groups.append(run) }
        return holdsIdentifier()
    }
}
