/// How an explanation names rules, signs and dates: by the identifier that people cite, in Dutch with its Dutch name.
struct EvidenceNames {
    let isDutch: Bool

    /// The identifier, in Dutch followed by what it is called; alone where it has no name.
    func label(_ identifier: String) -> String {
        guard isDutch, let name = EvidenceNames.dutch[identifier] else { return identifier }
        return "\(identifier) (\(name))"
    }

    /// Identifiers of domain rules §5, then known leave dates (§3) and statutory rules.
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
        "pension": "AOW-datum",
        "pension-age": "AOW-leeftijd",
    ]
}
