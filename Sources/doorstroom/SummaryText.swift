import Daemon
import Foundation
import Workforce

/// A scan's summary as an HR planner reads it in the morning: what changed, what closes, who is exposed, what partners
/// will hear, what was withheld and why.
struct SummaryText {
    private let summary: ScanSummary
    private var lines: [String] = []

    init(_ summary: ScanSummary) {
        self.summary = summary
        heading()
        phases()
        closures()
        outward()
        withheld()
        warnings()
    }

    var text: String { lines.joined(separator: "\n") }

    private mutating func heading() {
        let kind =
            switch summary.kind {
            case .live: ""
            case .replay: " (a replay: kept apart, nothing goes to partners)"
            case .dryRun: " (dry run: nothing was written)"
            }
        lines.append("Scan as of \(summary.asOf), snapshot of \(summary.snapshotDate)\(kind)")
        if summary.isAhead { lines.append("  This date is still to come: nothing goes to partners.") }
        if summary.isStale {
            lines.append("  The snapshot is too old: nothing new goes to partners until a newer one is imported.")
        }
    }

    private mutating func phases() {
        let names = ["healthy organisation", "impending redundancy", "notice given", "contract ended"]
        lines.append("\nPeople, \(number(summary.people)) in service")
        for (index, name) in names.enumerated() {
            var line = "  phase \(index + 1)  \(padded(name, 22))\(padLeft(number(summary.phases[index]), 9))"
            if let former = summary.formerPhases {
                let change = summary.phases[index] - former[index]
                line +=
                    change == 0 ? "   unchanged" : "   \(change > 0 ? "+" : "")\(number(change)) since the last scan"
                if summary.entered[index] > 0, index > 0 { line += ", \(number(summary.entered[index])) entered" }
            }
            lines.append(line)
        }
        let scored = summary.scores.compactMap { $0 }
        if scored.count == 3 {
            let shown = scored.map { String(format: "%.0f", $0) }
            lines.append(
                "  outcomes  economic \(shown[0]), wellbeing \(shown[1]), legitimacy \(shown[2]) (organisation, of 100)"
            )
        }
    }

    private mutating func closures() {
        guard summary.groupsAtRisk > 0 else {
            lines.append("\nNo group has more people than the plan within the horizon.")
            return
        }
        lines.append("\nAhead, by date (\(summary.groupsAtRisk) groups)")
        for group in summary.groups.prefix(12) { lines.append("  " + line(group)) }
        if summary.groupsAtRisk > 12 {
            lines.append("  … and \(summary.groupsAtRisk - 12) more: doorstroom groups --at-risk")
        }
    }

    private func line(_ group: ScanSummary.GroupAtRisk) -> String {
        let name = group.title.map { "\($0) (\(group.jobGroup))" } ?? group.jobGroup
        let place = group.place ?? group.establishment
        var text = "\(group.redundancyDate)  \(name), \(place): "
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
        if group.futureHires > 0 { text += "; \(group.futureHires) hires are still to come" }
        if let embargo = group.embargoUntil, embargo > summary.asOf {
            text += " [embargo until \(embargo)]"
        } else if let announced = group.announcedOn {
            text += announced > summary.asOf ? " [to be announced on \(announced)]" : " [announced]"
        } else {
            text += " [not announced]"
        }
        return text
    }

    private mutating func outward() {
        if !summary.alerts.isEmpty {
            lines.append("\nAlerts for partners (\(summary.alerts.count))")
            for alert in summary.alerts.prefix(12) { lines.append("  " + line(alert, unit: "people")) }
            more(summary.alerts.count, verb: "alerts list")
        }
        if !summary.offers.isEmpty {
            lines.append("\nInternship offers (\(summary.offers.count))")
            for offer in summary.offers.prefix(12) { lines.append("  " + line(offer, unit: "places")) }
            more(summary.offers.count, verb: "offers list")
        }
        if !summary.released.isEmpty {
            let list = summary.released.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
            lines.append("\nReleased now: " + list.joined(separator: ", "))
        } else if let next = summary.nextRelease, summary.kind == .live, !summary.isStale {
            lines.append("\nNext release: \(next)")
        }
    }

    private func line(_ item: ScanSummary.Outward, unit: String) -> String {
        let reason = item.reason.isEmpty ? "" : " (\(item.reason))"
        return "\(padded(item.state, 14)) \(item.title), \(item.count) \(unit)\(reason)"
    }

    private mutating func withheld() {
        guard !summary.withheld.isEmpty else { return }
        lines.append("\nWithheld, inside only (\(summary.withheld.count))")
        for item in summary.withheld.prefix(12) { lines.append("  \(item.title): \(item.reason)") }
        more(summary.withheld.count, verb: "alerts list --withheld")
    }

    private mutating func more(_ count: Int, verb: String) {
        if count > 12 { lines.append("  … and \(count - 12) more: doorstroom \(verb)") }
    }

    private mutating func warnings() {
        guard !summary.warnings.isEmpty else { return }
        lines.append("\nLook at")
        for (code, count) in summary.warnings.sorted(by: { $0.key < $1.key }) {
            lines.append("  \(number(count)) × \(code)")
        }
    }

    private func fte(_ centi: Int) -> String { "\(centi / 100).\(centi % 100 < 10 ? "0" : "")\(centi % 100)" }

    private func number(_ value: Int) -> String {
        var digits = String(abs(value))
        var grouped = ""
        while digits.count > 3 {
            grouped = "," + digits.suffix(3) + grouped
            digits = String(digits.dropLast(3))
        }
        return (value < 0 ? "-" : "") + digits + grouped
    }

    private func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    private func padLeft(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }
}
