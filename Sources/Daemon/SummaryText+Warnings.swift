import Outreach
import Prevention
import Store

extension SummaryText {
    /// What a person should look at in the data: a sentence for each kind, and where to find them.
    mutating func warnings() {
        guard !summary.warnings.isEmpty else { return }
        lines.append(say("\nLook at", "\nOm naar te kijken"))
        for (code, count) in summary.warnings.sorted(by: { $0.key < $1.key }) {
            lines.append("  " + sentence(code, count) + " (\(code))")
        }
    }

    private func sentence(_ code: String, _ count: Int) -> String {
        switch code {
        case RowWarning.contractEndPassed: contractEnds(count)
        case RowWarning.pensionDatePassed: pensions(count)
        case RowWarning.noticeEndPassed, RowWarning.noticeBeforeHire, RowWarning.noticeNotMonday: notice(code, count)
        case "snapshot-stale":
            say(
                "the newest snapshot is too old; import a newer one",
                "de nieuwste momentopname is te oud; lees een nieuwere in")
        case "region-missing":
            say(
                "\(count == 1 ? "1 establishment has" : "\(number(count)) establishments have") no labour-market region, "
                    + "and no partner hears of the people there: doorstroom notices",
                "\(count == 1 ? "1 vestiging heeft" : "\(number(count)) vestigingen hebben") geen arbeidsmarktregio, "
                    + "en geen partner hoort van de mensen daar: doorstroom notices")
        case "statutory-area-missing", "technical-unit-missing":
            say(
                "establishments do not say which area or technical unit they belong to, and are counted together for "
                    + "collective redundancies: doorstroom notices",
                "van vestigingen is niet vermeld bij welk gebied of welke technische bedrijfseenheid ze horen; voor "
                    + "collectief ontslag tellen ze samen: doorstroom notices")
        case "statutory-area-unknown":
            say(
                "\(count == 1 ? "1 code in statutory_area is" : "\(number(count)) codes in statutory_area are") no area of "
                    + "the law and counted apart: a collective redundancy can go unseen: doorstroom notices",
                "\(count == 1 ? "1 code in statutory_area is" : "\(number(count)) codes in statutory_area zijn") geen gebied "
                    + "van de wet en \(count == 1 ? "telt" : "tellen") apart: een collectief ontslag kan zo onopgemerkt "
                    + "blijven: doorstroom notices")
        case "statutory-area-spelling", "technical-unit-spelling":
            say(
                "codes that differ only by capitals or spaces are counted apart: a collective redundancy can go unseen: "
                    + "doorstroom notices",
                "codes die alleen in hoofdletters of spaties verschillen, tellen apart: een collectief ontslag kan zo "
                    + "onopgemerkt blijven: doorstroom notices")
        case "offer-region-missing":
            say(
                "\(count == 1 ? "1 internship is" : "\(number(count)) internships are") not offered, for want of the "
                    + "establishment's labour-market region: doorstroom notices",
                "\(count == 1 ? "1 stage wordt" : "\(number(count)) stages worden") niet aangeboden, omdat de "
                    + "vestiging geen arbeidsmarktregio heeft: doorstroom notices")
        case Partner.notConfigured:
            say(
                "events wait for \(count == 1 ? "a partner" : "\(number(count)) partners") who "
                    + "\(count == 1 ? "is" : "are") not in the configuration, and nobody sends them: doorstroom doctor",
                "berichten wachten op \(count == 1 ? "een partner" : "\(number(count)) partners") buiten de "
                    + "configuratie, en niemand verstuurt ze: doorstroom doctor")
        case OutboxTrouble.disabledCode:
            say(
                "nothing is sent to \(count == 1 ? "a partner whose endpoint is" : "\(number(count)) partners whose endpoints are") "
                    + "disabled: doorstroom partners list",
                "er gaat niets naar \(count == 1 ? "een partner" : "\(number(count)) partners") van wie het adres is "
                    + "uitgeschakeld: doorstroom partners list")
        case OutboxTrouble.failingCode:
            say(
                "hardly anything reaches \(count == 1 ? "a partner" : "\(number(count)) partners") at the moment: doorstroom "
                    + "partners list",
                "bij \(count == 1 ? "een partner" : "\(number(count)) partners") komt nu bijna niets aan: doorstroom "
                    + "partners list")
        case OutboxTrouble.parkedCode:
            say(
                "\(count == 1 ? "1 event was" : "\(number(count)) events were") refused for good and "
                    + "\(count == 1 ? "waits" : "wait") for a person: doorstroom deliveries list --state parked",
                "\(count == 1 ? "1 bericht is" : "\(number(count)) berichten zijn") definitief geweigerd en "
                    + "\(count == 1 ? "wacht" : "wachten") op een mens: doorstroom deliveries list --state parked")
        case OutboxTrouble.exhaustedCode:
            say(
                "\(count == 1 ? "1 event is" : "\(number(count)) events are") tried no more: doorstroom deliveries list --state "
                    + "exhausted",
                "\(count == 1 ? "1 bericht wordt" : "\(number(count)) berichten worden") niet meer geprobeerd: doorstroom "
                    + "deliveries list --state exhausted")
        case "disclosure-skill":
            say(
                "a skill reads like personal data and was left out of what partners get: doorstroom notices",
                "een vaardigheid lijkt op een persoonsgegeven en is weggelaten uit wat partners krijgen: "
                    + "doorstroom notices")
        case _ where code.hasPrefix("disclosure-"):
            say(
                "\(count == 1 ? "1 text reads" : "\(number(count)) texts read") like personal data, and nothing of it "
                    + "is sent: doorstroom notices",
                "\(count == 1 ? "1 tekst lijkt" : "\(number(count)) teksten lijken") op persoonsgegevens, en er gaat "
                    + "niets van uit: doorstroom notices")
        default: "\(number(count)) ×: doorstroom notices"
        }
    }

    /// No listing has them: they are found in the HR system, where they are to be mended.
    private func contractEnds(_ count: Int) -> String {
        let end = summary.snapshotDate
        return say(
            "\(count == 1 ? "1 person is" : "\(number(count)) people are") in service though the contract has ended; it "
                + "counts as continued. Correct it in the HR system: contract_end on or before \(end) without an "
                + "exit_date",
            "\(count == 1 ? "1 persoon is" : "\(number(count)) mensen zijn") in dienst terwijl het contract is "
                + "afgelopen; het telt als voortgezet. Te verbeteren in het HR-systeem: contract_end op of voor \(end) "
                + "zonder exit_date")
    }

    private func notice(_ code: String, _ count: Int) -> String {
        let are = count == 1 ? "1 person is" : "\(number(count)) people are"
        let zijn = count == 1 ? "1 persoon is" : "\(number(count)) mensen zijn"
        let have = count == 1 ? "1 person has" : "\(number(count)) people have"
        let hebben = count == 1 ? "1 persoon heeft" : "\(number(count)) mensen hebben"
        switch code {
        case RowWarning.noticeEndPassed:
            return say(
                "\(are) in service though the notice has ended; it counts as ending tomorrow. Correct it in the HR system: "
                    + "enter the exit_date, or take notice_date out",
                "\(zijn) in dienst terwijl de opzegtermijn voorbij is; die telt als eindigend op morgen. Te verbeteren in "
                    + "het HR-systeem: vul exit_date in, of haal notice_date weg")
        case RowWarning.noticeBeforeHire:
            return say(
                "\(have) a notice_date before the hire_date: correct one of them in the HR system",
                "\(hebben) een notice_date voor de hire_date: te verbeteren in het HR-systeem")
        default:
            return say(
                "\(have) a notice_date that is no Monday, on which a Belgian notice period begins: enter the first day of "
                    + "the period, not the day of the notice",
                "\(hebben) een notice_date die geen maandag is, waarop een Belgische opzegtermijn begint: vul de eerste dag "
                    + "van de termijn in, niet de dag van de opzegging")
        }
    }

    private func pensions(_ count: Int) -> String {
        say(
            "\(count == 1 ? "1 person is" : "\(number(count)) people are") in service past state-pension age and counted "
                + "as staying. Fine if they work on; else enter their exit_date in the HR system (the oldest by "
                + "birth_date)",
            "\(count == 1 ? "1 persoon werkt" : "\(number(count)) mensen werken") na de pensioenleeftijd en \(count == 1 ? "telt" : "tellen") "
                + "als blijvend. Goed als dat zo is; vul anders in het HR-systeem de exit_date in (de oudsten naar "
                + "birth_date)")
    }
}
