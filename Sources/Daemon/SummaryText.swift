import Foundation
import Workforce

/// A scan's summary as an HR planner reads it in the morning: what changed tonight, who and which groups, and why; then
/// briefly how things stand, and what waits for a person.
///
/// A first scan has nothing to be held against: it lists everything once.
package struct SummaryText {
    let summary: ScanSummary
    var lines: [String] = []

    /// Lines of a kind before the rest is left to a listing.
    static let most = 12

    package init(_ summary: ScanSummary) {
        self.summary = summary
        heading()
        if let changes = summary.changes {
            changed(changes)
            people()
            standing()
        } else {
            people()
            closures()
            outward()
            withheld()
        }
        releases()
        warnings()
    }

    package var text: String { lines.joined(separator: "\n") }

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
        if summary.isFirst { lines.append("  The first scan: there is nothing yet to hold it against.") }
    }

    private mutating func people() {
        let names = ["healthy organisation", "impending redundancy", "notice given", "contract ended"]
        lines.append("\nPeople, \(number(summary.people)) in service")
        for (index, name) in names.enumerated() {
            var line = "  phase \(index + 1)  \(padded(name, 22))\(padLeft(number(summary.phases[index]), 9))"
            if summary.kind != .replay, let former = summary.formerPhases {
                let change = summary.phases[index] - former[index]
                line += change == 0 ? "   unchanged" : "   \(signed(change)) since the last scan"
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
        for group in summary.groups.prefix(SummaryText.most) {
            lines.append("  \(group.redundancyDate)  " + line(group))
        }
        more(summary.groupsAtRisk, verb: "groups --at-risk")
    }

    private mutating func outward() {
        if !summary.alerts.isEmpty {
            lines.append("\nAlerts for partners (\(summary.alerts.count))")
            for alert in summary.alerts.prefix(SummaryText.most) { lines.append("  " + line(alert, unit: "people")) }
            more(summary.alerts.count, verb: "alerts list")
        }
        if !summary.offers.isEmpty {
            lines.append("\nInternship offers (\(summary.offers.count))")
            for offer in summary.offers.prefix(SummaryText.most) { lines.append("  " + line(offer, unit: "places")) }
            more(summary.offers.count, verb: "offers list")
        }
    }

    private mutating func withheld() {
        guard !summary.withheld.isEmpty else { return }
        lines.append("\nWithheld, inside only (\(summary.withheld.count))")
        for item in summary.withheld.prefix(SummaryText.most) { lines.append("  \(item.title): \(item.reason)") }
        more(summary.withheld.count, verb: "alerts list --withheld")
    }

    /// What went out, and what goes out next.
    private mutating func releases() {
        if !summary.released.isEmpty {
            let list = summary.released.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
            lines.append("\nReleased now: " + list.joined(separator: ", "))
        }
        guard let next = summary.nextReleaseLocal, summary.kind != .replay, !summary.isStale, !summary.isAhead
        else { return }
        lines.append("\nNext release, \(next): \(counts(of: summary.upcoming))")
    }

    private func counts(of upcoming: [ScanChanges.Outward]) -> String {
        var parts: [String] = []
        for (family, name) in [(ScanChanges.Outward.Family.alert, "alert"), (.offer, "offer")] {
            for kind in [ScanChanges.Outward.Kind.raised, .changed, .withdrawn] {
                let count = upcoming.count { $0.family == family && $0.kind == kind }
                if count > 0 {
                    let word = SummaryText.word(kind, family)
                    parts.append("\(number(count)) \(count == 1 ? name : name + "s") \(word)")
                }
            }
        }
        return parts.isEmpty ? "nothing to tell" : parts.joined(separator: ", ")
    }

    private mutating func warnings() {
        guard !summary.warnings.isEmpty else { return }
        lines.append("\nLook at")
        for (code, count) in summary.warnings.sorted(by: { $0.key < $1.key }) {
            lines.append("  \(number(count)) × \(code)")
        }
    }
}

extension ScanSummary {
    /// Whether no scan came before; a replay and its likes are held against nothing either, and are not first.
    fileprivate var isFirst: Bool { formerPhases == nil && kind != .replay }
}
