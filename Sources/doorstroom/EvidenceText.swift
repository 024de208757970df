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
            ? [
                "gezonde organisatie", "dreigende boventalligheid", "opgezegd, of vertrek staat vast",
                "contract beëindigd",
            ]
            : ["healthy organisation", "impending redundancy", "notice given, or leaving is certain", "contract ended"]
        if let notAnnounced = evidence.notAnnounced { lines += [say(notAnnounced.statement), ""] }
        if (1...4).contains(evidence.phase) {
            lines.append(
                "\(word("Phase", "Fase")) \(evidence.phase), \(names[evidence.phase - 1]) (\(day(evidence.asOf)))")
        } else {
            lines.append("\(word("No phase", "Geen fase")) (\(day(evidence.asOf)))")
        }
        let job = evidence.jobTitle.map { "\($0) (\(word("job group", "functiegroep")) \(evidence.jobGroup))" }
        let place = evidence.establishmentName.map { "\($0) (\(evidence.establishment))" }
        lines.append("\(job ?? evidence.jobGroup), \(place ?? evidence.establishment)")
        if let exit = evidence.expectedExit {
            let label =
                evidence.phase == 4 ? word("Left on", "Vertrokken op") : word("Expected exit", "Verwacht vertrek")
            lines.append("\(label): \(day(exit))")
            if let overdue = evidence.overdue { lines.append("  " + say(overdue)) }
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
        // What stands below among the clocks is not said twice.
        let leaves = evidence.leave.filter { leave in !evidence.clocks.contains { $0.tells(leave) } }
        if !leaves.isEmpty {
            lines += ["", word("Known leave dates", "Bekende vertrekdata")]
            for leave in leaves {
                let counts = leave.passed.map {
                    word(" (\(day($0)) has passed: counts as tomorrow)", " (\(day($0)) is voorbij: telt als morgen)")
                }
                lines.append("  \(named(leave.basis)): \(day(leave.date))\(counts ?? "")")
                if let statute = leave.statute { lines.append("    " + EvidenceText.cite(statute, isDutch: isDutch)) }
            }
        }
        let clocks = evidence.clocks.filter { !evidence.isIdle($0) }
        if !clocks.isEmpty {
            lines += ["", word("Statutory clocks", "Wettelijke termijnen en bedragen")]
            for clock in clocks {
                let isOver = clock.isOver(on: evidence.asOf)
                let passed = isOver ? word(" That day has passed.", " Die dag is voorbij.") : ""
                lines.append("  \(named(clock.rule.rawValue)): \(say(clock.statement))\(passed)")
                lines.append("    " + EvidenceText.cite(clock, isDutch: isDutch))
            }
        }
        if !evidence.odometer.isEmpty {
            lines += ["", word("Collective redundancy", "Collectief ontslag")]
            // Rules that come to the same for the unit are said once.
            for (place, reading) in evidence.odometer.enumerated() {
                let same = evidence.odometer.filter { $0.statement == reading.statement }
                if evidence.odometer[..<place].contains(where: { $0.statement == reading.statement }) { continue }
                let rules = same.map(\.rule).joined(separator: ", ")
                lines.append("  \(reading.unit.country) \(rules): \(say(reading.statement))")
                lines += same.map { "    " + EvidenceText.cite($0, isDutch: isDutch) }
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

extension Clock {
    /// Whether its day has passed and its sentence does not say so: of days up to which something is to be done or lasts, and
    /// of the pension. The day on which a right began is over by nature.
    fileprivate func isOver(on day: CalendarDate) -> Bool {
        let isBinding = kind == .deadline || kind == .periodEnd || rule == .pensionDate
        guard let date, date < day, isBinding else { return false }
        return !statement.english.contains("has passed")
    }

    /// Whether the clock says the same day of the same thing as a known leave date.
    fileprivate func tells(_ leave: Evidence.Leave) -> Bool {
        date == leave.date
            && (rule == .noticeEnd && leave.basis == "notice-end" || rule == .pensionDate && leave.basis == "pension")
    }
}

extension Evidence {
    /// A clock that a listing has and that tells the person nothing: their own notice where they leave before its end.
    fileprivate func isIdle(_ clock: Clock) -> Bool {
        guard clock.rule == .employeeNoticeEnd, let date = clock.date else { return false }
        return phase == 3 || leave.contains { $0.date <= date }
    }
}
