/// The languages of the sandbox's page.
enum SandboxLanguage: String, CaseIterable, Sendable {
    case nl, en

    /// The one that was asked for, else the first of the browser's that there is, else English.
    init(asked: String?, accepted: String?) {
        let wishes = [asked ?? ""] + (accepted ?? "").split(separator: ",").map { String($0) }
        self =
            wishes.lazy.compactMap { wish in
                SandboxLanguage(rawValue: wish.drop { $0 == " " }.prefix(2).lowercased())
            }.first ?? .en
    }

    func callAsFunction(_ words: SandboxWords) -> String { self == .nl ? words.dutch : words.english }
}

/// A text of the sandbox's page.
struct SandboxWords: Sendable {
    let english: String
    let dutch: String

    init(_ english: String, _ dutch: String) { (self.english, self.dutch) = (english, dutch) }
}

extension SandboxWords {
    static let title = SandboxWords("Sandbox mobility centre", "Proef-mobiliteitscentrum")
    static let skip = SandboxWords("To what arrived", "Naar wat binnenkwam")
    static let refresh = SandboxWords("Refresh", "Vernieuwen")
    static let otherLanguage = SandboxWords("Nederlands", "English")
    static let nothing = SandboxWords(
        "Nothing has arrived yet. Point a partner's endpoint at /hooks/PARTNER and release.",
        "Er is nog niets binnengekomen. Wijs het endpoint van een partner naar /hooks/PARTNER en geef iets vrij.")
    static let arrivals = SandboxWords("What arrived", "Wat binnenkwam")
    static let contents = SandboxWords("What it says", "Wat het zegt")
    static let number = SandboxWords("No.", "Nr.")
    static let event = SandboxWords("Event", "Gebeurtenis")
    static let verdict = SandboxWords("Verdict", "Oordeel")
    static let answered = SandboxWords("Answered", "Beantwoord met")
    static let raw = SandboxWords("The event as it was sent", "De gebeurtenis zoals verstuurd")
    static let verified = SandboxWords("signature and schema are right", "handtekening en schema kloppen")
    static let seenBefore = SandboxWords("seen before", "al eerder gezien")
    static let signature = SandboxWords("signature", "handtekening")
    static let schema = SandboxWords("schema", "schema")
    static let partner = SandboxWords("Partner", "Partner")
    static let answers = SandboxWords("Answer", "Antwoorden")
    static let given = SandboxWords("Answers given", "Gegeven antwoorden")
    static let noAnswer = SandboxWords(
        "Start the sandbox with --api and --token-file to answer through the partner API.",
        "Start de sandbox met --api en --token-file om te antwoorden via de partner-API.")
    static let misbehave = SandboxWords("Misbehave", "Misdragen")
    static let manner = SandboxWords("Manner", "Manier")
    static let requests = SandboxWords(
        "For how many requests (empty: until told)", "Voor hoeveel verzoeken (leeg: tot nader order)")
    static let seconds = SandboxWords("Seconds (slow, busy)", "Seconden (traag, bezet)")
    static let allPartners = SandboxWords("all", "alle")
    static let set = SandboxWords("Set", "Instellen")
    static let now = SandboxWords("Now", "Nu")
    static let well = SandboxWords("behaves", "gedraagt zich")
    static let left = SandboxWords("requests left", "verzoeken te gaan")
    static let places = SandboxWords("Places", "Plaatsen")
    static let reason = SandboxWords("Reason", "Reden")
    static let wanted = SandboxWords("Wanted", "Gevraagd")
    static let starts = SandboxWords("First day", "Eerste dag")
    static let date = SandboxWords("Date", "Datum")
    static let state = SandboxWords("State", "Status")
    static let outcome = SandboxWords("Outcome", "Uitkomst")
    static let vacancyName = SandboxWords("Name of the vacancy", "Naam van de vacature")
    static let occupation = SandboxWords("Occupation", "Beroep")
    static let until = SandboxWords("Open until", "Open tot")
    static let vacancies = SandboxWords("Offer a vacancy", "Een vacature aanbieden")
    static let unreached = SandboxWords("not reached", "niet bereikt")
    static let withheld = SandboxWords("further subjects are not shown", "verdere onderwerpen zijn niet getoond")

    static let none = SandboxWords("none", "geen")
    static let otherThanBelow = SandboxWords(
        "other than the published ones below it", "behalve de gepubliceerde die eronder vallen")
    static let yes = SandboxWords("yes", "ja")
    static let no = SandboxWords("no", "nee")

    /// What a code of the partner API or of an event is called.
    static let codes: [String: SandboxWords] = [
        "received": SandboxWords("received", "ontvangen"),
        "in-progress": SandboxWords("in progress", "in behandeling"),
        "handled": SandboxWords("handled", "afgehandeld"),
        "not-relevant": SandboxWords("not relevant", "niet van toepassing"),
        "no-candidate": SandboxWords("no candidate", "geen kandidaat"),
        "distance": SandboxWords("distance", "afstand"),
        "level": SandboxWords("level", "niveau"),
        "period": SandboxWords("period", "periode"),
        "other": SandboxWords("other", "anders"),
        "new-work": SandboxWords("new work", "nieuw werk"),
        "education": SandboxWords("education", "opleiding"),
        "back-at-employer": SandboxWords("back at the employer", "terug bij de werkgever"),
        "stopped": SandboxWords("stopped", "gestopt"),
        "slow": SandboxWords("slow", "traag"),
        "failing": SandboxWords("failing (500)", "fout (500)"),
        "garbage": SandboxWords("garbage", "onzin"),
        "busy": SandboxWords("busy (429)", "bezet (429)"),
        "gone": SandboxWords("gone (410)", "verdwenen (410)"),
        "hang": SandboxWords("hangs", "blijft hangen"),
        "reset": SandboxWords("breaks off", "breekt af"),
        "well": well,
        "level all": SandboxWords("all occupations", "alle beroepen"),
        "level major-group": SandboxWords("major group", "hoofdgroep"),
        "level sub-major-group": SandboxWords("sub-major group", "subhoofdgroep"),
        "level minor-group": SandboxWords("minor group", "ondergroep"),
        "level unit-group": SandboxWords("unit group", "beroepsgroep"),
        "surplus": SandboxWords("surplus", "boventalligheid"),
        "contract-end": SandboxWords("an ending contract (no redundancy)", "een aflopend contract (geen ontslag)"),
        "individual": SandboxWords("individual", "individueel"),
        "pupil": SandboxWords("pupils", "scholieren"),
        "student": SandboxWords("students", "studenten"),
        "in-transition": SandboxWords("people between jobs", "mensen van werk naar werk"),
        "no-longer-available": SandboxWords("no longer available", "niet meer beschikbaar"),
        "statutory-area": SandboxWords("statutory area", "werkgebied"),
        "technical-unit": SandboxWords("technical unit", "technische bedrijfseenheid"),
    ]

    static let actions: [SandboxAction: SandboxWords] = [
        .acknowledge: SandboxWords("Acknowledge", "Bevestigen"),
        .accept: SandboxWords("Accept", "Aannemen"),
        .decline: SandboxWords("Decline", "Afwijzen"),
        .fill: SandboxWords("Report as filled", "Melden als vervuld"),
        .vacancy: SandboxWords("Offer the vacancy", "De vacature aanbieden"),
        .profile: SandboxWords("Fetch the profile (once)", "Het profiel ophalen (eenmaal)"),
        .details: SandboxWords("Ask for contact details", "Contactgegevens vragen"),
        .intake: SandboxWords("Report an intake", "Een intake melden"),
        .start: SandboxWords("Report the start", "De start melden"),
        .outcome: SandboxWords("Report the outcome", "De uitkomst melden"),
    ]

    /// Event types, without prefix and version.
    static let types: [String: SandboxWords] = [
        "redundancies.alert-raised": SandboxWords("Early alert", "Vroege melding"),
        "redundancies.alert-changed": SandboxWords("Early alert, changed", "Vroege melding, gewijzigd"),
        "redundancies.alert-withdrawn": SandboxWords("Early alert, withdrawn", "Vroege melding, ingetrokken"),
        "internships.offer-published": SandboxWords("Internship offer", "Stageaanbod"),
        "internships.offer-changed": SandboxWords("Internship offer, changed", "Stageaanbod, gewijzigd"),
        "internships.offer-withdrawn": SandboxWords("Internship offer, withdrawn", "Stageaanbod, ingetrokken"),
        "talent.offer-published": SandboxWords("Offer of staff", "Aanbod van personeel"),
        "talent.offer-withdrawn": SandboxWords("Offer of staff, withdrawn", "Aanbod van personeel, ingetrokken"),
        "candidates.introduced": SandboxWords("A candidate is introduced", "Een kandidaat wordt voorgesteld"),
        "candidates.withdrawn": SandboxWords("A candidate withdraws", "Een kandidaat trekt zich terug"),
        "practices.published": SandboxWords("What works, and what does not", "Wat werkt, en wat niet"),
        "crises.opened": SandboxWords("Collective redundancy within reach", "Collectief ontslag in zicht"),
        "crises.closed": SandboxWords("Collective redundancy, closed", "Collectief ontslag, gesloten"),
        "partners.ping": SandboxWords("Test event", "Testbericht"),
    ]

    /// Members of events' data, by their place.
    static let members: [String: SandboxWords] = [
        "region": SandboxWords("Labour-market region", "Arbeidsmarktregio"),
        "occupation": SandboxWords("Occupation group", "Beroepsgroep"),
        "phase": SandboxWords("Phase", "Fase"),
        "cause": SandboxWords("Cause", "Oorzaak"),
        "quarter": SandboxWords("Quarter", "Kwartaal"),
        "people": SandboxWords("People, rounded", "Mensen, afgerond"),
        "fte": SandboxWords("Full-time equivalents, rounded", "Fte, afgerond"),
        "roundedTo": SandboxWords("Rounded to", "Afgerond op"),
        "skills": SandboxWords("Skills that many of them have", "Vaardigheden die velen hebben"),
        "reason": reason,
        "audience": SandboxWords("For", "Voor"),
        "places": places,
        "starts": starts,
        "ends": SandboxWords("Last day", "Laatste dag"),
        "hoursPerWeek": SandboxWords("Hours per week", "Uren per week"),
        "level": SandboxWords("Level", "Niveau"),
        "track": SandboxWords("Track", "Leerweg"),
        "qualification": SandboxWords("Qualification", "Kwalificatie"),
        "accreditation": SandboxWords("Accreditation", "Erkenning"),
        "supervisor": SandboxWords("A trainer is available", "Praktijkbegeleider beschikbaar"),
        "title": SandboxWords("Title", "Titel"),
        "field": SandboxWords("Field", "Vakgebied"),
        "description": SandboxWords("Description", "Omschrijving"),
        "country": SandboxWords("Country", "Land"),
        "unit": SandboxWords("Counted together over", "Samengeteld over"),
        "area": SandboxWords("Area", "Gebied"),
        "regions": SandboxWords("Regions", "Regio's"),
        "rule": SandboxWords("Rule", "Regel"),
        "window": SandboxWords("Counted together within", "Samengeteld binnen"),
        "threshold": SandboxWords("Binding from", "Geldt vanaf"),
        "message": SandboxWords("Message", "Bericht"),
        "dataref": SandboxWords("To be fetched once from", "Eenmaal op te halen bij"),
    ]

    static let phases: [Int: SandboxWords] = [
        2: SandboxWords("2: redundancy impends", "2: ontslag dreigt"),
        3: SandboxWords("3: notice is given", "3: ontslag is aangezegd"),
        4: SandboxWords("4: the contract has ended", "4: het contract is geëindigd"),
    ]
}
