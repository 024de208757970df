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
    }
}
