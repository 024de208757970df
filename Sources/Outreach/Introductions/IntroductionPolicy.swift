/// The settings of introductions (configuration key `introductions`).
package struct IntroductionPolicy: Equatable, Sendable, Codable {
    /// The text and channel that a date in `consent_introduction` stands for.
    package struct SnapshotConsent: Equatable, Sendable, Codable {
        package var textVersion: String
        package var channel: String

        package init(textVersion: String, channel: String) {
            self.textVersion = textVersion
            self.channel = channel
        }
    }

    package var isEnabled = false
    /// Versions of the consent text that count; a version taken out of the list ends what was agreed to under it.
    package var consentTexts: [String] = []
    /// Nil where a date in the snapshot waits for a person to record the consent.
    package var snapshotConsent: SnapshotConsent?
    /// Days after which a reference that nobody used is dead.
    package var referenceDays = 14

    package init() {}
}
