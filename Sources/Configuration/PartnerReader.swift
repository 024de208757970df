import Foundation
import Outreach
import Workforce

/// Reads partners, from the list of the configuration file and from the files of `partnersDirectory`.
struct PartnerReader {
    let context: SettingsContext
    /// Labour-market regions that the statute files name.
    let regions: [String]
    /// What is used where a partner names no other.
    let proxy: ProxySettings?
    /// Where each id was seen first, in words.
    private var seen: [String: String] = [:]

    init(context: SettingsContext, regions: [String], proxy: ProxySettings?) {
        self.context = context
        self.regions = regions
        self.proxy = proxy
    }

    /// The partner of one section; nil when something essential is wrong with it, which has been reported.
    mutating func read(_ section: YamlSection) -> Partner? {
        let id = identifier(section)
        let name = section.requiredText("name", remedy: "write the partner's name")
        let kind: Partner.Kind? = section.choice("kind")
        if !section.has("kind") {
            section.missing(
                "kind", remedy: "write one of \(Partner.Kind.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        let regions = regions(section)
        let events: [Partner.Family]? = section.choices("events")
        if !section.has("events") || events == [] && section.list("events")?.isEmpty == true {
            section.missing(
                "events", remedy: "write a list of \(Partner.Family.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        for family in events ?? [] where !family.hasEvents {
            section.warning(
                "without-effect", "events", value: family.rawValue,
                "there are no events of the family \(family.rawValue) in this version", remedy: "leave it out")
        }
        let agreement = agreement(section)
        if events?.contains(.candidates) == true, agreement.disclosure == .aggregate {
            section.warning(
                "without-effect", "events", value: Partner.Family.candidates.rawValue,
                "nobody is introduced to a partner whose agreement allows only aggregates",
                remedy: "write disclosure: pseudonymous under agreement, where it says so, or leave candidates out")
        }
        let count = section.log.problems.count
        var endpoint = endpoint(section)
        if context.sparesOthers, endpoint != nil { endpoint?.troubles = troubles(since: count, in: section.log) }
        let former = section.log.problems.count
        var api = apiAccess(section)
        if context.sparesOthers { api.troubles = troubles(since: former, in: section.log) }
        section.finish(hints: ["secret": "write `secretFile: PATH` under `endpoint` and keep the secret in that file"])
        guard let id, let name, let kind, let regions, let events, let endpoint else { return nil }
        var partner = Partner(
            id: id, name: name, kind: kind, regions: regions, events: events, endpoint: endpoint, agreement: agreement)
        partner.api = api
        return partner
    }

    /// Codes of what can go wrong with a file, or a secret, without anybody having touched the configuration.
    private static let troubles: Set = [
        "missing-file", "unreadable-file", "readable-secret", "empty-secret", "invalid-secret", "missing-environment",
        "no-credentials-directory", "invalid-certificate", "certificate-expired", "certificate-not-yet-valid",
        "locked-key", "foreign-key", "invalid-key", "file-too-long", "invalid-user-file",
    ]

    /// What is wrong with files that were read since, taken out of the log, when nothing else is.
    private func troubles(since count: Int, in log: ProblemLog) -> [Problem] {
        let errors = log.problems[count...].filter { $0.severity == .error }
        guard errors.allSatisfy({ Self.troubles.contains($0.code) }) else { return [] }
        return log.takeErrors(since: count)
    }

    private mutating func identifier(_ section: YamlSection) -> String? {
        guard
            let id = section.requiredText(
                "id", remedy: "write a short name in small letters, such as werkcentrum-twente")
        else { return nil }
        guard id.utf8.count <= 64, id.first != "-",
            id.allSatisfy({ $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") })
        else {
            section.error(
                "invalid-id", "id", value: Shown.value(id),
                "\(Shown.value(id)) is not a name of small letters, digits and hyphens",
                remedy: "write one such as werkcentrum-twente; it can not be changed later")
            return nil
        }
        let place = "\(section.log.file):\(section.lineOf("id"))"
        if let first = seen[id] {
            section.error(
                "duplicate-partner", "id", value: id, "another partner has this id already (\(first))",
                remedy: "give each partner an id of its own")
            return nil
        }
        seen[id] = place
        return id
    }

    private func regions(_ section: YamlSection) -> [String]? {
        guard let names = section.texts("regions") else {
            if !section.has("regions") {
                section.missing("regions", remedy: "write a list such as [Twente], or [\"*\"] for all")
            }
            return nil
        }
        if names.isEmpty {
            section.error(
                "empty-value", "regions", "the list is empty: the partner would hear of nothing",
                remedy: "write [\"*\"] for all regions")
        }
        if names.contains("*"), names.count > 1 {
            section.error(
                "contradiction", "regions", "`*` already means every region", remedy: "keep [\"*\"], or the names alone"
            )
        }
        for name in names where name != "*" && !regions.isEmpty && !regions.contains(name) {
            let nearest = Suggestion.nearest(to: name, among: regions)
            section.warning(
                "unknown-region", "regions", value: Shown.value(name),
                "no statute file knows the labour-market region \(Shown.value(name))",
                remedy: nearest.map { "write \($0)" }
                    ?? "write it as `establishments.csv` does, and as `regions` of the statute file lists it")
        }
        return names
    }

    private func agreement(_ section: YamlSection) -> Partner.Agreement {
        var agreement = Partner.Agreement()
        guard let terms = section.section("agreement") else { return agreement }
        agreement.reference = terms.text("reference") ?? ""
        agreement.validUntil = terms.date("validUntil")
        if let validUntil = agreement.validUntil, validUntil < context.today {
            terms.warning(
                "agreement-expired", "validUntil", value: validUntil.description,
                "the agreement has ended: nothing is sent to this partner any more",
                remedy: "renew the agreement and its date, or remove the partner")
        }
        agreement.disclosure = terms.choice("disclosure") ?? .aggregate
        agreement.release = terms.choice("release") ?? .automatic
        agreement.freeText = terms.flag("freeText") ?? false
        terms.finish()
        return agreement
    }
}
