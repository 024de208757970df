import Foundation
import Outcomes
import Workforce

/// A scan's summary as an HR planner reads it in the morning: what changed tonight and why; what is ahead; who is in
/// which phase; then what partners hear, what is kept from them and why, and what waits for a person.
///
/// Every night's text stands by itself: whoever reads only this one misses no closure. A first scan has nothing to be
/// held against.
package struct SummaryText {
    let summary: ScanSummary
    let isDutch: Bool
    var lines: [String] = []

    /// Lines of a kind before the rest is left to a listing.
    static let most = 12

    /// In the employer's language, or another that is asked for.
    package init(_ summary: ScanSummary, isDutch: Bool = false) {
        self.summary = summary
        self.isDutch = isDutch
        heading()
        if let changes = summary.changes { changed(changes) }
        ahead()
        odometer()
        people()
        if summary.changes == nil { firstOutward() }
        standing()
        keptInside()
        fromPartners()
        waiting()
        releases()
        warnings()
    }

    package var text: String { lines.joined(separator: "\n") }

    /// The one or the other language.
    func say(_ english: String, _ dutch: String) -> String { isDutch ? dutch : english }

    private mutating func heading() {
        let kind =
            switch summary.kind {
            case .live: ""
            case .replay:
                say(
                    " (a replay: kept apart, nothing goes to partners)",
                    " (een herhaling: apart bewaard, er gaat niets naar partners)")
            case .dryRun: say(" (dry run: nothing was written)", " (proef: er is niets opgeslagen)")
            }
        lines.append(
            say("Scan as of", "Scan per") + " \(summary.asOf), " + say("snapshot of", "momentopname van")
                + " \(summary.snapshotDate)\(kind)")
        if summary.isAhead {
            lines.append(
                say(
                    "  This date is still to come: nothing goes to partners.",
                    "  Deze datum moet nog komen: er gaat niets naar partners."))
        }
        if summary.isStale {
            lines.append(
                say(
                    "  The snapshot is too old: nothing new goes to partners until a newer one is imported.",
                    "  De momentopname is te oud: er gaat niets nieuws naar partners tot een nieuwere is ingelezen."))
        }
        if summary.isFirst {
            lines.append(
                say(
                    "  The first scan: there is nothing yet to hold it against.",
                    "  De eerste scan: er is nog niets om hem mee te vergelijken."))
        }
    }

    private mutating func people() {
        let names =
            isDutch
            ? ["gezonde organisatie", "dreigende boventalligheid", "opgezegd", "contract beëindigd"]
            : ["healthy organisation", "impending redundancy", "notice given", "contract ended"]
        lines.append(
            say(
                "\nPeople, \(number(summary.people)) in service",
                "\nMensen, \(number(summary.people)) in dienst"))
        for (index, name) in names.enumerated() {
            var line = "  \(say("phase", "fase")) \(index + 1)  \(padded(name, isDutch ? 25 : 22))"
            line += padLeft(number(summary.phases[index]), 9)
            if summary.kind != .replay, let former = summary.formerPhases {
                let change = summary.phases[index] - former[index]
                line +=
                    change == 0
                    ? say("   unchanged", "   ongewijzigd")
                    : "   \(signed(change)) " + say("since the last scan", "sinds de vorige scan")
                if summary.entered[index] > 0, index > 0 {
                    line += ", \(number(summary.entered[index])) " + say("entered", "erbij gekomen")
                }
            }
            lines.append(line)
            if index == 1 { likelyPeople() }
        }
        likely()
        outcomes()
    }

    private mutating func outcomes() {
        let scored = summary.scores.compactMap { $0 }
        if scored.count == 3 {
            let shown = scored.map { String(format: "%.0f", $0) }
            lines.append(
                say(
                    "  outcomes  economic \(shown[0]), wellbeing \(shown[1]), legitimacy \(shown[2]) "
                        + "(organisation, of 100)",
                    "  uitkomsten  economisch \(shown[0]), welzijn \(shown[1]), legitimiteit \(shown[2]) "
                        + "(organisatie, van 100)"))
        }
        lowVitality()
    }

    /// A sign of units, never of persons (domain rules §5).
    private mutating func lowVitality() {
        guard let units = summary.lowVitality, !units.isEmpty else { return }
        // Cut, not rounded: what is under the limit must read so.
        let shown = units.prefix(5).map { "\($0.unit) \(Int($0.value))" }.joined(separator: ", ")
        let rest = units.count > 5 ? ", …" : ""
        let count = number(units.count)
        lines.append(
            say(
                "  Low vitality in \(count) \(units.count == 1 ? "unit" : "units"): \(shown)\(rest) "
                    + "(of 100; under 40 is low): doorstroom scores --of unit",
                "  Lage vitaliteit in \(count) \(units.count == 1 ? "afdeling" : "afdelingen"): \(shown)\(rest) "
                    + "(van 100; onder 40 is laag): doorstroom scores --of unit"))
    }

    /// What went out, and what goes out next.
    private mutating func releases() {
        if !summary.released.isEmpty {
            let list = summary.released.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
            lines.append(say("\nReleased now: ", "\nNu vrijgegeven: ") + list.joined(separator: ", "))
        }
        guard let next = summary.nextReleaseLocal, summary.kind != .replay, !summary.isStale, !summary.isAhead
        else { return }
        lines.append(say("\nNext release", "\nVolgende vrijgave") + ", \(next): \(counts(of: summary.upcoming))")
    }

    private func counts(of upcoming: [ScanChanges.Outward]) -> String {
        var parts: [String] = []
        for family in [ScanChanges.Outward.Family.crisis, .alert, .offer, .introduction] {
            for kind in [ScanChanges.Outward.Kind.raised, .changed, .withdrawn] {
                let count = upcoming.count { $0.family == family && $0.kind == kind }
                if count > 0 { parts.append("\(noun(count, family)) \(word(kind, family))") }
            }
        }
        return parts.isEmpty ? say("nothing to tell", "niets te melden") : parts.joined(separator: ", ")
    }

    /// So many alerts or offers.
    func noun(_ count: Int, _ family: ScanChanges.Outward.Family) -> String {
        let name =
            switch (family, count == 1) {
            case (.alert, true): say("alert", "melding")
            case (.alert, false): say("alerts", "meldingen")
            case (.offer, true): say("offer", "stageaanbod")
            case (.offer, false): say("offers", "stageaanbiedingen")
            case (.crisis, true): say("crisis", "crisis")
            case (.crisis, false): say("crises", "crises")
            case (.introduction, true): say("introduction", "introductie")
            case (.introduction, false): say("introductions", "introducties")
            }
        return "\(number(count)) \(name)"
    }
}

extension ScanSummary {
    /// Whether no scan came before; a replay and its likes are held against nothing either, and are not first.
    fileprivate var isFirst: Bool { formerPhases == nil && kind != .replay }
}
