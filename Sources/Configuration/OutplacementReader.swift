import Prevention
import Workforce

/// Reads an entry of `outplacement` of a statute file: the general regime by notice, the special one by age.
enum OutplacementReader {
    static func read(_ section: YamlSection) -> OutplacementRule? {
        let from = section.ruleStart()
        let general = section.requiredSection(
            "general",
            remedy: "write `general: {minimumNoticeWeeks: …, hours: …, offerWeeks: …, source: …, certainty: …}`"
        ).flatMap(general)
        let special = section.requiredSection(
            "special",
            remedy: "write `special: {minimumAge: …, minimumServiceYears: …, offer: {…}, source: …, certainty: …}`"
        ).flatMap(special)
        section.finish()
        guard let from, let general, let special else { return nil }
        return OutplacementRule(from: from, general: general, special: special)
    }

    private static func general(_ section: YamlSection) -> OutplacementRule.General? {
        let notice = section.requiredInteger("minimumNoticeWeeks", in: 1...520, unit: " weeks")
        let hours = section.requiredInteger("hours", in: 1...500, unit: " hours")
        let offer = section.requiredInteger("offerWeeks", in: 1...52, unit: " weeks")
        let entry = StatuteEntry(section)
        section.finish()
        guard let notice, let hours, let offer, let entry else { return nil }
        return OutplacementRule.General(
            minimumNoticeWeeks: notice, hours: hours, offerWeeks: offer, origin: entry.origin)
    }

    private static func special(_ section: YamlSection) -> OutplacementRule.Special? {
        let age = section.requiredInteger("minimumAge", in: 16...80, unit: " years")
        let service = section.requiredInteger("minimumServiceYears", in: 0...50, unit: " years")
        let offer = section.requiredSection(
            "offer", remedy: "write `offer: {daysAfterEnd: …, source: …, certainty: …}`")
        let days = offer?.requiredInteger("daysAfterEnd", in: 0...365, unit: " days")
        let offerEntry = offer.flatMap(StatuteEntry.init)
        offer?.finish()
        let entry = StatuteEntry(section)
        section.finish()
        guard let age, let service, let days, let offerEntry, let entry else { return nil }
        return OutplacementRule.Special(
            minimumAge: age, minimumServiceYears: service, offerDaysAfterEnd: days, origin: entry.origin,
            offerOrigin: offerEntry.origin)
    }
}
