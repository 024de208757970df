import Foundation
package import Workforce

/// Refuses texts that hold personal data, before anything is queued (delivery rules, "Event").
///
/// The texts are indexed, not the names: a run sends out some hundreds of texts at most, while an employer may have a
/// million names. One pass folds each name in a buffer and looks it up, so that the gate costs a tenth of a second
/// and no memory for the largest employer, and nothing when there is no text.
package struct DisclosureGate: Sendable {
    package enum Finding: String, Sendable, CaseIterable {
        case fullName = "full-name"
        case emailAddress = "email-address"
        case employeeID = "employee-id"
        case nationalIdentifier = "national-identifier"
        case tooLong = "too-long"
    }

    private let employees: EmployeeColumns

    /// A gate for the people of these rows, leavers included.
    package init(employees: EmployeeColumns) { self.employees = employees }

    /// What is wrong with each text, in the order of the texts; empty where nothing is.
    package func findings(in texts: [OutwardText]) -> [[Finding]] {
        guard !texts.isEmpty else { return [] }
        let index = TextIndex(texts)
        var namedTexts: Set<Int> = []
        var numberedTexts: Set<Int> = []
        // An id of letters and digits is nobody's region or level; one of digits alone may well be.
        var markedTexts: Set<Int> = []
        var folded = FoldedWords()
        Self.forEachText(of: employees.name) { name in
            folded.load(name)
            guard folded.words.count >= 2 else { return }
            folded.forEachWriting { hash in if index.mayHold(hash) { namedTexts.formUnion(index.joined(hash)) } }
        }
        Self.forEachText(of: employees.id) { id in
            folded.load(id)
            let hash = folded.spacedHash
            if index.mayHold(hash) {
                let found = index.spaced(hash)
                numberedTexts.formUnion(found)
                if Self.hasLetterAndDigit(id) { markedTexts.formUnion(found) }
            }
        }
        return texts.indices.map { position in
            let text = texts[position]
            var found: [Finding] = []
            if namedTexts.contains(position) { found.append(.fullName) }
            if Self.holdsEmailAddress(text.text) { found.append(.emailAddress) }
            if (text.kind == .freeText ? numberedTexts : markedTexts).contains(position) { found.append(.employeeID) }
            // A recognition of a learning company has nine digits, of which every eleventh passes.
            if text.kind != .code || text.field != "accreditation", NationalIdentifier.isFound(in: text.text) {
                found.append(.nationalIdentifier)
            }
            if text.text.count > text.limit { found.append(.tooLong) }
            return found
        }
    }

    /// Each text of a column in turn, without a call into the column for each.
    @inline(__always)
    private static func forEachText(of column: ByteStringColumn, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
        column.bytes.withUnsafeBufferPointer { bytes in
            var start = 0
            for end in column.ends {
                if Int(end) > start { body(UnsafeBufferPointer(rebasing: bytes[start..<Int(end)])) }
                start = Int(end)
            }
        }
    }

    private static func hasLetterAndDigit(_ id: UnsafeBufferPointer<UInt8>) -> Bool {
        id.contains { (0x30...0x39).contains($0) } && id.contains { !(0x30...0x39).contains($0) && $0 > 0x40 }
    }

    /// Something, an at sign, something: addresses of an intranet have no dot. The sign may be spelled out, as people do
    /// against harvesters.
    static func holdsEmailAddress(_ text: String) -> Bool {
        var text = text.decomposedStringWithCompatibilityMapping
        if text.utf8.contains(UInt8(ascii: "a")) || text.utf8.contains(UInt8(ascii: "A")) {
            for spelled in ["(at)", "[at]", "{at}", "<at>", "apenstaartje"] {
                text = text.replacingOccurrences(of: spelled, with: "@", options: .caseInsensitive)
            }
        }
        let scalars = Array(text.unicodeScalars)
        func isAddress(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isAlphabetic || scalar.isDigit }
        return scalars.indices.contains { position in
            guard scalars[position] == "@" else { return false }
            let before = scalars[..<position].last { !$0.properties.isWhitespace }
            let after = scalars[(position + 1)...].first { !$0.properties.isWhitespace }
            guard let before, let after, isAddress(after) else { return false }
            return isAddress(before) || "._%+-\"'".unicodeScalars.contains(before)
        }
    }
}

extension DisclosureGate.Finding {
    /// For the operator: what was found where, without what was found.
    package func problem(field: String, subject: String) -> Problem {
        let reason: String
        let remedy: String
        switch self {
        case .fullName:
            (reason, remedy) = ("holds the full name of an employee", "take the name out; partners get no names")
        case .emailAddress:
            (reason, remedy) = (
                "holds an e-mail address", "take the address out; partners answer through their own channel"
            )
        case .employeeID: (reason, remedy) = ("holds an employee id", "take the id out, or write the number in words")
        case .nationalIdentifier:
            (reason, remedy) = (
                "holds a number that passes the checksum of a national identifier",
                "take the number out, or write it in words"
            )
        case .tooLong:
            (reason, remedy) = (
                "is longer than an event may hold", "shorten it: 10,000 characters in a description, 200 elsewhere"
            )
        }
        return Problem(
            code: "disclosure-\(rawValue)", column: field, value: subject,
            reason: "the text \(reason); nothing was sent",
            remedy: remedy)
    }
}

extension Unicode.Scalar {
    fileprivate var isDigit: Bool { properties.numericType == .decimal }
}
