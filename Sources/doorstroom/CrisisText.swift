import Daemon
import Outreach
import Prevention
import Workforce

/// One dossier as a planner reads it.
struct CrisisText {
    private let isDutch: Bool
    private(set) var lines: [String] = []

    init(_ entry: CrisisListing, today: CalendarDate, isDutch: Bool) {
        self.isDutch = isDutch
        let crisis = entry.crisis
        lines.append(say(entry.title))
        lines.append(standing(crisis, today: today))
        lines.append(say(crisis.obligation))
        lines.append(isDutch ? "Groepen die meetellen:" : "Groups that are counted:")
        for group in crisis.groups {
            let people = say(Statement.people(group.people))
            let dates =
                group.firstDate == group.lastDate ? "\(group.firstDate)" : "\(group.firstDate) … \(group.lastDate)"
            lines.append("  \(group.jobGroup), \(group.establishment): \(people), \(dates)")
        }
        lines.append(isDutch ? "Telling door de tijd:" : "Counts over time:")
        for count in crisis.history.suffix(12) {
            lines.append(
                isDutch
                    ? "  \(count.asOf): \(count.current) nu, \(count.committed) vastgelegd, \(count.forecast) gepland"
                    : "  \(count.asOf): \(count.current) now, \(count.committed) dated ahead, \(count.forecast) planned"
            )
        }
        guard let outward = entry.outward else { return }
        let reason = say(entry.reason)
        lines.append((isDutch ? "Partners: " : "Partners: ") + outward + (reason.isEmpty ? "" : " (\(reason))"))
    }

    private func standing(_ crisis: Crisis, today: CalendarDate) -> String {
        let opened = isDutch ? "Geopend op \(crisis.openedOn.inDutch)" : "Opened on \(crisis.openedOn.inEnglish)"
        if let closed = crisis.closedOn {
            return opened + (isDutch ? ", gesloten op \(closed.inDutch)." : ", closed on \(closed.inEnglish).")
        }
        let days = crisis.daysToCrossing(from: today)
        return isDutch
            ? "\(opened). De drempel van \(crisis.threshold) wordt bereikt op \(crisis.crossesOn.inDutch) (over \(days) "
                + "dagen), met \(crisis.count)\(crisis.isKnown ? "; het plan is daarvoor niet nodig" : "")."
            : "\(opened). The threshold of \(crisis.threshold) is reached on \(crisis.crossesOn.inEnglish) (in \(days) days), "
                + "with \(crisis.count)\(crisis.isKnown ? "; the plan is not needed for that" : "")."
    }

    private func say(_ words: Statement) -> String { isDutch ? words.dutch : words.english }
}
