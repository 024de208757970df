import Prevention

/// How an explanation names rules, signs, dates and outcomes: by the identifier that people cite, in Dutch with its Dutch
/// name beside it.
struct EvidenceNames {
    let isDutch: Bool

    /// The identifier, in Dutch followed by what it is called; alone where it has no name.
    func label(_ identifier: String) -> String {
        guard isDutch else { return identifier }
        let clock = ClockRule(rawValue: identifier)?.name.dutch
        guard let name = EvidenceNames.dutch[identifier] ?? clock else { return identifier }
        return "\(identifier) (\(name))"
    }

    /// Where a value of a score comes from: its level or kind in words, then the name that the scorecard has for it.
    func source(_ source: String) -> String {
        let parts = source.split(separator: " ", maxSplits: 1).map(String.init)
        guard isDutch, parts.count == 2, let kind = EvidenceNames.dutchSources[parts[0]] else { return source }
        return "\(kind) \(parts[1])"
    }

    /// What a scan was made with, in words.
    func version(_ name: String, _ version: String) -> String {
        guard isDutch else { return "\(name) \(version)" }
        if let country = name.split(separator: "-").last, name.hasPrefix("statute-") {
            return "wettelijke regels \(country.uppercased()) \(version)"
        }
        return "\(EvidenceNames.dutchVersions[name] ?? name) \(version)"
    }

    private static let dutchSources = [
        "organisation": "organisatie", "establishment": "vestiging", "unit": "afdeling", "employee": "medewerker",
        "column": "kolom", "derived": "afgeleid",
    ]

    private static let dutchVersions = ["program": "programma", "scorecard": "scorekaart"]

    /// Identifiers of domain rules §5, then known leave dates (§3), statutory rules, outcomes and what a score lacks (§7).
    private static let dutch = [
        "ended": "contract beëindigd",
        "notice": "opzegging",
        "agreed-exit": "afgesproken vertrek",
        "declared": "boventallig verklaard",
        "announced": "aangekondigd",
        "indicated": "aangewezen volgens de afspiegeling",
        "closing": "functiegroep sluit",
        "likely": "waarschijnlijk",
        "fixed-term-end": "einde tijdelijk contract",
        "assignment-end": "einde opdracht",
        "base": "in dienst",
        "inertia": "lang in dezelfde functie",
        "untrained": "geen scholing",
        "few-options": "weinig mogelijkheden elders",
        "declining-job": "krimpende functie",
        "exit": "vertrekdatum",
        "notice-end": "einde opzegtermijn",
        "contract-end": "einde contract",
        "pension": "pensioendatum",
        "pension-age": "pensioenleeftijd",
        "economic": "economische rationaliteit",
        "wellbeing": "welzijn van medewerkers",
        "legitimacy": "maatschappelijke legitimiteit",
        "absent": "geen waarde aangeleverd",
        "few-respondents": "te weinig antwoorden",
        "small-group": "te kleine functiegroep",
        "not-allowed": "niet toegestaan zonder grondslag",
    ]
}
