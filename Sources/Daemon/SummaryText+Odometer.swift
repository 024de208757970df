import Prevention

extension SummaryText {
    /// How near each statutory unit is to a collective redundancy, where that is three quarters or more.
    mutating func odometer() {
        guard let readings = summary.odometer, !readings.isEmpty else { return }
        lines.append(say("\nCollective redundancies", "\nCollectief ontslag"))
        // What is crossed or will be comes first, the soonest before the others.
        let soonest = readings.sorted { left, right in
            guard let first = left.crossing?.day else { return false }
            return right.crossing.map { first < $0.day } ?? true
        }
        for reading in soonest.prefix(SummaryText.most) {
            lines.append("  \(reading.rule)  " + say(reading.statement.english, reading.statement.dutch))
        }
        more(readings.count - SummaryText.most, "odometer")
        crises()
    }

    /// What partners know of those that are crossed, and how to let one go out.
    private mutating func crises() {
        let crises = summary.crises ?? []
        for crisis in crises.prefix(SummaryText.most) { lines.append("  " + line(crisis)) }
        more(crises.count - SummaryText.most, "crises list")
        guard crises.contains(where: { $0.state == "needs-release" }) else { return }
        lines.append(
            "  "
                + say(
                    "to let partners know of one, by its subject in crises list",
                    "om partners een te laten weten, met de subject uit crises list")
                + ": doorstroom crises release SUBJECT --reason …")
    }
}
