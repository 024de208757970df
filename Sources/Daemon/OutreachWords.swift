package import Outreach
package import Prevention
import Workforce

/// How listings and summaries name alerts and offers and say why one does not go out.
extension AlertListing {
    package var title: Statement { partition.title(occupation) }

    package var reason: Statement { withheld?.words ?? blockers.words(isMeantForNobody: isMeantForNobody) }
}

extension CellPartition {
    /// Region, occupation, phase, cause and quarter on one line.
    fileprivate func title(_ occupation: Occupation?) -> Statement {
        let narrow = occupation.flatMap { $0 == .all ? nil : Statement.occupation($0.identifier) }
        return Statement(
            english: "\(region.isEmpty ? "(no region)" : region), "
                + "\(narrow?.english ?? "all occupations"), phase \(phase), \(cause.code), "
                + (quarter ?? "date unknown"),
            dutch: "\(region.isEmpty ? "(geen regio)" : region), "
                + "\(narrow?.dutch ?? "alle beroepen"), fase \(phase), \(cause.dutch), "
                + (quarter ?? "datum onbekend"))
    }
}

extension Cause {
    fileprivate var dutch: String {
        switch self {
        case .none: ""
        case .surplus: "boventalligheid"
        case .contractEnd: "contracteinde"
        case .individual: "individueel"
        }
    }
}

extension SubjectState.Content {
    package var title: Statement {
        switch self {
        case .alert(let alert): alert.cell.partition.title(alert.cell.occupation)
        case .offer(let offer): .internship(offer.internship)
        case .crisis(let crisis): .crisis(crisis.unit, rule: crisis.rule, quarter: crisis.quarter)
        case .introduction(let introduction): .introduction(introduction)
        }
    }
}

extension CrisisListing {
    package var title: Statement { .crisis(crisis.unit, rule: crisis.rule, quarter: crisis.crossesOn.quarter) }

    package var reason: Statement {
        let reason = blockers.words(isMeantForNobody: isMeantForNobody)
        return knowOtherwise ? outwardReason : reason
    }

    /// What the partners that have it were told, in words; nothing where none has.
    package var knowledge: Statement {
        if told.isEmpty { return .nothing }
        let list = told.map { "\($0.quarter)" }.joined(separator: ", ")
        return Statement(english: "partners were told \(list)", dutch: "partners weten van \(list)")
    }

    /// What they know, then what keeps the rest in.
    package var outwardReason: Statement {
        [knowledge, blockers.words(isMeantForNobody: isMeantForNobody)].filter { !$0.isEmpty }.joined
    }

    /// Whether that is not what the dossier says: what may not be known yet changes the one and not the other.
    private var knowOtherwise: Bool {
        told.contains { $0.quarter != crisis.crossesOn.quarter || $0.threshold != crisis.threshold }
    }
}

extension [PlannedGroup] {
    /// Job groups with their establishments, as far as anybody reads.
    package var list: Statement {
        let most = 5
        let names = prefix(most).map { "\($0.jobGroup), \($0.establishment)" }.joined(separator: "; ")
        let rest = count - most
        return Statement(
            english: names + (rest > 0 ? " and \(rest) more" : ""), dutch: names + (rest > 0 ? " en nog \(rest)" : ""))
    }
}

extension Statement {
    /// An offer is named by the internship's code.
    static func internship(_ code: String) -> Statement {
        Statement(english: "internship \(code)", dutch: "stage \(code)")
    }

    /// An introduction is named by its partner and stage, never by its person.
    static func introduction(_ introduction: IntroductionContent) -> Statement {
        switch introduction.stage {
        case .profile:
            Statement(
                english: "an introduction to \(introduction.partner)",
                dutch: "een introductie bij \(introduction.partner)")
        case .details:
            Statement(
                english: "an introduction to \(introduction.partner), with details",
                dutch: "een introductie bij \(introduction.partner), met gegevens")
        }
    }

    /// A crisis is named by its statutory unit, rule and quarter.
    static func crisis(_ unit: StatutoryUnit, rule: String, quarter: String) -> Statement {
        let (name, rule) = (unit.name, CollectiveRedundancy.name(ofRule: rule))
        let which = rule.dutch == "collectief ontslag" ? "" : " (\(rule.dutch))"
        return Statement(
            english: "collective redundancy (\(rule.english)) in \(name.english), \(quarter)",
            dutch: "collectief ontslag\(which) in \(name.dutch), \(quarter)")
    }

    /// An occupation by its code, as titles of alerts have it.
    static func occupation(_ code: String) -> Statement {
        Statement(english: "occupation \(code)", dutch: "beroep \(code)")
    }

    /// A state of listings: its code, in Dutch what it says.
    package static func outwardState(_ state: String) -> Statement {
        let dutch =
            switch state {
            case "intended": "gaat uit"
            case "needs-release": "vrij te geven"
            case "embargoed": "onder embargo"
            case "held": "tegengehouden"
            case "blocked": "geblokkeerd"
            case "published": "gemeld"
            case "changing": "wordt gewijzigd"
            case "withdrawn": "teruggenomen"
            case "withdrawing": "wordt ingetrokken"
            default: state
            }
        return Statement(english: state, dutch: dutch)
    }

    /// Nothing to say.
    static var nothing: Statement { Statement(english: "", dutch: "") }

    var isEmpty: Bool { english.isEmpty }
}

extension IntroductionListing {
    package var reason: Statement { blockers.words(isMeantForNobody: isMeantForNobody) }
}

extension Introduction.EndReason {
    package var words: Statement {
        switch self {
        case .consent: Statement(english: "consent has ended", dutch: "de toestemming is geëindigd")
        case .withdrawn: Statement(english: "taken back", dutch: "teruggenomen")
        case .phase: Statement(english: "no longer in phase 3", dutch: "niet meer in fase 3")
        case .absent: Statement(english: "listed by no snapshot", dutch: "staat in geen momentopname meer")
        case .embargo:
            Statement(
                english: "the plan of the group may not be known", dutch: "het plan van de groep mag niet bekend zijn")
        case .agreement:
            Statement(
                english: "the partner may not have it any more", dutch: "de partner mag het niet meer hebben")
        case .erased: Statement(english: "erased", dutch: "gewist")
        }
    }
}

extension OfferListing {
    package var reason: Statement { withheld?.words ?? blockers.words(isMeantForNobody: isMeantForNobody) }
}

extension [ReleaseBlocker] {
    var words: Statement { map(\.words).joined }

    func words(isMeantForNobody: Bool) -> Statement {
        let nobody = Statement(english: "no partner asks for it", dutch: "geen partner vraagt ernaar")
        return isMeantForNobody ? (map(\.words) + [nobody]).joined : words
    }
}

extension [Statement] {
    fileprivate var joined: Statement {
        Statement(
            english: map(\.english).joined(separator: "; "), dutch: map(\.dutch).joined(separator: "; "))
    }
}

extension ReleaseBlocker {
    package var words: Statement {
        switch self {
        case .date(let date): Statement(english: "not before \(date)", dutch: "niet voor \(date)")
        case .hold(let by, let reason, _):
            Statement(english: "held by \(by): \(reason)", dutch: "tegengehouden door \(by): \(reason)")
        case .takenBack(let by, let reason, _):
            Statement(english: "taken back by \(by): \(reason)", dutch: "teruggenomen door \(by): \(reason)")
        case .firstPublication:
            Statement(
                english: "the plan row has no announcement date: a person must release it",
                dutch: "de planregel heeft geen aankondigingsdatum: een mens moet het vrijgeven")
        case .unannounced(let groups):
            Statement(
                english: "not announced: \(groups.list.english)", dutch: "niet aangekondigd: \(groups.list.dutch)")
        case .crisis:
            Statement(
                english: "a person must release a crisis, and what changes of it",
                dutch: "partners horen van een crisis, en van elke wijziging, pas als iemand dat vrijgeeft")
        case .review:
            Statement(english: "waits for a person's review", dutch: "wacht op beoordeling door een mens")
        case .refused:
            Statement(
                english: "the disclosure gate refused a text", dutch: "een tekst mag zo niet naar buiten")
        case .belowMinimum: WithheldGroup.Reason.belowMinimum.words
        case .stale: Statement(english: "the snapshot is stale", dutch: "de momentopname is te oud")
        }
    }
}

extension WithheldGroup.Reason {
    package var words: Statement {
        switch self {
        case .belowMinimum:
            Statement(
                english: "fewer people than the outward minimum", dutch: "minder mensen dan het minimum voor partners")
        case .belowMinimumPlusFive:
            Statement(
                english: "not far enough above the minimum to be published anew",
                dutch: "niet ver genoeg boven het minimum om opnieuw te melden")
        case .betweenCounts:
            Statement(
                english: "in no cell until the next count, four weeks of snapshots after the last one",
                dutch: "in geen groep tot de volgende telling, vier weken aan momentopnamen na de vorige"
            )
        case .moved:
            Statement(
                english: "went from a published group to another occupation or region within the year",
                dutch: "in het afgelopen jaar van een gemelde groep naar een ander beroep of een andere regio gegaan")
        case .regionMissing:
            Statement(
                english: "the establishment has no labour-market region",
                dutch: "de vestiging heeft geen arbeidsmarktregio")
        }
    }
}

extension WithheldOffer.Reason {
    package var words: Statement {
        switch self {
        case .displacement:
            Statement(
                english: "jobs in the same group are at risk", dutch: "banen in dezelfde functiegroep lopen risico")
        case .closed:
            Statement(
                english: "was closed because of one person; list it under another code to offer it again",
                dutch: "was dicht vanwege één persoon; lijst hem onder een andere code om hem weer aan te bieden")
        case .filled: Statement(english: "no places are left", dutch: "er zijn geen plaatsen meer")
        case .expired: Statement(english: "it has started", dutch: "de stage is begonnen")
        case .regionMissing:
            Statement(
                english: "the unit's establishment has no labour-market region",
                dutch: "de vestiging van de afdeling heeft geen arbeidsmarktregio")
        }
    }
}
