import Workforce

extension SummaryText {
    /// What is otherwise than at the scan before, or that nothing is.
    mutating func changed(_ changes: ScanChanges) {
        guard !changes.isUnchanged else {
            lines.append("\nNothing changed since the scan of \(changes.since).")
            return
        }
        lines.append("\nChanged since the scan of \(changes.since)")
        persons(changes)
        groups(changes)
        outward(changes.outward)
    }

    private mutating func persons(_ changes: ScanChanges) {
        var parts: [String] = []
        for phase in 2...4 where summary.entered[phase - 1] > 0 {
            parts.append("\(number(summary.entered[phase - 1])) entered phase \(phase)")
        }
        if summary.entered[0] > 0 { parts.append("\(number(summary.entered[0])) back in phase 1") }
        if changes.people != 0 { parts.append("\(signed(changes.people)) in service") }
        let moved = summary.changedResults - summary.entered.reduce(0, +)
        if moved > 0 {
            parts.append("\(number(moved)) whose phase ended, or whose date, rank or rule moved")
        }
        if !parts.isEmpty { lines.append("  People: " + parts.joined(separator: "; ")) }
    }

    private mutating func groups(_ changes: ScanChanges) {
        guard changes.groupsChanged > 0 else { return }
        lines.append("  Groups")
        for group in changes.groups.prefix(SummaryText.most) { lines.append("    " + line(group)) }
        if changes.groupsChanged > SummaryText.most {
            lines.append(
                "    … and \(number(changes.groupsChanged - SummaryText.most)) more: doorstroom groups --at-risk")
        }
    }

    private func line(_ change: ScanChanges.Group) -> String {
        let former = change.former
        switch (change.kind, change.now) {
        case (.new, let now?): return "new    \(now.redundancyDate)  \(line(now))"
        case (.moved, let now?): return "moved  \(now.redundancyDate)  \(line(now)); was \(was(former, now: now))"
        default:
            let left = change.people == 0 ? "nobody is left" : "no longer at risk"
            return "gone   \(former.map { "\($0.redundancyDate)" } ?? "          ")  "
                + "\(name(change.title, change.jobGroup)), \(change.place ?? change.establishment): \(left)"
        }
    }

    /// What was otherwise, and only that.
    private func was(_ former: ScanChanges.Group.Figures?, now: ScanSummary.GroupAtRisk) -> String {
        guard let former else { return "" }
        var parts: [String] = []
        if former.redundancyDate != now.redundancyDate { parts.append("\(former.redundancyDate)") }
        if former.isClosing != now.isClosing { parts.append(former.isClosing ? "a closure" : "no closure") }
        if former.surplus != now.surplus, !now.isClosing { parts.append("surplus \(fte(former.surplus)) FTE") }
        if former.hasStatutoryOrder, former.toGo != now.toGo, !now.isClosing {
            parts.append("\(former.toGo) indicated")
        }
        if former.heads > 0, former.heads != now.heads { parts.append("\(former.heads) people") }
        return parts.isEmpty ? "counted otherwise" : parts.joined(separator: ", ")
    }

    private mutating func outward(_ changes: [ScanChanges.Outward]) {
        list("  Told to partners now", changes.filter(\.isOut))
        list(
            "  For partners" + (summary.nextReleaseLocal.map { ", at the release of \($0)" } ?? ""),
            changes.filter { !$0.isOut && $0.kind != .waits })
        list("  Waits, new tonight", changes.filter { $0.kind == .waits })
    }

    /// What is said of it to partners: an alert is raised, an offer published.
    static func word(_ kind: ScanChanges.Outward.Kind, _ family: ScanChanges.Outward.Family) -> String {
        kind == .raised && family == .offer ? "published" : kind.rawValue
    }

    private mutating func list(_ title: String, _ changes: [ScanChanges.Outward]) {
        guard !changes.isEmpty else { return }
        lines.append(title)
        for change in changes.prefix(SummaryText.most) { lines.append("    " + line(change)) }
        if changes.count > SummaryText.most {
            lines.append(
                "    … and \(number(changes.count - SummaryText.most)) more: doorstroom alerts list, offers list")
        }
    }

    private func line(_ change: ScanChanges.Outward) -> String {
        let unit = change.family == .alert ? "people" : "places"
        let kind = padded(change.kind == .waits ? change.state : SummaryText.word(change.kind, change.family), 13)
        let partners = change.partners.joined(separator: ", ")
        let what = "\(kind) \(change.title)"
        switch change.kind {
        case .raised: return "\(what): \(number(change.count)) \(unit), to \(partners)"
        case .changed:
            let told = change.toldCount.map { ", was told of \(number($0))" } ?? ""
            return "\(what): \(number(change.count)) \(unit)\(told), to \(partners)"
        case .withdrawn:
            return "\(what), from \(partners)" + (change.reason.isEmpty ? "" : " (\(change.reason))")
        case .waits: return "\(what): \(number(change.count)) \(unit) (\(change.reason))"
        case .dropped: return "\(what): gone before anybody was told"
        }
    }
}
