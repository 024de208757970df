import Workforce

extension SummaryText {
    /// What the plan brings, by date, on one date the largest first.
    mutating func ahead() {
        guard summary.groupsAtRisk > 0 else {
            lines.append(
                say(
                    "\nNo group has more people than the plan within the horizon.",
                    "\nGeen functiegroep heeft binnen de horizon meer mensen dan het plan."))
            return
        }
        var title = say("\nAhead, by date", "\nWat eraan komt, op datum")
        title += " (\(number(summary.groupsAtRisk)) "
        title +=
            summary.groupsAtRisk == 1 ? say("job group", "functiegroep") : say("job groups", "functiegroepen")
        // A large employer's list is cut, and sums of a part mislead.
        if summary.groups.count == summary.groupsAtRisk {
            let heads = summary.groups.reduce(0) { $0 + $1.heads }
            let toGo = summary.groups.reduce(0) { $0 + ($1.hasStatutoryOrder ? $1.toGo : 0) }
            title += say(
                ", \(people(heads)) exposed, of whom \(number(toGo)) would have to go",
                ", \(people(heads)) lopen risico, van wie er \(number(toGo)) zouden moeten gaan")
        }
        lines.append(title + ")")
        let entries = SummaryText.together(summary.groups, by: \.closure)
            .sorted { ($0[0].redundancyDate, $1.heads) < ($1[0].redundancyDate, $0.heads) }
        for entry in entries.prefix(SummaryText.most) { lines.append("  \(entry[0].redundancyDate)  " + line(entry)) }
        let shown = entries.prefix(SummaryText.most).reduce(0) { $0 + $1.count }
        more(summary.groupsAtRisk - shown, "groups --at-risk")
    }

    /// Entries with the same key together, in order of appearance; those without one each by itself.
    static func together<Entry>(_ entries: [Entry], by key: (Entry) -> [String]?) -> [[Entry]] {
        var places: [[String]: Int] = [:]
        var found: [[Entry]] = []
        for entry in entries {
            let key = key(entry)
            if let place = key.flatMap({ places[$0] }) {
                found[place].append(entry)
            } else {
                if let key { places[key] = found.count }
                found.append([entry])
            }
        }
        return found
    }

    /// One group, or those of an establishment that close together, without the date.
    func line(_ groups: [ScanSummary.GroupAtRisk]) -> String {
        guard groups.count > 1, let largest = groups.max(by: { $0.heads < $1.heads }) else { return line(groups[0]) }
        let heads = people(groups.heads)
        let place = largest.place ?? largest.establishment
        let name = name(largest.title, largest.jobGroup)
        return say(
            "\(place): \(groups.count) job groups close, \(heads), the largest \(name) with \(number(largest.heads))",
            "\(place): \(groups.count) functiegroepen sluiten, \(heads), de grootste \(name) met "
                + "\(number(largest.heads))")
            + hires(groups.reduce(0) { $0 + $1.futureHires }) + announcement(largest)
    }

    /// A group at risk without its date.
    func line(_ group: ScanSummary.GroupAtRisk) -> String {
        var text = "\(name(group.title, group.jobGroup)), \(group.place ?? group.establishment): "
        if group.isClosing {
            text += say("closes, \(people(group.heads))", "sluit, \(people(group.heads))")
        } else {
            text += surplus(group)
        }
        if group.missingBirthDates > 0 {
            let count = group.missingBirthDates
            text += say(
                "; order not computed: \(count == 1 ? "1 birth date" : "\(count) birth dates") missing",
                "; volgorde niet berekend: \(count == 1 ? "1 geboortedatum ontbreekt" : "\(count) geboortedata ontbreken")"
            )
        }
        return text + hires(group.futureHires) + announcement(group)
    }

    /// What the surplus means for people; where nobody is indicated, why.
    private func surplus(_ group: ScanSummary.GroupAtRisk) -> String {
        let surplus = say("surplus \(fte(group.surplus)) FTE", "\(fte(group.surplus)) fte boventallig")
        guard group.hasStatutoryOrder else {
            return surplus
                + say(
                    ", \(people(group.heads)) exposed (no statutory order)",
                    ", \(people(group.heads)) lopen risico (geen wettelijke volgorde)")
        }
        let left = max(0, group.toCover)
        if group.toGo == 0, left == 0 {
            return surplus
                + say(
                    ", nobody of \(group.heads) indicated: people who leave already (phase 3) cover it",
                    ", niemand van \(group.heads) aangewezen: mensen die al vertrekken (fase 3) dekken het")
        }
        let covered =
            left < group.surplus
            ? say(
                " (\(fte(group.surplus - left)) of it covered by people who leave already, phase 3)",
                " (waarvan \(fte(group.surplus - left)) gedekt door mensen die al vertrekken, fase 3)") : ""
        if group.toGo == 0 {
            return surplus + covered
                + say(
                    ", nobody of \(group.heads) indicated: less than half a person is left to go",
                    ", niemand van \(group.heads) aangewezen: er blijft minder dan een halve persoon over")
        }
        return surplus + covered
            + say(
                ", \(group.toGo) of \(group.heads) indicated (covers \(fte(group.indicatedCentiFTE)) FTE)",
                ", \(group.toGo) van \(group.heads) aangewezen (dekt \(fte(group.indicatedCentiFTE)) fte)")
    }

    private func hires(_ count: Int) -> String {
        switch count {
        case 0: ""
        case 1: say("; 1 hire is still to come", "; 1 nieuwe collega moet nog beginnen")
        default: say("; \(count) hires are still to come", "; \(count) nieuwe collega's moeten nog beginnen")
        }
    }

    private func announcement(_ group: ScanSummary.GroupAtRisk) -> String {
        if let embargo = group.embargoUntil, embargo > summary.asOf {
            return say(" [embargo until \(embargo)]", " [embargo tot \(embargo)]")
        }
        guard let announced = group.announcedOn else { return say(" [not announced]", " [niet aangekondigd]") }
        return announced > summary.asOf
            ? say(" [to be announced on \(announced)]", " [wordt aangekondigd op \(announced)]")
            : say(" [announced]", " [aangekondigd]")
    }
}

extension ScanSummary.GroupAtRisk {
    /// What the groups of an establishment that close together have in common; nil where none closes.
    var closure: [String]? {
        guard isClosing else { return nil }
        return [establishment, "\(redundancyDate)"] + [announcedOn, embargoUntil].map { $0.map { "\($0)" } ?? "" }
    }
}

extension [ScanSummary.GroupAtRisk] {
    var heads: Int { reduce(0) { $0 + $1.heads } }
}
