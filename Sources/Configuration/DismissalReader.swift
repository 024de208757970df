import Prevention
import Workforce

/// Reads the terms around a dismissal of a statute file.
enum DismissalReader {
    /// An entry of `redeploymentTerm`: as long as the notice, and `occupationalDisabilityWeeks`.
    static func redeployment(_ section: YamlSection) -> RedeploymentRule? {
        let from = section.ruleStart()
        let weeks = section.requiredInteger("occupationalDisabilityWeeks", in: 0...104, unit: " weeks")
        let entry = StatuteEntry(section)
        section.finish()
        guard let from, let weeks, let entry else { return nil }
        return RedeploymentRule(from: from, disabilityWeeks: weeks, origin: entry.origin)
    }

    /// An entry of `collectiveNotification`: `waitMonths` or `waitDays`.
    static func notification(_ section: YamlSection) -> CollectiveNotificationRule? {
        let from = section.ruleStart()
        let months = section.integer("waitMonths", in: 1...12, unit: " months")
        let days = section.integer("waitDays", in: 1...365, unit: " days")
        if section.has("waitMonths") == section.has("waitDays") {
            section.error(
                section.has("waitDays") ? "contradiction" : "missing-key", "waitMonths",
                section.has("waitDays") ? "the wait is given in months and in days" : "the wait is not given",
                remedy: "write `waitMonths` or `waitDays`")
        }
        let entry = StatuteEntry(section)
        section.finish()
        guard let from, let entry, months != nil || days != nil else { return nil }
        return CollectiveNotificationRule(from: from, waitMonths: months, waitDays: days, origin: entry.origin)
    }
}
