extension SummaryText {
    /// What partners do not hear, with how many people it is about, by reason: what waits first, then what is withheld.
    mutating func keptInside() {
        let states: Set = ["needs-release", "blocked", "embargoed", "held"]
        let waits = (summary.alerts + summary.offers).filter { states.contains($0.state) }
        let rows = reasons(waits, isWithheld: false) + reasons(summary.withheld, isWithheld: true)
        guard !rows.isEmpty else { return }
        lines.append(say("\nKept inside, and why", "\nBlijft binnen, en waarom"))
        let width = rows.map(\.what.count).max() ?? 0
        for row in rows.prefix(SummaryText.most) { lines.append("  \(padded(row.what, width))  \(row.why)") }
        more(rows.count - SummaryText.most, "alerts list, offers list")
        if summary.withheld.contains(where: { !$0.isOffer }) {
            lines.append("  " + say("each one by itself", "elk apart") + ": doorstroom alerts list --withheld")
        }
    }

    /// One row a reason, the most people first, offers last.
    private func reasons(
        _ items: [ScanSummary.Outward], isWithheld: Bool
    ) -> [(what: String, why: String)] {
        struct Key: Hashable {
            var isOffer: Bool
            var why: String
        }
        return Dictionary(grouping: items) { Key(isOffer: $0.isOffer, why: say($0.reason, $0.dutchReason)) }
            .map { key, items in (key: key, items: items.count, count: items.reduce(0) { $0 + $1.count }) }
            .sorted {
                ($0.key.isOffer ? 1 : 0, $1.count, $1.items, $0.key.why)
                    < ($1.key.isOffer ? 1 : 0, $0.count, $0.items, $1.key.why)
            }
            .map { row in
                let what =
                    row.key.isOffer
                    ? noun(row.items, .offer)
                    : "\(people(row.count)) in " + (isWithheld ? groups(ofCells: row.items) : noun(row.items, .alert))
                return (what, row.key.why)
            }
    }

    /// So many groups of which no alert is made.
    private func groups(ofCells count: Int) -> String {
        let name = count == 1 ? say("group", "groep") : say("groups", "groepen")
        return "\(number(count)) \(name)"
    }

    /// Crises, alerts and offers that a person must decide on, one by one.
    mutating func waiting() {
        let states: Set = ["needs-release", "blocked"]
        let crises = (summary.crises ?? []).filter { states.contains($0.state) }
        let waiting = (summary.alerts + summary.offers).filter { states.contains($0.state) }
        guard !waiting.isEmpty || !crises.isEmpty else { return }
        lines.append(
            say("\nWaits for a person", "\nWacht op een mens") + " (\(number(crises.count + waiting.count)))")
        for item in (crises + waiting).prefix(SummaryText.most) { lines.append("  " + line(item)) }
        more(
            crises.count + waiting.count - SummaryText.most,
            crises.isEmpty ? "alerts list, offers list" : "crises list, alerts list, offers list")
        if crises.contains(where: { $0.state == "needs-release" }) {
            lines.append(
                "  "
                    + say(
                        "to let partners know of a crisis, by its subject in crises list",
                        "om partners van een crisis te laten weten, met de subject uit crises list")
                    + ": doorstroom crises release SUBJECT --reason …")
        }
        if waiting.contains(where: { $0.state == "needs-release" }) {
            lines.append(
                "  "
                    + say(
                        "to let an alert go out, by its subject in alerts list",
                        "om een melding te laten gaan, met de subject uit alerts list")
                    + ": doorstroom alerts release SUBJECT --reason …")
        }
    }
}
