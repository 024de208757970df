import Prevention
import Workforce

extension SummaryText {
    /// What is otherwise than at the scan before, or that nothing is.
    mutating func changed(_ changes: ScanChanges) {
        guard !changes.isUnchanged else {
            lines.append(
                say(
                    "\nNothing changed since the scan of \(changes.since).",
                    "\nEr is niets veranderd sinds de scan van \(changes.since)."))
            return
        }
        lines.append(
            say("\nChanged since the scan of \(changes.since)", "\nVeranderd sinds de scan van \(changes.since)"))
        persons(changes)
        clocks()
        groups(changes)
        outward(changes.outward)
    }

    /// Whose dates and amounts a changed statute file moved, by rule.
    private mutating func clocks() {
        guard let tally = summary.clocksMoved else { return }
        let packs = ((isDutch ? tally.dutchPacks : nil) ?? tally.packs).joined(separator: ", ")
        if let lost = tally.lost, !lost.isEmpty {
            let parts = lost.joined(separator: ", ")
            lines.append(
                say(
                    "  Law: no longer in the statute files, and no longer worked out: \(parts)",
                    "  Wet: niet meer in de statuutbestanden, en niet meer berekend: \(parts)"))
        }
        guard tally.people > 0 || tally.events > 0 else {
            lines.append(
                say(
                    "  Law: \(packs); no statutory date or amount moved",
                    "  Wet: \(packs); geen wettelijke datum of bedrag is verschoven"))
            return
        }
        lines.append(
            say(
                "  Law: \(packs); statutory dates or amounts of \(people(tally.people)) moved: doorstroom clocks --changes",
                "  Wet: \(packs); van \(people(tally.people)) zijn wettelijke data of bedragen verschoven: "
                    + "doorstroom clocks --changes"))
        for (rule, count) in tally.rules.sorted(by: { $0.key < $1.key }) {
            var parts: [String] = []
            if count.moved > 0 { parts.append("\(number(count.moved)) " + say("moved", "verschoven")) }
            if count.added > 0 { parts.append("\(number(count.added)) " + say("new", "nieuw")) }
            if count.removed > 0 { parts.append("\(number(count.removed)) " + say("gone", "vervallen")) }
            lines.append("    \(rule): " + parts.joined(separator: ", "))
        }
    }

    private mutating func persons(_ changes: ScanChanges) {
        var parts: [String] = []
        for phase in 2...4 where summary.entered[phase - 1] > 0 {
            let count = number(summary.entered[phase - 1])
            parts.append(say("\(count) entered phase \(phase)", "\(count) naar fase \(phase)"))
        }
        if summary.entered[0] > 0 {
            let count = number(summary.entered[0])
            parts.append(say("\(count) back in phase 1", "\(count) terug in fase 1"))
        }
        if changes.people != 0 { parts.append("\(signed(changes.people)) " + say("in service", "in dienst")) }
        let moved = summary.changedResults - summary.entered.reduce(0, +)
        if moved > 0 {
            parts.append(
                say(
                    "\(number(moved)) whose phase ended, or whose date, rank or rule moved",
                    "van \(number(moved)) is de fase voorbij, of een datum, plaats of regel anders"))
        }
        if !parts.isEmpty { lines.append(say("  People: ", "  Mensen: ") + parts.joined(separator: "; ")) }
    }

    private mutating func groups(_ changes: ScanChanges) {
        guard changes.groupsChanged > 0 else { return }
        lines.append(say("  Groups", "  Functiegroepen"))
        let entries = SummaryText.together(changes.groups, by: \.closure)
        for entry in entries.prefix(SummaryText.most) { lines.append("    " + line(entry)) }
        let shown = entries.prefix(SummaryText.most).reduce(0) { $0 + $1.count }
        more(changes.groupsChanged - shown, "groups --at-risk", indent: 4)
    }

    private func line(_ changes: [ScanChanges.Group]) -> String {
        let now = changes.compactMap(\.now)
        guard changes.count > 1, let first = now.first else { return line(changes[0]) }
        let word = changes[0].kind == .new ? say("new", "nieuw") : say("moved", "anders")
        let former = changes.compactMap { $0.former?.heads }.reduce(0, +)
        let was = changes[0].kind == .new ? "" : say("; was", "; was") + " \(people(former))"
        return "\(padded(word, kindWidth))\(first.redundancyDate)  \(line(now))\(was)"
    }

    private var kindWidth: Int { isDutch ? 8 : 7 }

    private func line(_ change: ScanChanges.Group) -> String {
        let former = change.former
        switch (change.kind, change.now) {
        case (.new, let now?): return padded(say("new", "nieuw"), kindWidth) + "\(now.redundancyDate)  \(line(now))"
        case (.moved, let now?):
            return padded(say("moved", "anders"), kindWidth) + "\(now.redundancyDate)  \(line(now)); "
                + say("was", "was") + " \(was(former, now: now))"
        default:
            let left =
                change.people == 0
                ? say("nobody is left", "er is niemand meer") : say("no longer at risk", "loopt geen risico meer")
            return padded(say("gone", "weg"), kindWidth) + (former.map { "\($0.redundancyDate)" } ?? "          ")
                + "  \(name(change.title, change.jobGroup)), \(change.place ?? change.establishment): \(left)"
        }
    }

    /// What was otherwise, and only that.
    private func was(_ former: ScanChanges.Group.Figures?, now: ScanSummary.GroupAtRisk) -> String {
        guard let former else { return "" }
        var parts: [String] = []
        if former.redundancyDate != now.redundancyDate { parts.append("\(former.redundancyDate)") }
        if former.isClosing != now.isClosing {
            parts.append(former.isClosing ? say("a closure", "een sluiting") : say("no closure", "geen sluiting"))
        }
        if former.surplus != now.surplus, !now.isClosing {
            parts.append(say("surplus \(fte(former.surplus)) FTE", "\(fte(former.surplus)) fte boventallig"))
        }
        if former.hasStatutoryOrder, former.toGo != now.toGo, !now.isClosing {
            parts.append("\(former.toGo) " + say("indicated", "aangewezen"))
        }
        if former.heads > 0, former.heads != now.heads { parts.append(people(former.heads)) }
        return parts.isEmpty ? say("counted otherwise", "anders geteld") : parts.joined(separator: ", ")
    }

    private mutating func outward(_ changes: [ScanChanges.Outward]) {
        list(say("  Told to partners now", "  Nu aan partners gemeld"), changes.filter(\.isOut))
        list(
            say("  For partners", "  Voor partners")
                + (summary.nextReleaseLocal.map { say(", at the release of \($0)", ", bij de vrijgave van \($0)") }
                    ?? ""),
            changes.filter { !$0.isOut && $0.kind != .waits })
        list(say("  Waits, new tonight", "  Wacht, nieuw vannacht"), changes.filter { $0.kind == .waits })
    }

    /// What is said of it to partners: an alert is raised, an offer published.
    func word(_ kind: ScanChanges.Outward.Kind, _ family: ScanChanges.Outward.Family) -> String {
        switch (kind, family) {
        case (.raised, .alert): say("raised", "nieuw")
        case (.raised, .offer): say("published", "nieuw")
        case (.raised, .crisis): say("opened", "geopend")
        case (.raised, .introduction): say("introduced", "voorgesteld")
        case (.withdrawn, .crisis): say("closed", "gesloten")
        case (.changed, _): say("changed", "gewijzigd")
        case (.withdrawn, _): say("withdrawn", "ingetrokken")
        case (.waits, _): say("waits", "wacht")
        case (.dropped, _): say("dropped", "vervallen")
        }
    }

    private mutating func list(_ title: String, _ changes: [ScanChanges.Outward]) {
        guard !changes.isEmpty else { return }
        lines.append(title)
        let largestFirst = changes.sorted {
            ($0.family.rawValue, $1.count, $0.title) < ($1.family.rawValue, $0.count, $1.title)
        }
        for change in largestFirst.prefix(SummaryText.most) { lines.append("    " + line(change)) }
        more(changes.count - SummaryText.most, "alerts list, offers list", indent: 4)
    }

    private func line(_ change: ScanChanges.Outward) -> String {
        let count = change.family == .offer ? places(change.count) : people(change.count)
        let kind = padded(change.kind == .waits ? word(ofState: change.state) : word(change.kind, change.family), 13)
        let partners = change.partners.joined(separator: ", ")
        let what = "\(kind) \(titled(change.title, change.dutchTitle))"
        let reason = say(change.reason, change.dutchReason)
        switch change.kind {
        case .raised: return "\(what): \(count), " + say("to", "aan") + " \(partners)"
        case .changed:
            let told =
                change.toldCount.map { say(", was told of \(number($0))", ", weet van \(number($0))") } ?? ""
            return "\(what): \(count)\(told), " + say("to", "aan") + " \(partners)"
        case .withdrawn:
            return "\(what), " + say("from", "bij") + " \(partners)" + (reason.isEmpty ? "" : " (\(reason))")
        case .waits: return "\(what): \(count) (\(reason))"
        case .dropped:
            return "\(what): " + say("gone before anybody was told", "verdwenen voordat iemand het wist")
        }
    }
}

extension ScanChanges.Group {
    /// Of a closure that came up tonight, or whose number of people alone is otherwise, what it shares with others.
    fileprivate var closure: [String]? {
        guard let now, former.map({ $0.isClosing && $0.redundancyDate == now.redundancyDate }) ?? true else {
            return nil
        }
        return now.closure.map { [kind.rawValue] + $0 }
    }
}
