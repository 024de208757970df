import Prevention
import Workforce

/// The evidence behind a phase in words that a planner can read to the person it is about.
struct EvidenceText {
    let text: String

    init(_ evidence: Evidence, isDutch: Bool) {
        func say(_ statement: Statement) -> String { isDutch ? statement.dutch : statement.english }
        func word(_ english: String, _ dutch: String) -> String { isDutch ? dutch : english }
        func day(_ date: CalendarDate) -> String { isDutch ? date.inDutch : date.inEnglish }
        func named(_ identifier: String) -> String { EvidenceNames(isDutch: isDutch).label(identifier) }
        var lines: [String] = []
        let names =
            isDutch
            ? ["gezonde organisatie", "dreigende boventalligheid", "opgezegd", "contract beëindigd"]
            : ["healthy organisation", "impending redundancy", "notice given", "contract ended"]
        if (1...4).contains(evidence.phase) {
            lines.append(
                "\(word("Phase", "Fase")) \(evidence.phase), \(names[evidence.phase - 1]) (\(day(evidence.asOf)))")
        } else {
            lines.append("\(word("No phase", "Geen fase")) (\(day(evidence.asOf)))")
        }
        lines.append("\(evidence.jobGroup), \(evidence.establishment)")
        if let exit = evidence.expectedExit {
            let label =
                evidence.phase == 4 ? word("Left on", "Vertrokken op") : word("Expected exit", "Verwacht vertrek")
            lines.append("\(label): \(day(exit))")
        }
        lines.append("")
        for rule in evidence.rules {
            lines.append("  \(named(rule.identifier)): \(say(rule.statement))")
            if let statute = rule.statute { lines.append("    " + EvidenceText.cite(statute, isDutch: isDutch)) }
        }
        if let retirement = evidence.retirement { lines.append("  " + say(retirement)) }
        if let order = evidence.order {
            lines += [
                "", word("Selection order", "Afspiegelingsvolgorde"), "  " + say(order.group),
                "  " + say(order.statement),
                "  \(word("Redundancy date", "Boventalligheidsdatum")): \(day(order.redundancyDate))",
            ]
        }
        if let likelihood = evidence.likelihood {
            lines += ["", word("How likely", "Hoe waarschijnlijk")]
            lines += likelihood.statements.map { "  " + say($0) }
        }
        if let sensitivity = evidence.sensitivity {
            lines += ["", word("Had it been decided a little differently", "Als er iets anders was besloten")]
            lines += sensitivity.statements.map { "  " + say($0) }
        }
        if !evidence.leave.isEmpty {
            lines += ["", word("Known leave dates", "Bekende vertrekdata")]
            for leave in evidence.leave {
                lines.append("  \(named(leave.basis)): \(day(leave.date))")
                if let statute = leave.statute { lines.append("    " + EvidenceText.cite(statute, isDutch: isDutch)) }
            }
        }
        if !evidence.clocks.isEmpty {
            lines += ["", word("Statutory clocks", "Wettelijke termijnen en bedragen")]
            for clock in evidence.clocks {
                lines.append("  \(named(clock.rule.rawValue)): \(say(clock.statement))")
                lines.append("    " + EvidenceText.cite(clock, isDutch: isDutch))
            }
        }
        if !evidence.odometer.isEmpty {
            lines += ["", word("Collective redundancy", "Collectief ontslag")]
            for reading in evidence.odometer {
                lines.append("  \(reading.unit.country) \(reading.rule): \(say(reading.statement))")
                lines.append("    " + EvidenceText.cite(reading, isDutch: isDutch))
            }
        }
        let raised = evidence.vitalSigns.filter(\.isRaised)
        if !raised.isEmpty {
            lines += ["", word("Vital signs", "Vitale signalen")]
            for sign in raised { lines.append("  \(named(sign.identifier)): \(say(sign.statement))") }
        }
        lines += ["", word("Not computed, for a person to judge", "Niet berekend, te beoordelen door een mens")]
        for item in evidence.notComputed { lines.append("  " + say(item.statement)) }
        lines += [
            "",
            word("This is decision support, not legal advice.", "Dit is beslisondersteuning, geen juridisch advies."),
        ]
        text = lines.joined(separator: "\n")
    }

    private static func cite(_ statute: Evidence.Statute, isDutch: Bool) -> String {
        let rule = EvidenceNames(isDutch: isDutch).label(statute.rule)
        return cite(
            "\(statute.country) \(rule), \(statute.version): \(statute.source)", isVerified: statute.isVerified,
            isProjected: statute.isProjected, isDutch: isDutch)
    }

    private static func cite(_ clock: Clock, isDutch: Bool) -> String {
        cite(
            "\(clock.country) \(clock.version): \(clock.source)", isVerified: clock.certainty == .verified,
            isProjected: clock.isProjected, isDutch: isDutch)
    }

    private static func cite(_ reading: OdometerReading, isDutch: Bool) -> String {
        cite(
            "\(reading.unit.country) \(reading.version): \(reading.source)",
            isVerified: reading.certainty == .verified, isProjected: false, isDutch: isDutch)
    }

    private static func cite(_ source: String, isVerified: Bool, isProjected: Bool, isDutch: Bool) -> String {
        var marks: [String] = []
        if !isVerified { marks.append(isDutch ? "niet geverifieerd" : "unverified") }
        if isProjected { marks.append(isDutch ? "geprojecteerd" : "projected") }
        return "[" + ([source] + marks).joined(separator: ", ") + "]"
    }
}
