import Foundation

/// What a column's name says that may not enter: health data and national identifiers, in Dutch, English, French and
/// German (interface: "Validation"; GDPR art. 9; law, "Data protection and AI").
///
/// A name is taken apart into words (`sickDays`, `SICK_DAYS`, `Krankheits-Tage`); accents do not count.
enum ForbiddenColumn: Equatable {
    case health
    case nationalIdentifier

    init?(_ name: String) {
        let words = ForbiddenColumn.words(name)
        if ForbiddenColumn.healthWords.contains(anyOf: words) {
            self = .health
        } else if ForbiddenColumn.identifierWords.contains(anyOf: words) {
            self = .nationalIdentifier
        } else {
            return nil
        }
    }

    private struct Vocabulary {
        var words: Set<String>
        /// Beginnings of words.
        var stems: [String]
        /// Tails of compounds: `kortverzuim`, `Langzeitkrank`.
        var endings: [String]
        /// Words in a row, the last of which may go on; also written as one.
        var phrases: [[String]]
        /// Beginnings of words that are something else after all.
        var exceptions: [String]

        func contains(anyOf found: [String]) -> Bool {
            found.contains(where: contains) || phrases.contains { phrase in isPhrase(phrase, in: found) }
        }

        private func isPhrase(_ phrase: [String], in found: [String]) -> Bool {
            let (written, last) = (phrase.joined(), phrase.count - 1)
            return found.indices.contains { start in
                found[start].hasPrefix(written)
                    || start + last < found.count && found[start..<start + last].elementsEqual(phrase[..<last])
                        && found[start + last].hasPrefix(phrase[last])
            }
        }

        private func contains(_ word: String) -> Bool {
            if exceptions.contains(where: word.hasPrefix) { return false }
            return words.contains(word) || stems.contains(where: word.hasPrefix)
                || endings.contains(where: word.hasSuffix)
        }
    }

    private static let healthWords = Vocabulary(
        words: [
            "wia", "wao", "wga", "iva", "wajong", "ill", "illness", "illnesses", "unfall", "gdb", "bradford", "sante",
        ],
        stems: [
            "ziek", "verzuim", "arbeidsongeschikt", "diagnos", "medisch", "gezondheid", "zwanger", "bevalling",
            "handicap", "arbeidsgehandicapt", "arbeidsbeperk", "poortwachter", "doelgroepregister", "sick", "absence",
            "absent", "absenz",
            "abwesenheit", "afwezig", "medical", "medizin", "disab", "health", "pregnan", "maternity", "injur",
            "invalidit", "incapac", "maladie", "malade", "grossesse", "maternite", "inapt", "krank", "fehltag",
            "fehlzeit", "arbeitsunf", "behinder", "schwerbehinder", "gesundheit", "schwanger", "mutterschutz",
        ],
        endings: ["verzuim", "ziekte", "krank", "krankheit"],
        phrases: [
            ["re", "integratie"], ["tweede", "spoor"], ["arret", "travail"], ["arret", "de", "travail"],
            ["accident", "travail"], ["accident", "du", "travail"], ["accident", "de", "travail"], ["au", "tage"],
            ["long", "covid"],
        ],
        // Places of work, trades and insurers: hospitals are employers, too.
        exceptions: [
            "ziekenhuis", "ziekenfonds", "ziektekosten", "gezondheidszorg", "gezondheidscentr", "krankenhaus",
            "krankenkasse", "krankenversicherung", "krankenpfleg", "gesundheitswesen", "healthcare", "illustr",
        ])

    private static let identifierWords = Vocabulary(
        words: [
            "sofi", "sofinr", "ahv", "insz", "inss", "niss", "rrn", "rrnr", "ssn", "nss", "nir", "nino", "svnr",
            "svnummer",
            "rvnr", "steuerid",
        ],
        stems: [
            "bsn", "burgerservice", "sofinum", "rijksregister", "socialsecurityn", "sozialversicherungsn",
            "rentenversicherungsn", "steueridentifikation", "paspoort", "passport", "passeport", "reisepass",
            "personalausweis", "identiteitskaart", "identiteitsbewijs",
        ],
        endings: ["bsn"],
        phrases: [
            ["burger", "service"], ["rijks", "register"], ["nationaal", "nummer"], ["sociaal", "fiscaal"],
            ["social", "security"], ["social", "insurance"], ["national", "id"],
            ["national", "insurance"], ["citizen", "service"], ["registre", "national"], ["numero", "national"],
            ["numero", "secu"], ["securite", "sociale"], ["steuer", "id"], ["sv", "nr"], ["sv", "nummer"],
            ["id", "card"],
        ],
        exceptions: [])

    /// Lowercase words of a name, without accents; borders are everything that is no letter, and the humps of camel
    /// case.
    static func words(_ name: String) -> [String] {
        var words: [String] = []
        var word = ""
        var previousIsLower = false
        for scalar in name.decomposedStringWithCanonicalMapping.unicodeScalars {
            if scalar.properties.generalCategory == .nonspacingMark { continue }
            guard scalar.properties.isAlphabetic else {
                if !word.isEmpty { words.append(word) }
                word = ""
                previousIsLower = false
                continue
            }
            if scalar.properties.isUppercase, previousIsLower {
                words.append(word)
                word = ""
            }
            previousIsLower = scalar.properties.isLowercase
            word += scalar.properties.lowercaseMapping.replacing("ß", with: "ss")
        }
        if !word.isEmpty { words.append(word) }
        return words
    }
}
