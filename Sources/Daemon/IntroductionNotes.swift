import Outreach
import Prevention
package import Store
import Workforce

/// What a person agreed to and to whom they were introduced, in sentences to read to that person.
package struct IntroductionNotes {
    package private(set) var lines: [String] = []

    package init(of person: PersonKey, _ outreach: OutreachRecord, isDutch: Bool) {
        for consent in outreach.consents where consent.person == person {
            let end = consent.withdrawn.map { isDutch ? ", ingetrokken op \($0.on)" : ", withdrawn on \($0.on)" } ?? ""
            lines.append(
                isDutch
                    ? "U stemde op \(consent.givenOn) in met een introductie bij partners (tekst \(consent.textVersion))\(end)."
                    : "You agreed on \(consent.givenOn) to be introduced to partners (text \(consent.textVersion))\(end)."
            )
        }
        for introduction in outreach.introductions where introduction.person == person {
            let end = introduction.end.map { end in
                isDutch
                    ? "; beëindigd op \(end.on): \(end.reason.words.dutch)"
                    : "; ended on \(end.on): \(end.reason.words.english)"
            }
            lines.append(
                (isDutch
                    ? "U bent op \(introduction.introducedOn) voorgesteld bij \(introduction.partner)"
                    : "You were introduced to \(introduction.partner) on \(introduction.introducedOn)") + (end ?? "")
                    + ".")
        }
    }
}
