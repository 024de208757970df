import Prevention
import Workforce

extension SummaryText {
    /// What there is for partners after a first scan, one by one.
    mutating func firstOutward() {
        list(say("\nAlerts for partners", "\nMeldingen voor partners"), summary.alerts, verb: "alerts list")
        list(say("\nInternship offers", "\nStageaanbod"), summary.offers, verb: "offers list")
    }

    private mutating func list(_ title: String, _ items: [ScanSummary.Outward], verb: String) {
        guard !items.isEmpty else { return }
        lines.append("\(title) (\(number(items.count)))")
        for item in items.prefix(SummaryText.most) { lines.append("  " + line(item)) }
        more(items.count - SummaryText.most, verb)
    }

    /// How many alerts and offers stand in which state; after a first scan they are all new, and listed.
    mutating func standing() {
        guard summary.changes != nil, !(summary.alerts.isEmpty && summary.offers.isEmpty) else { return }
        lines.append(say("\nFor partners, as things stand", "\nVoor partners, zoals het nu is"))
        if !summary.alerts.isEmpty {
            lines.append("  \(say("alerts", "meldingen"))  \(counts(summary.alerts)): doorstroom alerts list")
        }
        if !summary.offers.isEmpty {
            lines.append("  \(say("offers", "stages   "))  \(counts(summary.offers)): doorstroom offers list")
        }
    }

    /// How many are in each state, the most frequent first.
    private func counts(_ items: [ScanSummary.Outward]) -> String {
        Dictionary(grouping: items, by: \.state).mapValues(\.count)
            .sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .map { "\(number($0.value)) \(plain($0.key))" }.joined(separator: ", ")
    }

    /// A listing's state as a planner says it.
    private func plain(_ state: String) -> String {
        switch state {
        case "intended": say("to go out at the next release", "gaan bij de volgende vrijgave uit")
        case "needs-release": say("waiting for a person", "wachten op een mens")
        case "embargoed": say("not before a date", "niet voor een datum")
        case "held": say("held by a person", "door iemand tegengehouden")
        case "blocked": say("blocked", "geblokkeerd")
        case "published": say("with partners as they are", "zo bij partners bekend")
        case "changing": say("to be changed", "worden gewijzigd")
        case "withdrawn": say("taken back", "teruggenomen")
        case "withdrawing": say("to be withdrawn", "worden ingetrokken")
        default: state
        }
    }

    /// A listing's state of one subject: the code that listings have, in Dutch what it says.
    func word(ofState state: String) -> String { say(state, Statement.outwardState(state).dutch) }

    func line(_ item: ScanSummary.Outward) -> String {
        let count = item.isOffer ? places(item.count) : people(item.count)
        let reason = say(item.reason, item.dutchReason)
        return
            "\(padded(word(ofState: item.state), isDutch ? 17 : 14)) \(titled(item.title, item.dutchTitle)), \(count)"
            + (reason.isEmpty ? "" : " (\(reason))")
    }

    /// A title with what the employer calls the occupation's jobs beside its code: few know ISCO-08 by heart.
    func titled(_ english: String, _ dutch: String) -> String {
        let title = say(english, dutch)
        for (code, job) in summary.jobsByOccupation {
            let occupation = Statement.occupation(code)
            let named = say(occupation.english, occupation.dutch)
            if title.contains(", \(named), ") { return title.replacing("\(named), ", with: "\(named) (\(job)), ") }
        }
        return title
    }

    func name(_ title: String?, _ jobGroup: String) -> String { title.map { "\($0) (\(jobGroup))" } ?? jobGroup }

    func people(_ count: Int) -> String {
        count == 1 ? say("1 person", "1 persoon") : "\(number(count)) " + say("people", "mensen")
    }

    func places(_ count: Int) -> String {
        count == 1 ? say("1 place", "1 plaats") : "\(number(count)) " + say("places", "plaatsen")
    }

    /// How many a list leaves out, and which verb has them all.
    mutating func more(_ count: Int, _ verb: String, indent: Int = 2) {
        guard count > 0 else { return }
        lines.append(
            padded("", indent) + "… " + say("and \(number(count)) more", "en nog \(number(count))")
                + ": doorstroom \(verb)")
    }

    func fte(_ centi: Int) -> String {
        "\(centi / 100)\(say(".", ","))\(centi % 100 < 10 ? "0" : "")\(centi % 100)"
    }

    func signed(_ value: Int) -> String { (value > 0 ? "+" : "") + number(value) }

    func number(_ value: Int) -> String { SpokenNumbers(isDutch: isDutch).counted(value) }

    func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    func padLeft(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }
}
