import Outreach
import Workforce

extension IntroductionPolicy {
    /// Reads the configuration key `introductions`; what is absent or wrong keeps the default.
    init(_ section: YamlSection) {
        self.init()
        isEnabled = section.flag("enabled") ?? isEnabled
        consentTexts = section.texts("consentTexts") ?? consentTexts
        referenceDays = section.integer("referenceDays", in: 1...90, unit: " days") ?? referenceDays
        if let snapshot = section.section("snapshotConsent") {
            let version = snapshot.requiredText(
                "textVersion", remedy: "write the version of the text, as in consentTexts")
            let channel = snapshot.requiredText("channel", remedy: "write how the consent is given, such as hr-portal")
            snapshot.finish()
            if let version, let channel {
                snapshotConsent = SnapshotConsent(textVersion: version, channel: channel)
                Self.check(channel, "channel", in: snapshot)
            }
            if let version, !consentTexts.contains(version) {
                snapshot.error(
                    "contradiction", "textVersion", value: Shown.value(version),
                    "\(Shown.value(version)) is not among consentTexts, so that no such consent would count",
                    remedy: "write one of consentTexts, or add it there")
            }
        }
        section.finish()
        for version in consentTexts { Self.check(version, "consentTexts", in: section) }
        if isEnabled, consentTexts.isEmpty {
            section.missing(
                "consentTexts",
                remedy:
                    "write the versions of the consent text that count, such as [\"2026-1\"]; without one nobody can agree"
            )
        }
    }

    private static func check(_ text: String, _ key: String, in section: YamlSection) {
        guard !Consent.isCode(text) else { return }
        section.error(
            "invalid-code", key, value: Shown.value(text), "\(Shown.value(text)) is not a code",
            remedy: "write letters, digits, dots, hyphens or underscores, at most 40")
    }
}
