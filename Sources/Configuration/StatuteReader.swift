import Prevention
import Workforce

/// Reads a statute file. A pack with gaps, overlaps or impossible values is refused: a wrong date of law is worse than
/// none.
struct StatuteReader {
    let log: ProblemLog

    /// The file's content, or nil after reporting what is wrong.
    static func read(_ bytes: [UInt8], log: ProblemLog) -> StatuteFile? {
        guard let root = YamlDocument.read(bytes, log: log), let section = YamlSection(root, path: "", log: log) else {
            return nil
        }
        let file = StatuteReader(log: log).read(section)
        return log.hasErrors ? nil : file
    }

    private func read(_ section: YamlSection) -> StatuteFile? {
        let country = section.requiredText("country", remedy: "write two capitals, such as NL")
        if let country, !CountryCode.isAssigned(country) {
            section.error(
                "unknown-country", "country", value: Shown.value(country),
                "\(Shown.value(country)) is not a country code of ISO 3166", remedy: "write two capitals, such as NL")
        }
        let version = section.requiredText("version", remedy: "write a version, such as \"2026.1\": results name it")
        let order = selectionOrder(section)
        let notice = DatedRules.read("notice", in: section, NoticeReader.read)
        let pensionAges = PensionAgeReader(log: log).read(section)
        let nonRenewals = DatedRules.read("nonRenewalNotice", in: section, FixedTermReader.nonRenewal)
        let chainRules = DatedRules.read("chainRule", in: section, FixedTermReader.chain)
        let redeploymentTerms = DatedRules.read("redeploymentTerm", in: section, DismissalReader.redeployment)
        let transitionPayments = DatedRules.read("transitionPayment", in: section, TransitionPaymentReader.read)
        let outplacements = DatedRules.read("outplacement", in: section, OutplacementReader.read)
        let notifications = DatedRules.read("collectiveNotification", in: section, DismissalReader.notification)
        let collectiveRedundancies = CollectiveRedundancyReader(log: log, country: country).read(section)
        let regions = named(section, "regions", list: "names") { $0.texts("names") } ?? []
        let areas = named(section, "statutoryAreas", list: "areas", read: areas) ?? []
        let holidays = named(section, "publicHolidays", list: "days", read: HolidayReader.read) ?? []
        section.finish()
        reportRepeats(regions, in: section, "regions")
        reportRepeats(areas.map(\.code), in: section, "statutoryAreas")
        guard let country, let version, let order else { return nil }
        var pack = StatutePack(country: country, version: version, selectionOrder: order.kind)
        pack.fixedTermWeeks = order.fixedTermWeeks ?? pack.fixedTermWeeks
        pack.notice = notice
        pack.nonRenewals = nonRenewals
        pack.chainRules = chainRules
        pack.redeploymentTerms = redeploymentTerms
        pack.transitionPayments = transitionPayments
        pack.outplacements = outplacements
        pack.collectiveNotifications = notifications
        pack.pensionAges = pensionAges.ages
        pack.pensionStartsNextMonth = pensionAges.startsNextMonth
        pack.collectiveRedundancies = collectiveRedundancies
        return StatuteFile(pack: pack, regions: regions, areas: areas, publicHolidays: holidays)
    }

    private func selectionOrder(
        _ section: YamlSection
    ) -> (kind: StatutePack.SelectionOrder, fixedTermWeeks: Int?)? {
        guard let order = section.section("selectionOrder") else {
            if !section.has("selectionOrder") {
                section.missing(
                    "selectionOrder", remedy: "write `selectionOrder: {order: none, source: …, certainty: …}`")
            }
            return nil
        }
        let kind: StatutePack.SelectionOrder? = order.choice("order")
        if !order.has("order") { order.missing("order", remedy: "write proportionality or none") }
        let weeks = order.integer("fixedTermWeeks", in: 0...104, unit: " weeks")
        let hasWeeks = order.has("fixedTermWeeks")
        _ = StatuteEntry(order)
        order.finish()
        if kind == StatutePack.SelectionOrder.none, hasWeeks {
            order.error(
                "contradiction", "fixedTermWeeks", "without a statutory order nobody leaves early in it",
                remedy: "leave it out, or write `order: proportionality`")
        }
        return kind.map { ($0, weeks) }
    }

    private func areas(_ section: YamlSection) -> [StatutoryArea]? {
        section.sections("areas")?.compactMap { area in
            let code = area.requiredText("code", remedy: "write what `statutory_area` of establishments.csv holds")
            let provinces = area.texts("provinces") ?? []
            area.finish()
            return code.map { StatutoryArea(code: $0, provinces: provinces) }
        }
    }

    /// A section with a source, a certainty and a list.
    private func named<Value>(
        _ section: YamlSection, _ key: String, list: String, read: (YamlSection) -> [Value]?
    ) -> [Value]? {
        guard let inner = section.section(key) else { return nil }
        if !inner.has(list) { inner.missing(list, remedy: "write a list") }
        let values = read(inner)
        _ = StatuteEntry(inner)
        inner.finish()
        return values
    }

    private func reportRepeats(_ names: [String], in section: YamlSection, _ key: String) {
        var seen: Set<String> = []
        for name in names where !seen.insert(name).inserted {
            section.error(
                "duplicate-name", key, value: Shown.value(name), "\(Shown.value(name)) is listed twice",
                remedy: "keep one of them")
        }
    }
}
