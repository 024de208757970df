package import Foundation
import Workforce

/// Who the employer is (configuration key `employer`).
package struct EmployerSettings: Equatable, Sendable {
    package enum Language: String, Sendable, CaseIterable { case nl, en }

    package var name: String
    /// ISO 3166-1 alpha-2: the country of establishments that name none.
    package var country: String
    /// Number in the trade register (KvK, KBO): part of the `source` of every event. Required once there are partners.
    package var registration: String?
    /// The zone in which days begin and schedules run.
    package var timeZone: TimeZone
    package var language: Language
}

extension EmployerSettings {
    init?(_ section: YamlSection) {
        let name = section.requiredText("name", remedy: "write the employer's name")
        let country = EmployerSettings.country(section)
        let registration = EmployerSettings.registration(section, country: country ?? "")
        let timeZone = EmployerSettings.timeZone(section, country: country ?? "")
        let language: Language? = section.choice("language")
        section.finish()
        guard let name, let country, let timeZone else { return nil }
        self.init(
            name: name, country: country, registration: registration, timeZone: timeZone,
            language: language ?? .nl)
    }

    private static func country(_ section: YamlSection) -> String? {
        guard let text = section.text("country") else { return section.has("country") ? nil : "NL" }
        if CountryCode.isAssigned(text) { return text }
        let capitals = text.uppercased()
        section.error(
            "unknown-country", "country", value: Shown.value(text),
            "\(Shown.value(text)) is not a country code of ISO 3166",
            remedy: CountryCode.isAssigned(capitals) ? "write \(capitals)" : "write two capitals, such as NL or BE")
        return nil
    }

    /// The numbers of both registers have a fixed length; elsewhere any short text will do.
    private static func registration(_ section: YamlSection, country: String) -> String? {
        guard let text = section.text("registration") else { return nil }
        let digits: Int? = country == "NL" ? 8 : country == "BE" ? 10 : nil
        let isNumber = text.allSatisfy { $0.isASCII && $0.isNumber }
        if let digits, !isNumber || text.count != digits {
            section.error(
                "invalid-registration", "registration", value: Shown.value(text),
                "\(Shown.value(text)) is not a number of \(digits) digits, as the register of \(country) gives",
                remedy: "write the \(digits) digits in quotes, without spaces or points")
            return nil
        }
        guard (1...32).contains(text.count), text.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) }) else {
            section.error(
                "invalid-registration", "registration", value: Shown.value(text),
                "\(Shown.value(text)) holds more than letters and digits",
                remedy: "write the number of the trade register, letters and digits only")
            return nil
        }
        return text
    }

    private static func timeZone(_ section: YamlSection, country: String) -> TimeZone? {
        guard let text = section.text("timeZone") else {
            if section.has("timeZone") { return nil }
            switch country {
            case "NL", "": return TimeZone(identifier: "Europe/Amsterdam")
            case "BE": return TimeZone(identifier: "Europe/Brussels")
            default:
                section.missing("timeZone", remedy: "write the IANA time zone of the employer, such as Europe/Berlin")
                return nil
            }
        }
        // Abbreviations such as CET or offsets have no daylight-saving rules that anybody could rely on.
        if text == "UTC" || text.contains("/"), let zone = TimeZone(identifier: text) { return zone }
        let nearest = Suggestion.nearest(to: text, among: TimeZone.knownTimeZoneIdentifiers)
        section.error(
            "unknown-time-zone", "timeZone", value: Shown.value(text),
            "\(Shown.value(text)) is not a time zone of the IANA database",
            remedy: "write \(nearest ?? "a name such as Europe/Amsterdam")")
        return nil
    }
}
