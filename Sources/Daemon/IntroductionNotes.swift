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
            lines.append(Self.sentence(consent, isDutch: isDutch) + end + ".")
        }
        for introduction in outreach.introductions where introduction.person == person {
            let end = introduction.end.map { end in
                isDutch
                    ? "; beëindigd op \(end.on): \(end.reason.words.dutch)"
                    : "; ended on \(end.on): \(end.reason.words.english)"
            }
            let told = outreach.publications.contains {
                $0.subject == introduction.key && $0.partner == introduction.partner
            }
            lines.append(Self.sentence(introduction, isTold: told, isDutch: isDutch) + (end ?? "") + ".")
        }
    }

    private static func sentence(_ consent: Consent, isDutch: Bool) -> String {
        let (on, text) = (consent.givenOn, consent.textVersion)
        let whom = consent.partners?.joined(separator: isDutch ? " en " : " and ") ?? "partners"
        return switch consent.stage {
        case .profile:
            isDutch
                ? "U stemde op \(on) in met een introductie bij \(whom) (tekst \(text))"
                : "You agreed on \(on) to be introduced to \(whom) (text \(text))"
        case .details:
            isDutch
                ? "U stemde er op \(on) mee in dat \(whom) uw contactgegevens en presentatie krijgt (tekst \(text))"
                : "You agreed on \(on) that \(whom) gets your contact data and presentation (text \(text))"
        }
    }

    /// - Parameter isTold: whether a release let it out.
    private static func sentence(_ introduction: Introduction, isTold: Bool, isDutch: Bool) -> String {
        let (on, partner) = (introduction.introducedOn, introduction.partner)
        if isTold {
            return isDutch
                ? "U bent voorgesteld bij \(partner) (besloten op \(on))"
                : "You were introduced to \(partner) (decided on \(on))"
        }
        let decided =
            isDutch
            ? "Op \(on) is besloten u voor te stellen bij \(partner)"
            : "It was decided on \(on) to introduce you to \(partner)"
        guard introduction.isActive else { return decided }
        return decided + (isDutch ? "; dat is nog niet gebeurd" : "; that has not been done yet")
    }
}
