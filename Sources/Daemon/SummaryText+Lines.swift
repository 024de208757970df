import Workforce

extension SummaryText {
    /// How things stand, in numbers, and what waits for a person.
    mutating func standing() {
        lines.append("\nHow things stand")
        if summary.groupsAtRisk == 0 {
            lines.append("  groups    none has more people than the plan within the horizon")
        } else {
            let next = summary.groups.first.map { ", the first on \($0.redundancyDate)" } ?? ""
            lines.append("  groups    \(number(summary.groupsAtRisk)) at risk\(next): doorstroom groups --at-risk")
        }
        if !summary.alerts.isEmpty { lines.append("  alerts    \(counts(summary.alerts)): doorstroom alerts list") }
        if !summary.offers.isEmpty { lines.append("  offers    \(counts(summary.offers)): doorstroom offers list") }
        if !summary.withheld.isEmpty {
            lines.append(
                "  withheld  \(number(summary.withheld.count)), inside only: doorstroom alerts list --withheld")
        }
        waiting()
    }

    private mutating func waiting() {
        let states: Set = ["needs-release", "blocked"]
        let alerts = summary.alerts.filter { states.contains($0.state) }.map { line($0, unit: "people") }
        let offers = summary.offers.filter { states.contains($0.state) }.map { line($0, unit: "places") }
        let waiting = alerts + offers
        guard !waiting.isEmpty else { return }
        lines.append("\nWaits for a person (\(number(waiting.count)))")
        for line in waiting.prefix(SummaryText.most) { lines.append("  " + line) }
        more(waiting.count, verb: "alerts list")
    }

    /// How many are in each state, the most frequent first.
    private func counts(_ items: [ScanSummary.Outward]) -> String {
        Dictionary(grouping: items, by: \.state).mapValues(\.count)
            .sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .map { "\(number($0.value)) \($0.key)" }.joined(separator: ", ")
    }

    /// A group at risk without its date.
    func line(_ group: ScanSummary.GroupAtRisk) -> String {
        var text = "\(name(group.title, group.jobGroup)), \(group.place ?? group.establishment): "
        if group.isClosing {
            text += "closes, \(group.heads) people"
        } else if !group.hasStatutoryOrder {
            text += "surplus \(fte(group.surplus)) FTE, \(group.heads) people exposed (no statutory order)"
        } else {
            text += "surplus \(fte(group.surplus)) FTE, \(group.toGo) of \(group.heads) indicated"
            text += " (covers \(fte(group.indicatedCentiFTE)) FTE)"
        }
        if group.missingBirthDates > 0 {
            text += "; order not computed: \(group.missingBirthDates) birth dates missing"
        }
        if group.futureHires > 0 {
            text +=
                group.futureHires == 1 ? "; 1 hire is still to come" : "; \(group.futureHires) hires are still to come"
        }
        if let embargo = group.embargoUntil, embargo > summary.asOf {
            text += " [embargo until \(embargo)]"
        } else if let announced = group.announcedOn {
            text += announced > summary.asOf ? " [to be announced on \(announced)]" : " [announced]"
        } else {
            text += " [not announced]"
        }
        return text
    }

    func line(_ item: ScanSummary.Outward, unit: String) -> String {
        let reason = item.reason.isEmpty ? "" : " (\(item.reason))"
        return "\(padded(item.state, 14)) \(item.title), \(item.count) \(unit)\(reason)"
    }

    func name(_ title: String?, _ jobGroup: String) -> String { title.map { "\($0) (\(jobGroup))" } ?? jobGroup }

    mutating func more(_ count: Int, verb: String) {
        if count > SummaryText.most {
            lines.append("  … and \(number(count - SummaryText.most)) more: doorstroom \(verb)")
        }
    }

    func fte(_ centi: Int) -> String { "\(centi / 100).\(centi % 100 < 10 ? "0" : "")\(centi % 100)" }

    func signed(_ value: Int) -> String { (value > 0 ? "+" : "") + number(value) }

    func number(_ value: Int) -> String {
        var digits = String(abs(value))
        var grouped = ""
        while digits.count > 3 {
            grouped = "," + digits.suffix(3) + grouped
            digits = String(digits.dropLast(3))
        }
        return (value < 0 ? "-" : "") + digits + grouped
    }

    func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    func padLeft(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }
}
