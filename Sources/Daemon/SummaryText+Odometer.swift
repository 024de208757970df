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
        let together = soonest.together
        for readings in together.prefix(SummaryText.most) {
            let (rules, statement) = (readings.rules, readings[0].statement)
            lines.append("  \(say(rules.english, rules.dutch))  " + say(statement.english, statement.dutch))
            if let deadlines = readings[0].deadlines, deadlines.areNear(on: summary.asOf) {
                let words = deadlines.statement(on: summary.asOf)
                lines.append("    " + say(words.english, words.dutch))
            }
        }
        more(readings.count - together.prefix(SummaryText.most).joined().count, "odometer")
        crises()
    }

    /// What partners know of those that are crossed.
    private mutating func crises() {
        let crises = summary.crises ?? []
        for crisis in crises.prefix(SummaryText.most) { lines.append("  " + line(crisis)) }
        more(crises.count - SummaryText.most, "crises list")
    }
}
