package import struct Foundation.Date

/// What an introduction's event refers to: 256 random bits that give one partner one profile once.
///
/// In the clear it stands in the event alone; the store keeps a digest.
package struct ProfileReference: Equatable, Sendable {
    package var text: String
    /// The introduction's key.
    package var subject: String
    package var partner: String
    package var stage: Consent.Stage
    package var issued: Date
    package var expires: Date

    init(
        to introduction: IntroductionContent, subject: String, issued: Date, expires: Date,
        using generator: inout some RandomNumberGenerator
    ) {
        text = SubjectKeys.opaqueKey(using: &generator) + SubjectKeys.opaqueKey(using: &generator)
        self.subject = subject
        partner = introduction.partner
        stage = introduction.stage
        self.issued = issued
        self.expires = expires
    }

    /// Characters of a reference.
    package static let length = 52

    /// Whether a text could be one at all.
    package static func isWellFormed(_ text: String) -> Bool {
        text.utf8.count == length && text.utf8.allSatisfy(SubjectKeys.alphabet.contains)
    }
}
