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
        if crisis.state == .open {
            lines.append(say(crisis.obligation))
            if let deadlines = crisis.deadlines { lines.append(say(deadlines.statement(on: today))) }
        }
        if !entry.unannounced.isEmpty {
            let groups = say(entry.unannounced.list)
            lines.append(
                isDutch
                    ? "Niet aangekondigd: \(groups). Wie de crisis vrijgeeft, laat partners dit weten voordat het "
                        + "personeel het weet."
                    : "Not announced: \(groups). Whoever releases the crisis tells partners before the staff knows.")
        }
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
        let reason = say(entry.outwardReason)
        lines.append("Partners: \(say(.outwardState(outward)))" + (reason.isEmpty ? "" : " (\(reason))"))
    }

    private func standing(_ crisis: Crisis, today: CalendarDate) -> String {
        let opened = isDutch ? "Geopend op \(crisis.openedOn.inDutch)" : "Opened on \(crisis.openedOn.inEnglish)"
        if let closed = crisis.closedOn {
            return opened + (isDutch ? ", gesloten op \(closed.inDutch)." : ", closed on \(closed.inEnglish).")
        }
        let days = crisis.daysToCrossing(from: today)
        let anyway =
            crisis.isKnown && days > 0
            ? isDutch ? "; het plan is daarvoor niet nodig" : "; the plan is not needed for that" : ""
        let (threshold, count) = (crisis.threshold, crisis.count)
        if isDutch {
            let day = crisis.crossesOn.inDutch
            return days > 0
                ? "\(opened). De drempel van \(threshold) wordt bereikt op \(day) (over \(days) "
                    + "\(days == 1 ? "dag" : "dagen")), met \(count)\(anyway)."
                : "\(opened). De drempel van \(threshold) is bereikt op \(day), met \(count)."
        }
        let day = crisis.crossesOn.inEnglish
        return days > 0
            ? "\(opened). The threshold of \(threshold) is reached on \(day) (in \(days) \(days == 1 ? "day" : "days")), "
                + "with \(count)\(anyway)."
            : "\(opened). The threshold of \(threshold) was reached on \(day), with \(count)."
    }

    private func say(_ words: Statement) -> String { isDutch ? words.dutch : words.english }
}
